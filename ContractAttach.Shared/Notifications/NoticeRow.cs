using System.Runtime.Serialization;
using System.Security.Cryptography;
using System.Text;
using Azure;
using Azure.Data.Tables;
using ContractAttach.Contracts;

namespace ContractAttach.Notifications;

/// <summary>
/// A notice that has yet to be sent: a row of the accounts table, written in the transaction of what it tells, deleted
/// once it is sent, so that none is lost.
/// </summary>
public sealed class NoticeRow : ITableEntity
{
    /// <summary>What the row key begins with.</summary>
    public const string Prefix = "notice:";

    /// <summary>The account of whose doings it tells.</summary>
    public string PartitionKey { get; set; } = "";

    /// <summary><see cref="Prefix"/> and the notice's id.</summary>
    public string RowKey { get; set; } = "";

    /// <inheritdoc/>
    public DateTimeOffset? Timestamp { get; set; }

    /// <inheritdoc/>
    public ETag ETag { get; set; }

    /// <summary>One of <see cref="NoticeKinds"/>.</summary>
    public string Kind { get; set; } = "";

    /// <summary>One of <see cref="NoticeChannels"/>.</summary>
    public string Channel { get; set; } = NoticeChannels.Email;

    /// <summary>E-mail address, or E.164 number of an SMS.</summary>
    public string To { get; set; } = "";

    /// <summary>The reader's name, where known.</summary>
    public string? ToName { get; set; }

    /// <summary><c>fr</c> or <c>en</c>.</summary>
    public string Language { get; set; } = "fr";

    /// <summary><see cref="NoticeFacts"/> as JSON.</summary>
    public string Facts { get; set; } = "{}";

    /// <summary>When it was written.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>The notice's id, unique within its account.</summary>
    [IgnoreDataMember]
    public string Id => RowKey[Prefix.Length..];

    /// <summary>The operation that sends it: the same for every try, so that a repeated e-mail is the same e-mail.</summary>
    [IgnoreDataMember]
    public Guid OperationId =>
        // A hash as a UUID of version 8: RFC 9562 section 5.8.
        new(AsVersion8(SHA256.HashData(Encoding.UTF8.GetBytes($"{PartitionKey}\n{RowKey}"))), bigEndian: true);

    /// <summary>A notice by e-mail.</summary>
    /// <param name="accountId">The account of whose doings it tells.</param>
    /// <param name="id">Unique within the account, and the same whenever the same step is repeated.</param>
    /// <param name="kind">One of <see cref="NoticeKinds"/>.</param>
    /// <param name="to">Address.</param>
    /// <param name="toName">The reader's name, where known.</param>
    /// <param name="language">The reader's language.</param>
    /// <param name="facts">What it tells.</param>
    /// <param name="createdAt">Now.</param>
    public static NoticeRow ByEmail(
        string accountId, string id, string kind, string to, string? toName, ContractLanguage language, NoticeFacts facts, DateTimeOffset createdAt) =>
        Of(NoticeChannels.Email, accountId, id, kind, to, toName, language, facts, createdAt);

    /// <summary>A notice by SMS; the parameters are those of <see cref="ByEmail"/>, with a number in place of the address.</summary>
    public static NoticeRow BySms(
        string accountId, string id, string kind, string to, string? toName, ContractLanguage language, NoticeFacts facts, DateTimeOffset createdAt) =>
        Of(NoticeChannels.Sms, accountId, id, kind, to, toName, language, facts, createdAt);

    private static NoticeRow Of(
        string channel, string accountId, string id, string kind, string to, string? toName, ContractLanguage language, NoticeFacts facts, DateTimeOffset createdAt) =>
        new()
        {
            PartitionKey = accountId,
            RowKey = Prefix + id,
            Kind = kind,
            Channel = channel,
            To = to,
            ToName = toName,
            Language = language == ContractLanguage.En ? "en" : "fr",
            Facts = facts.ToJson(),
            CreatedAt = createdAt,
        };

    private static byte[] AsVersion8(byte[] hash)
    {
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return hash[..16];
    }
}
