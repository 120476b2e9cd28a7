using System.Text.Json;
using System.Text.Json.Serialization;
using Azure;
using Azure.Data.Tables;
using ContractAttach.Contracts;
using ContractAttach.Notifications;

namespace ContractAttach.Accounts;

/// <summary>An account's own row: <c>{account id}</c>, <c>account</c>. Whoever writes it is guarded by its ETag, in a transaction or alone.</summary>
public sealed class AccountRow : ITableEntity
{
    /// <summary>The row's key in the account's partition.</summary>
    public const string Key = "account";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>The account's id.</summary>
    public string PartitionKey { get; set; } = "";

    /// <inheritdoc/>
    public string RowKey { get; set; } = Key;

    /// <inheritdoc/>
    public DateTimeOffset? Timestamp { get; set; }

    /// <inheritdoc/>
    public ETag ETag { get; set; }

    /// <summary><see cref="Account.FirstName"/></summary>
    public string? FirstName { get; set; }

    /// <summary><see cref="Account.LastName"/></summary>
    public string? LastName { get; set; }

    /// <summary><see cref="ContactDetails.Email"/></summary>
    public string ContactEmail { get; set; } = "";

    /// <summary><see cref="ContactDetails.Mobile"/></summary>
    public string? ContactMobile { get; set; }

    /// <summary><see cref="Account.Language"/></summary>
    public string Language { get; set; } = nameof(ContractLanguage.Fr);

    /// <summary><see cref="Account.CreatedAt"/></summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>The logins and when each was last seen, as JSON.</summary>
    public string Logins { get; set; } = "[]";

    /// <summary>Hashes of the token subjects seen, as JSON.</summary>
    public string Subjects { get; set; } = "[]";

    /// <summary><see cref="Account.CustomerNumbers"/> as JSON.</summary>
    public string CustomerNumbers { get; set; } = "[]";

    /// <summary>
    /// How far the owner's own contracts are attached, in the order of their ids: up to this one, which is empty at first. Null
    /// once all are, or where there are none.
    /// </summary>
    public string? OwnContractsUpTo { get; set; }

    /// <summary>The latest regrouping that took contracts away from here, of which the owner was told when it took the first.</summary>
    public string? ToldOfRegrouping { get; set; }

    /// <summary>Since when the account is being closed; null while it is open. To its owner it is gone from then on.</summary>
    public DateTimeOffset? ClosingAt { get; set; }

    /// <summary>The account of this row.</summary>
    public Account ToAccount() => new(
        PartitionKey,
        FirstName,
        LastName,
        [.. GetLogins().Select(login => new Login(login.Kind, login.Value))],
        GetCustomerNumbers(),
        new ContactDetails(ContactEmail, ContactMobile),
        CreatedAt,
        Enum.Parse<ContractLanguage>(Language))
    { IsClosing = ClosingAt is not null };

    /// <summary>Writes this row, where nobody has since it was read, and puts the notices down, all at once.</summary>
    internal IReadOnlyList<TableTransactionAction> With(IEnumerable<NoticeRow> notices) =>
    [
        new(TableTransactionActionType.UpdateReplace, this, ETag),
        .. notices.Select(notice => new TableTransactionAction(TableTransactionActionType.UpsertReplace, notice)),
    ];

    internal IReadOnlyList<SeenLogin> GetLogins() => Read<SeenLogin>(Logins);

    internal void SetLogins(IEnumerable<SeenLogin> logins) => Logins = Write(logins);

    internal IReadOnlyList<string> GetSubjects() => Read<string>(Subjects);

    internal void SetSubjects(IEnumerable<string> subjects) => Subjects = Write(subjects);

    internal IReadOnlyList<string> GetCustomerNumbers() => Read<string>(CustomerNumbers);

    internal void SetCustomerNumbers(IEnumerable<string> numbers) => CustomerNumbers = Write(numbers);

    private static IReadOnlyList<T> Read<T>(string json) => JsonSerializer.Deserialize<IReadOnlyList<T>>(json, Json)!;

    private static string Write<T>(IEnumerable<T> items) => JsonSerializer.Serialize(items, Json);
}
