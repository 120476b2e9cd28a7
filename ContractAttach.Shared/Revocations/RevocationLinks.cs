using ContractAttach.Attachments;
using ContractAttach.Storage;
using Microsoft.Extensions.Options;

namespace ContractAttach.Revocations;

/// <summary>
/// The links by which a holder ends an attachment. A token is a keyed digest of the attachment's id, so that a repeated e-mail
/// bears the same link; the table knows only the token's hash, so that who reads it can use none.
/// </summary>
public sealed class RevocationLinks(Tables tables, KeyedHash hash, IOptions<PortalOptions> portal, IOptions<AttachmentOptions> options)
{
    // 22 characters of base64url: 132 bits, beyond guessing, and short enough for a text message.
    private const int TokenLength = 22;

    /// <summary>The address that the holder is given.</summary>
    public Uri Of(string attachmentId) => new($"{portal.Value.Url!.AbsoluteUri.TrimEnd('/')}/revocations/{Token(attachmentId)}");

    /// <summary>The hash under which the attachment's link is kept.</summary>
    public string HashOf(string attachmentId) => Hash(Token(attachmentId));

    /// <summary>Until when the attachment's link can be used.</summary>
    public DateTimeOffset ExpiryOf(LinkRow link)
    {
        ArgumentNullException.ThrowIfNull(link);
        return link.AttachedAt + options.Value.RevocationLifetime;
    }

    /// <summary>Notes the attachment's link: before the attachment; again changes nothing.</summary>
    public Task AddAsync(LinkRow link, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(link);
        var row = new RevocationRow
        {
            PartitionKey = HashOf(link.AttachmentId),
            AccountId = link.PartitionKey,
            ContractId = link.ContractId,
            AttachmentId = link.AttachmentId,
            ExpiresAt = ExpiryOf(link),
        };
        return tables.Revocations.UpsertEntityAsync(row, cancellationToken: cancellationToken);
    }

    /// <summary>What a token ends; null where it is unknown or of another form. Whether it is still valid is for the caller to see.</summary>
    public async Task<RevocationRow?> FindAsync(string token, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(token);
        return token.Length == TokenLength
            ? await tables.Revocations.FindAsync<RevocationRow>(Hash(token), RevocationRow.Key, cancellationToken)
            : null;
    }

    /// <summary>Forgets a link, used or old.</summary>
    /// <param name="tokenHash">As <see cref="HashOf"/> has it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task ForgetAsync(string tokenHash, CancellationToken cancellationToken) =>
        await tables.Revocations.DeleteEntityAsync(tokenHash, RevocationRow.Key, cancellationToken: cancellationToken);

    private string Token(string attachmentId) => hash.Of("revocation", attachmentId)[..TokenLength];

    private string Hash(string token) => hash.Of("revocation token", token);
}
