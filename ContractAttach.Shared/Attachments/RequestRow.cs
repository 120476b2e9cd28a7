using System.Runtime.Serialization;
using Azure;
using Azure.Data.Tables;
using ContractAttach.Accounts;
using ContractAttach.Codes;
using ContractAttach.Contracts;

namespace ContractAttach.Attachments;

/// <summary>
/// Row <c>request:{id}</c> of an account: that the request exists, what it is about, the answers given so far, and how it
/// ended. How far it has come in between is the orchestration's custom status.
/// </summary>
public sealed class RequestRow : ITableEntity
{
    /// <summary>What the row keys of requests begin with.</summary>
    public const string Prefix = "request:";

    // The digits of ids, in their order; Ulid's.
    private const string Digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    /// <summary>The account.</summary>
    public string PartitionKey { get; set; } = "";

    /// <summary>As <see cref="KeyOf"/> has it.</summary>
    public string RowKey { get; set; } = "";

    /// <inheritdoc/>
    public DateTimeOffset? Timestamp { get; set; }

    /// <inheritdoc/>
    public ETag ETag { get; set; }

    /// <summary>
    /// The row key of a request: <see cref="Prefix"/> and its id with each digit counted from the other end. Ids begin with their
    /// time, and a table is read in the order of its keys: so an account's newest requests come first.
    /// </summary>
    public static string KeyOf(string id) => Prefix + Turned(id);

    /// <summary>The id of the request that has a row key.</summary>
    public static string IdOf(string rowKey)
    {
        ArgumentNullException.ThrowIfNull(rowKey);
        return Turned(rowKey[Prefix.Length..]);
    }

    /// <summary>The contract to attach.</summary>
    public string ContractId { get; set; } = "";

    /// <summary>The contract's kind at the start.</summary>
    public string ContractKind { get; set; } = "";

    /// <summary>The contract's customer number at the start: another one later means that it changed hands.</summary>
    public string CustomerNumber { get; set; } = "";

    /// <summary>The line that was given: where the code goes, for mobile and open contracts.</summary>
    public string Line { get; set; } = "";

    /// <summary>Where an SMS to the line is read; null for internet and fixed contracts.</summary>
    public string? Device { get; set; }

    /// <summary>The language of the contract.</summary>
    public string Language { get; set; } = nameof(ContractLanguage.Fr);

    /// <summary>Row key of the open row, which keeps a second request for the same line or contract out.</summary>
    public string OpenRowKey { get; set; } = "";

    /// <summary>First name of who asks, for the SMS.</summary>
    public string? RequesterFirstName { get; set; }

    /// <summary>Last name of who asks, for the SMS.</summary>
    public string? RequesterLastName { get; set; }

    /// <summary>Id of the key that the request's codes are derived with; null where no code is needed.</summary>
    public string? CodeKeyId { get; set; }

    /// <summary>Salt of the request's codes; null where no code is needed.</summary>
    public string? CodeSalt { get; set; }

    /// <summary>Who uses the line: <see cref="Accounts.LineUserKind"/>; null until it is said.</summary>
    public string? LineUserKind { get; set; }

    /// <summary>First name of someone else who uses the line.</summary>
    public string? LineUserFirstName { get; set; }

    /// <summary>Last name of someone else who uses the line.</summary>
    public string? LineUserLastName { get; set; }

    /// <summary>Contact e-mail address given with the request; null until it is given.</summary>
    public string? ContactEmail { get; set; }

    /// <summary>Contact mobile number given with the request.</summary>
    public string? ContactMobile { get; set; }

    /// <summary>When the request began.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>When it ends at the latest, unless it is attaching by then.</summary>
    public DateTimeOffset ExpiresAt { get; set; }

    /// <summary>The end's <see cref="RequestStatus"/>; null while the request is open.</summary>
    public string? EndStatus { get; set; }

    /// <summary>The end's <see cref="RefusalReason"/>.</summary>
    public string? EndReason { get; set; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>The role it was attached with.</summary>
    public string? Role { get; set; }

    /// <summary>Whether this request made the link: false where it has none, or found one.</summary>
    public bool MadeLink { get; set; }

    /// <summary>The request's id, which is its orchestration's instance id too.</summary>
    [IgnoreDataMember]
    public string Id => IdOf(RowKey);

    /// <summary>The contract's kind at the start.</summary>
    [IgnoreDataMember]
    public ContractKind Kind => Enum.Parse<ContractKind>(ContractKind);

    /// <summary>Whether an SMS to the line is read in the page of a 4G home box.</summary>
    [IgnoreDataMember]
    public bool IsFlybox => Device == nameof(LineDevice.Flybox);

    /// <summary>Whether a code has to be entered: for mobile and open contracts.</summary>
    [IgnoreDataMember]
    public bool NeedsCode => CodeSalt is not null;

    /// <summary>What the request's codes are derived from; null where no code is needed.</summary>
    [IgnoreDataMember]
    public CodeSeed? Seed => CodeSalt is null ? null : new CodeSeed(CodeKeyId!, CodeSalt);

    /// <summary>Who uses the line; null until it is said.</summary>
    [IgnoreDataMember]
    public LineUser? LineUser
    {
        get => LineUserKind is null ? null : new LineUser(Enum.Parse<LineUserKind>(LineUserKind), LineUserFirstName, LineUserLastName);
        set => (LineUserKind, LineUserFirstName, LineUserLastName) = (value?.Kind.ToString(), value?.FirstName, value?.LastName);
    }

    /// <summary>Contact details given with the request; null until they are given.</summary>
    [IgnoreDataMember]
    public ContactDetails? ContactDetails
    {
        get => ContactEmail is null ? null : new ContactDetails(ContactEmail, ContactMobile);
        set => (ContactEmail, ContactMobile) = (value?.Email, value?.Mobile);
    }

    /// <summary>How the request ended; null while it is open.</summary>
    [IgnoreDataMember]
    public RequestEnd? End
    {
        get => EndStatus is null
            ? null
            : new RequestEnd(
                Enum.Parse<RequestStatus>(EndStatus),
                EndReason is null ? null : Enum.Parse<RefusalReason>(EndReason),
                EndedAt!.Value,
                Role is null ? null : Enum.Parse<Role>(Role));
        set => (EndStatus, EndReason, EndedAt, Role) = (value?.Status.ToString(), value?.Reason?.ToString(), value?.At, value?.Role?.ToString());
    }

    private static string Turned(string id) =>
        string.Concat(id.Select(digit => Digits.IndexOf(digit, StringComparison.Ordinal) is >= 0 and var value ? Digits[^(value + 1)] : digit));
}
