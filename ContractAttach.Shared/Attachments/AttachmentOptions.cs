using System.ComponentModel.DataAnnotations;

namespace ContractAttach.Attachments;

/// <summary>The numbers of the business, section <c>Attachment</c> of the settings. Each default is the rule's own.</summary>
public sealed class AttachmentOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Attachment";

    /// <summary>Digits of a code; OWASP ASVS 5.0 6.5.4 asks for at least 20 bits: seven digits or more; six are allowed where an operator insists.</summary>
    [Range(6, 10)]
    public int CodeDigits { get; set; } = 8;

    /// <summary>How long a code lives from its generation; NIST SP 800-63B-4 and ASVS 6.5.5 allow at most 10 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan CodeLifetime { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Wrong tries that a request bears over all its codes; the last one ends it.</summary>
    [Range(1, 10)]
    public int TriesPerRequest { get; set; } = 5;

    /// <summary>Wrong tries on a contract in 24 hours, over all requests and accounts; NIST SP 800-63B-4 3.2.2 asks for a bound.</summary>
    [Range(1, 100)]
    public int TriesPerContractPerDay { get; set; } = 20;

    /// <summary>Codes sent in a request, the first included; CAMARA's <c>max_send</c>.</summary>
    [Range(1, 10)]
    public int SendsPerRequest { get; set; } = 3;

    /// <summary>Wait before the second code is sent.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan FirstResendWait { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Wait before each code after the second is sent.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan NextResendWait { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Codes to a line in an hour, over all requests and accounts; a bound on SMS pumping.</summary>
    [Range(1, 1000)]
    public int CodesPerLinePerHour { get; set; } = 3;

    /// <summary>Codes to a line in 24 hours, over all requests and accounts; a bound on SMS pumping.</summary>
    [Range(1, 1000)]
    public int CodesPerLinePerDay { get; set; } = 10;

    /// <summary>Codes that an account has sent in 24 hours; a bound on SMS pumping.</summary>
    [Range(1, 1000)]
    public int CodesPerAccountPerDay { get; set; } = 10;

    /// <summary>Not-recognised answers to an account in an hour; ASVS 6.3.8.</summary>
    [Range(1, 1000)]
    public int NotRecognisedPerAccountPerHour { get; set; } = 5;

    /// <summary>Not-recognised answers to an account in 24 hours; ASVS 6.3.8.</summary>
    [Range(1, 1000)]
    public int NotRecognisedPerAccountPerDay { get; set; } = 20;

    /// <summary>Wrong customer numbers for a line in 24 hours, over all accounts: a bill is not a secret.</summary>
    [Range(1, 1000)]
    public int WrongCustomerNumbersPerLinePerDay { get; set; } = 10;

    /// <summary>Attaches of a contract to an account in 24 hours; a bound on e-mail pumping.</summary>
    [Range(1, 1000)]
    public int AttachesPerContractPerDay { get; set; } = 3;

    /// <summary>
    /// Requests without a code that an account begins in 24 hours; those with one are bounded by their codes. Ours: far more than
    /// anybody has contracts, far fewer than a script would begin.
    /// </summary>
    [Range(1, 1000)]
    public int RequestsPerAccountPerDay { get; set; } = 50;

    /// <summary>
    /// Entries and answers that one request takes. Ours: each lengthens the history of its orchestration, which is read again with
    /// the next one; nobody needs a tenth of them.
    /// </summary>
    [Range(20, 1000)]
    public int InputsPerRequest { get; set; } = 100;

    /// <summary>Regroupings into an account in 24 hours; a bound on e-mail pumping. Ours: nobody has many accounts.</summary>
    [Range(1, 1000)]
    public int RegroupingsPerAccountPerDay { get; set; } = 10;

    /// <summary>How long after its issue a token still shows that its owner is there and wants a regrouping.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "01:00:00")]
    public TimeSpan RegroupingTokenAge { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Changes of an account's contact details in 24 hours; a bound on e-mail pumping.</summary>
    [Range(1, 1000)]
    public int ContactDetailsChangesPerAccountPerDay { get; set; } = 5;

    /// <summary>Accounts with one login or sign-in that are closed in 24 hours before a new one can be created: a new account begins with fresh limits.</summary>
    [Range(1, 1000)]
    public int ClosuresPerLoginPerDay { get; set; } = 3;

    /// <summary>How long a whole request may take from its start.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "1.00:00:00")]
    public TimeSpan RequestLifetime { get; set; } = TimeSpan.FromMinutes(60);

    /// <summary>How long after a request's end the clean-up takes its orchestration for lost.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan OverdueAfter { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How long the holder's link that ends an attachment can be used.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "365.00:00:00")]
    public TimeSpan RevocationLifetime { get; set; } = TimeSpan.FromDays(30);

    /// <summary>How long a finished request and its history are kept.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "365.00:00:00")]
    public TimeSpan KeepRequests { get; set; } = TimeSpan.FromDays(30);

    /// <summary>How long audit entries are kept.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "3650.00:00:00")]
    public TimeSpan KeepAudit { get; set; } = TimeSpan.FromDays(365);

    /// <summary>Ranges of professional contracts that are never attached, separated by semicolons.</summary>
    public string ExcludedRanges { get; set; } = "Performance Pro;Performance Entreprises;Business Everywhere Pro";
}
