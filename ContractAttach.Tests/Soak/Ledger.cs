using System.Collections.Concurrent;
using ContractAttach.Attachments;
using ContractAttach.Notifications;

namespace ContractAttach.Tests.Soak;

/// <summary>The checker's own record of what was answered to people, and so of what must be there in the end.</summary>
internal sealed class Ledger
{
    private readonly ConcurrentDictionary<string, (int Least, int Most)> _told = [];

    /// <summary>Open accounts.</summary>
    public ConcurrentDictionary<string, bool> Accounts { get; } = [];

    /// <summary>Account and contract of what is attached, with the attachment's id; null where no answer told it.</summary>
    public ConcurrentDictionary<(string AccountId, string ContractId), string?> Links { get; } = [];

    /// <summary>Requests with their account and end.</summary>
    public ConcurrentDictionary<string, (string AccountId, RequestStatus Status)> Requests { get; } = [];

    /// <summary>Requests and the codes that were sent for them, with the line.</summary>
    public ConcurrentDictionary<string, (string Line, int Sends)> Codes { get; } = [];

    /// <summary>Operations that must have told somebody, by whom they told.</summary>
    public ConcurrentDictionary<string, string> Operations { get; } = [];

    /// <summary>How many different messages an address or number got, at least and at most.</summary>
    public IReadOnlyDictionary<string, (int Least, int Most)> Told => _told;

    /// <summary>Somebody is told something.</summary>
    public void Tell(string to) => Tell(to, 1);

    /// <summary>Somebody is told something once, or as often as it may have been done.</summary>
    public void Tell(string to, int most) => _told.AddOrUpdate(to, (1, most), (_, count) => (count.Least + 1, count.Most + most));

    /// <summary>Somebody is told something by e-mail, by the operation of this notice.</summary>
    public void Tell(string to, string accountId, string notice)
    {
        Tell(to);
        if (to.Contains('@', StringComparison.Ordinal))
            Operations[new NoticeRow { PartitionKey = accountId, RowKey = NoticeRow.Prefix + notice }.OperationId.ToString()] = to;
    }

    /// <summary>An account is closed: nothing of it stays but what it told.</summary>
    public void Close(string accountId)
    {
        Accounts.TryRemove(accountId, out _);
        foreach ((string id, _) in Requests.Where(request => request.Value.AccountId == accountId))
            Requests.TryRemove(id, out _);
    }
}
