using ContractAttach.Accounts;
using ContractAttach.Contracts;
using ContractAttach.Notifications;
using ContractAttach.Revocations;

namespace ContractAttach.Attachments;

/// <summary>
/// Who is told what. A notice's id comes from what it tells, so that putting it down again replaces it, and its e-mail is
/// sent again as the same operation.
/// </summary>
public sealed class AttachmentNotices(RevocationLinks revocations, TimeProvider time)
{
    /// <summary>What an attachment tells: requester, holder, and the address that is replaced.</summary>
    /// <param name="account">The account, as it was before.</param>
    /// <param name="contract">The contract.</param>
    /// <param name="request">The request, with its end.</param>
    /// <param name="link">The link; null where it was there already: then only a replaced address is told.</param>
    /// <param name="replaced">The contact details that are replaced; null where they stay.</param>
    public IReadOnlyList<NoticeRow> Attached(Account account, Contract contract, RequestRow request, LinkRow? link, ContactDetails? replaced)
    {
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(contract);
        ArgumentNullException.ThrowIfNull(request);
        DateTimeOffset now = time.GetUtcNow();
        var notices = new List<NoticeRow>();
        if (link is not null)
        {
            NoticeFacts facts = Facts(account, link, link.AttachedAt);
            string contact = (replaced is null ? account.ContactDetails : request.ContactDetails!).Email;
            notices.Add(NoticeRow.ByEmail(
                account.Id, request.Id + "-requester", NoticeKinds.AttachedRequester, contact, account.DisplayName, account.Language, facts, now));
            notices.AddRange(Linked(account, contract, link));
        }

        if (replaced is not null)
            notices.Add(AccountNotices.ContactDetailsChanged(account, request.Id, now));

        return notices;
    }

    /// <summary>What a link tells the holder, with the address that ends it.</summary>
    public IReadOnlyList<NoticeRow> Linked(Account account, Contract contract, LinkRow link)
    {
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(contract);
        ArgumentNullException.ThrowIfNull(link);
        NoticeFacts facts = Facts(account, link, link.AttachedAt) with
        {
            RevocationLink = revocations.Of(link.AttachmentId).AbsoluteUri,
            RevocationExpiresAt = revocations.ExpiryOf(link),
        };
        return !contract.Holder.IsReachable
            ? []
            : [ToHolder(account.Id, link.AttachmentId + "-holder", link.RegroupingId is null ? NoticeKinds.AttachedHolder : NoticeKinds.RegroupedHolder, contract, facts, time.GetUtcNow())];
    }

    /// <summary>What a request's refusal tells who asked, where the contract can no longer be attached.</summary>
    public NoticeRow Refused(Account account, RequestRow request)
    {
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(request);
        DateTimeOffset now = time.GetUtcNow();
        var facts = new NoticeFacts { When = now, ContractKind = request.Kind, Line = LineMask.Screen(request.Line) };
        return NoticeRow.ByEmail(
            account.Id, request.Id + "-refused", NoticeKinds.RefusedRequester, account.ContactDetails.Email, account.DisplayName, account.Language, facts, now);
    }

    /// <summary>What the ids of the notices of a link's end begin with, before a hyphen.</summary>
    public static string OfEnd(string attachmentId) => attachmentId + "-removed";

    /// <summary>What the end of a link tells: the account's owner and, where the owner was a proxy, the holder.</summary>
    /// <param name="account">The account.</param>
    /// <param name="link">The link that ends.</param>
    /// <param name="contract">The contract; null where the directory no longer has it: then nobody is known to be its holder.</param>
    /// <param name="reason">Why it ends.</param>
    public IReadOnlyList<NoticeRow> Ended(Account account, LinkRow link, Contract? contract, LinkEndReason reason)
    {
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(link);
        DateTimeOffset now = time.GetUtcNow();
        NoticeFacts facts = Facts(account, link, now);
        string id = OfEnd(link.AttachmentId);
        bool proxy = link.Role == nameof(Role.Proxy);
        var notices = new List<NoticeRow>();

        // A closed account is told once, and not of each contract, whoever comes before its closing to end one.
        if (reason != LinkEndReason.AccountClosed && !account.IsClosing)
        {
            string kind = reason switch
            {
                LinkEndReason.ContractChanged => NoticeKinds.ContractChangedOwner,
                LinkEndReason.Holder or LinkEndReason.RevocationLink when proxy => NoticeKinds.RemovedProxy,
                _ => NoticeKinds.RemovedOwner,
            };
            notices.Add(NoticeRow.ByEmail(
                account.Id, id + "-owner", kind, account.ContactDetails.Email, account.DisplayName, account.Language, facts, now));
        }

        if (proxy && contract is { Holder.IsReachable: true })
        {
            string kind = reason == LinkEndReason.ContractChanged ? NoticeKinds.ContractChangedHolder : NoticeKinds.RemovedHolder;
            notices.Add(ToHolder(account.Id, id + "-holder", kind, contract, facts, now));
        }

        return notices;
    }

    /// <summary>What the first link that a regrouping ends tells the account's owner, for all of them.</summary>
    /// <param name="account">The account that the contracts go from.</param>
    /// <param name="link">The link that ends.</param>
    /// <param name="by">The account that has them now.</param>
    public NoticeRow Regrouped(Account account, LinkRow link, Account by)
    {
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(link);
        ArgumentNullException.ThrowIfNull(by);
        DateTimeOffset now = time.GetUtcNow();
        NoticeFacts facts = Facts(account, link, now) with { Person = by.DisplayName };
        return NoticeRow.ByEmail(
            account.Id, OfEnd(link.AttachmentId) + "-owner", NoticeKinds.RegroupedOwner, account.ContactDetails.Email, account.DisplayName, account.Language, facts, now);
    }

    // By SMS where the contract has no e-mail address; a contract with neither is never attached.
    private static NoticeRow ToHolder(string accountId, string id, string kind, Contract contract, NoticeFacts facts, DateTimeOffset now)
    {
        string name = $"{contract.Holder.FirstName} {contract.Holder.LastName}";
        return contract.Holder.Email is { } email
            ? NoticeRow.ByEmail(accountId, id, kind, email, name, contract.Language, facts, now)
            : NoticeRow.BySms(accountId, id, kind, contract.Holder.Mobile!, name, contract.Language, facts, now);
    }

    private static NoticeFacts Facts(Account account, LinkRow link, DateTimeOffset when) => new()
    {
        When = when,
        ContractKind = Enum.Parse<ContractKind>(link.ContractKind),
        Offer = link.Offer,
        Line = LineMask.Screen(link.Line),
        Role = Enum.Parse<Role>(link.Role),
        Person = account.DisplayName,
    };
}
