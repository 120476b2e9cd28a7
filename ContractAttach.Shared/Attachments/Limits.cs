using ContractAttach.Counters;
using Microsoft.Extensions.Options;

namespace ContractAttach.Attachments;

/// <summary>The sliding-window limits of the business, by scope, made from <see cref="AttachmentOptions"/>.</summary>
public sealed class Limits
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Day = TimeSpan.FromHours(24);

    /// <summary>The limits as the settings have them.</summary>
    public Limits(IOptions<AttachmentOptions> options)
    {
        ArgumentNullException.ThrowIfNull(options);
        AttachmentOptions numbers = options.Value;
        CodesPerLine = new Limit("codes", new Window(numbers.CodesPerLinePerHour, Hour), new Window(numbers.CodesPerLinePerDay, Day));
        CodesPerAccount = new Limit("codes", new Window(numbers.CodesPerAccountPerDay, Day));
        NotRecognised = new Limit("notRecognised", new Window(numbers.NotRecognisedPerAccountPerHour, Hour), new Window(numbers.NotRecognisedPerAccountPerDay, Day));
        WrongCustomerNumbers = new Limit("wrongCustomerNumbers", new Window(numbers.WrongCustomerNumbersPerLinePerDay, Day));
        WrongTries = new Limit("wrongTries", new Window(numbers.TriesPerContractPerDay, Day));
        Attaches = new Limit("attaches", new Window(numbers.AttachesPerContractPerDay, Day));
        Requests = new Limit("requests", new Window(numbers.RequestsPerAccountPerDay, Day));
        Regroupings = new Limit("regroupings", new Window(numbers.RegroupingsPerAccountPerDay, Day));
        ContactDetailsChanges = new Limit("contactDetails", new Window(numbers.ContactDetailsChangesPerAccountPerDay, Day));
        Closures = new Limit("closures", new Window(numbers.ClosuresPerLoginPerDay, Day));
    }

    /// <summary>Codes sent to a line; scope <see cref="Line"/>.</summary>
    public Limit CodesPerLine { get; }

    /// <summary>Codes sent for an account; scope <see cref="Account"/>.</summary>
    public Limit CodesPerAccount { get; }

    /// <summary>Not-recognised answers to an account; scope <see cref="Account"/>.</summary>
    public Limit NotRecognised { get; }

    /// <summary>Wrong customer numbers for a line; scope <see cref="Line"/>.</summary>
    public Limit WrongCustomerNumbers { get; }

    /// <summary>Wrong codes on a contract; scope <see cref="Contract"/>.</summary>
    public Limit WrongTries { get; }

    /// <summary>Attaches of one contract to one account; scope <see cref="Attachment"/>.</summary>
    public Limit Attaches { get; }

    /// <summary>Requests without a code; scope <see cref="Account"/>.</summary>
    public Limit Requests { get; }

    /// <summary>Regroupings into an account; scope <see cref="Account"/>.</summary>
    public Limit Regroupings { get; }

    /// <summary>Changes of an account's contact details; scope <see cref="Account"/>.</summary>
    public Limit ContactDetailsChanges { get; }

    /// <summary>Accounts closed that had one login or token subject; scope <see cref="Login"/>.</summary>
    public Limit Closures { get; }

    /// <summary>Scope of an account.</summary>
    public static string Account(string accountId) => "account:" + accountId;

    /// <summary>Scope of a login or token subject, by its keyed hash.</summary>
    public static string Login(string loginHash) => "login:" + loginHash;

    /// <summary>Scope of a line, by its keyed hash: the table does not list who is a customer.</summary>
    public static string Line(string lineHash) => "line:" + lineHash;

    /// <summary>Scope of a contract.</summary>
    public static string Contract(string contractId) => "contract:" + contractId;

    /// <summary>Scope of one contract in one account.</summary>
    public static string Attachment(string accountId, string contractId) => $"attachment:{accountId}:{contractId}";
}
