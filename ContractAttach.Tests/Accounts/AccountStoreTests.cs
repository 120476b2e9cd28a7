using Azure.Data.Tables;
using ContractAttach.Accounts;
using ContractAttach.Attachments;
using ContractAttach.Contracts;
using ContractAttach.Due;
using ContractAttach.Notifications;
using ContractAttach.Storage;
using ContractAttach.Tests.Fixtures;
using ContractAttach.Tests.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Moq;
using Xunit;

namespace ContractAttach.Tests.Accounts;

public sealed class AccountStoreTests : IClassFixture<TestTables>
{
    private static readonly ContactDetails Contact = new("contact@example.com", "+33611111111");
    private static int s_people;

    private readonly TestTables _tables;
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly Mock<IEmailSender> _email = new();
    private readonly AccountStore _accounts;

    public AccountStoreTests(TestTables tables)
    {
        _tables = tables;
        _accounts = Store(new StorageCalls());
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_person_without_account_makes_one_and_finds_it_again()
    {
        SignedInPerson jeanne = NewPerson() with { CustomerNumber = "0123456789" };
        Assert.Null(await _accounts.FindAsync(jeanne, Cancel));

        (Account account, bool created) = await _accounts.CreateAsync(jeanne, Contact, ContractLanguage.Fr, Cancel);

        Assert.True(created);
        Assert.Equal("Jeanne Martin", account.DisplayName);
        Assert.Equal([new Login(LoginKind.Email, jeanne.Email!), new Login(LoginKind.Mobile, jeanne.Mobile!)], account.Logins);
        Assert.Equal(["0123456789"], account.CustomerNumbers);
        Assert.Equal((Contact, _time.GetUtcNow()), (account.ContactDetails, account.CreatedAt));
        Assert.Equal(_time.GetUtcNow(), Ulid.Parse(account.Id).Time);

        Assert.Equivalent(account, await _accounts.FindAsync(jeanne, Cancel));
        (Account again, created) = await _accounts.CreateAsync(jeanne, new ContactDetails("other@example.com", null), ContractLanguage.Fr, Cancel);
        Assert.False(created);
        Assert.Equivalent(account, again);
        Assert.Equivalent(account, (await _accounts.GetRowAsync(account.Id, Cancel))!.ToAccount());
    }

    [Fact]
    public async Task The_first_token_that_has_names_gives_them_and_an_address_is_none()
    {
        SignedInPerson jeanne = NewPerson();
        SignedInPerson nameless = jeanne with { GivenName = null, FamilyName = null };
        (Account account, _) = await _accounts.CreateAsync(nameless, Contact, ContractLanguage.Fr, Cancel);
        Assert.Null(account.DisplayName);
        Assert.Equal(("Une personne", "Someone"), (account.NameFor(ContractLanguage.Fr), account.NameFor(ContractLanguage.En)));

        await _accounts.FindAsync(jeanne, Cancel);
        await _accounts.FindAsync(jeanne with { GivenName = "Anne" }, Cancel);

        Assert.Equal("Jeanne Martin", (await _accounts.FindAsync(nameless, Cancel))!.NameFor(ContractLanguage.En));
    }

    [Fact]
    public async Task A_known_subject_costs_two_reads_and_no_write()
    {
        SignedInPerson jeanne = NewPerson();
        await _accounts.CreateAsync(jeanne, Contact, ContractLanguage.Fr, Cancel);

        StorageCalls calls = new();
        Assert.NotNull(await Store(calls).FindAsync(jeanne, Cancel));

        Assert.Equal((2, 0), (calls.Reads, calls.Writes));
    }

    [Fact]
    public async Task A_known_subject_is_its_account_even_without_login()
    {
        SignedInPerson jeanne = NewPerson();
        (Account account, _) = await _accounts.CreateAsync(jeanne, Contact, ContractLanguage.Fr, Cancel);

        Assert.Equal(account.Id, (await _accounts.FindAsync(jeanne with { Email = null, Mobile = null }, Cancel))!.Id);
    }

    [Fact]
    public async Task An_unknown_subject_without_verified_login_must_get_one()
    {
        SignedInPerson nobody = NewPerson() with { Email = null, Mobile = null };
        await Assert.ThrowsAsync<LoginRequiredException>(() => _accounts.FindAsync(nobody, Cancel));
        await Assert.ThrowsAsync<LoginRequiredException>(() => _accounts.CreateAsync(nobody, Contact, ContractLanguage.Fr, Cancel));
    }

    [Fact]
    public async Task A_new_subject_joins_the_account_that_its_login_names()
    {
        SignedInPerson byEmail = NewPerson() with { Mobile = null };
        (Account account, _) = await _accounts.CreateAsync(byEmail, Contact, ContractLanguage.Fr, Cancel);
        SignedInPerson both = NewPerson() with { Email = byEmail.Email, CustomerNumber = "0123456789" };
        SignedInPerson byMobile = NewPerson() with { Email = null, Mobile = both.Mobile };

        Account joined = (await _accounts.FindAsync(both, Cancel))!;
        Assert.Equal(account.Id, joined.Id);
        Assert.Equal([new Login(LoginKind.Email, both.Email!), new Login(LoginKind.Mobile, both.Mobile!)], joined.Logins);
        Assert.Equal(["0123456789"], joined.CustomerNumbers);
        Assert.Equal(account.Id, (await _accounts.FindAsync(byMobile, Cancel))!.Id);

        // All three are known from now on.
        foreach (SignedInPerson person in (SignedInPerson[])[byEmail, both, byMobile])
        {
            StorageCalls calls = new();
            Assert.Equal(account.Id, (await Store(calls).FindAsync(person, Cancel))!.Id);
            Assert.Equal((2, 0), (calls.Reads, calls.Writes));
        }
    }

    [Fact]
    public async Task A_known_subject_brings_new_logins_and_numbers_to_its_account()
    {
        SignedInPerson jeanne = NewPerson() with { Mobile = null };
        (Account account, _) = await _accounts.CreateAsync(jeanne, Contact, ContractLanguage.Fr, Cancel);
        SignedInPerson richer = jeanne with { Mobile = NewPerson().Mobile, CustomerNumber = "0123456789" };

        Account found = (await _accounts.FindAsync(richer, Cancel))!;

        Assert.Equal(2, found.Logins.Count);
        Assert.Equal(["0123456789"], found.CustomerNumbers);
        Assert.Equal(account.Id, (await _accounts.FindAsync(NewPerson() with { Email = null, Mobile = richer.Mobile }, Cancel))!.Id);
    }

    [Fact]
    public async Task Logins_of_two_accounts_are_a_conflict_and_merge_nothing()
    {
        SignedInPerson one = NewPerson();
        SignedInPerson two = NewPerson();
        (Account first, _) = await _accounts.CreateAsync(one, Contact, ContractLanguage.Fr, Cancel);
        await _accounts.CreateAsync(two, Contact, ContractLanguage.Fr, Cancel);

        SignedInPerson mixed = NewPerson() with { Email = one.Email, Mobile = two.Mobile };
        await Assert.ThrowsAsync<LoginConflictException>(() => _accounts.FindAsync(mixed, Cancel));
        await Assert.ThrowsAsync<LoginConflictException>(() => _accounts.CreateAsync(mixed, Contact, ContractLanguage.Fr, Cancel));

        // A subject that is known stays with its account, and the other's login with the other.
        Account found = (await _accounts.FindAsync(one with { Mobile = two.Mobile }, Cancel))!;
        Assert.Equivalent(first, found);
    }

    [Fact]
    public async Task Customer_numbers_that_contradict_each_other_are_a_conflict()
    {
        SignedInPerson jeanne = NewPerson() with { CustomerNumber = "0123456789" };
        (Account account, _) = await _accounts.CreateAsync(jeanne, Contact, ContractLanguage.Fr, Cancel);
        SignedInPerson other = NewPerson() with { Email = jeanne.Email, Mobile = null };

        await Assert.ThrowsAsync<LoginConflictException>(() => _accounts.FindAsync(other with { CustomerNumber = "9876543210" }, Cancel));
        Assert.Equal(account.Id, (await _accounts.FindAsync(other with { CustomerNumber = "0123456789" }, Cancel))!.Id);
        Assert.Equal(account.Id, (await _accounts.FindAsync(NewPerson() with { Email = jeanne.Email, Mobile = null }, Cancel))!.Id);
    }

    [Theory]
    [InlineData(180, false)]
    [InlineData(181, true)]
    public async Task A_login_that_has_not_signed_in_for_half_a_year_names_no_account(int days, bool conflict)
    {
        SignedInPerson jeanne = NewPerson();
        (Account account, _) = await _accounts.CreateAsync(jeanne, Contact, ContractLanguage.Fr, Cancel);
        _time.Advance(TimeSpan.FromDays(days));
        SignedInPerson newcomer = NewPerson() with { Email = null, Mobile = jeanne.Mobile };

        if (conflict)
            await Assert.ThrowsAsync<LoginConflictException>(() => _accounts.FindAsync(newcomer, Cancel));
        else
            Assert.Equal(account.Id, (await _accounts.FindAsync(newcomer, Cancel))!.Id);
    }

    [Fact]
    public async Task Signing_in_keeps_a_login_alive_and_is_noted_once_a_day()
    {
        SignedInPerson jeanne = NewPerson();
        (Account account, _) = await _accounts.CreateAsync(jeanne, Contact, ContractLanguage.Fr, Cancel);
        _time.Advance(TimeSpan.FromDays(170));
        StorageCalls calls = new();
        for (int i = 0; i < 3; i++)
        {
            await Store(calls).FindAsync(jeanne with { Email = null }, Cancel);
            _time.Advance(TimeSpan.FromHours(7));
        }

        Assert.Equal(1, calls.Writes);
        _time.Advance(TimeSpan.FromDays(170));
        Assert.Equal(account.Id, (await _accounts.FindAsync(NewPerson() with { Email = null, Mobile = jeanne.Mobile }, Cancel))!.Id);
        await Assert.ThrowsAsync<LoginConflictException>(() => _accounts.FindAsync(NewPerson() with { Email = jeanne.Email, Mobile = null }, Cancel));
    }

    [Fact]
    public async Task Many_calls_at_once_make_one_account()
    {
        // Two tokens of one person who shares both logins between them, as two devices would.
        SignedInPerson first = NewPerson();
        SignedInPerson second = NewPerson() with { Email = first.Email, Mobile = first.Mobile };

        (Account Account, bool Created)[] answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(i =>
            Store(new StorageCalls()).CreateAsync(i % 2 == 0 ? first : second, Contact, ContractLanguage.Fr, Cancel)));

        Assert.Single(answers.Select(answer => answer.Account.Id).Distinct());
        Assert.Equal(1, answers.Count(answer => answer.Created));
        Assert.Equal(answers[0].Account.Id, (await _accounts.FindAsync(first, Cancel))!.Id);
        Assert.Equal(answers[0].Account.Id, (await _accounts.FindAsync(second, Cancel))!.Id);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_call_that_dies_at_any_write_is_made_good_at_once_by_the_same_person(bool after)
    {
        for (int write = 1; ; write++)
        {
            SignedInPerson jeanne = NewPerson();
            bool died = await DieAsync(jeanne, write, after);

            (Account account, _) = await _accounts.CreateAsync(jeanne, Contact, ContractLanguage.Fr, Cancel);

            await AssertWholeAsync(jeanne, account);
            if (!died)
            {
                Assert.Equal(6, write);
                return;
            }
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_a_dead_call_claimed_is_anybodys_after_a_minute(bool after)
    {
        for (int write = 1; write <= 4; write++)
        {
            SignedInPerson dead = NewPerson();
            Assert.True(await DieAsync(dead, write, after));
            _time.Advance(TimeSpan.FromMinutes(1));
            SignedInPerson heir = NewPerson() with { Email = dead.Email, Mobile = dead.Mobile };

            (Account account, bool created) = await _accounts.CreateAsync(heir, Contact, ContractLanguage.Fr, Cancel);

            Assert.True(created);
            await AssertWholeAsync(heir, account);
            Assert.Equal(account.Id, (await _accounts.FindAsync(dead, Cancel))!.Id);
        }
    }

    [Fact]
    public async Task Whoever_meets_a_fresh_claim_waits_until_its_account_appears_or_a_minute_has_passed()
    {
        SignedInPerson dead = NewPerson();
        Assert.True(await DieAsync(dead, 5, after: false));
        SignedInPerson heir = NewPerson() with { Email = dead.Email, Mobile = dead.Mobile };
        StorageCalls calls = new();

        Task<(Account Account, bool Created)> waiting = Store(calls).CreateAsync(heir, Contact, ContractLanguage.Fr, Cancel);
        await Patience.UntilAsync(() => calls.Reads >= 12, "the claim to be read again and again");
        Assert.False(waiting.IsCompleted);
        _time.Advance(TimeSpan.FromMinutes(1));

        // It took longer than a creation may: its claims are renewed before its account is written.
        (Account account, bool created) = await waiting;
        Assert.True(created);
        await AssertWholeAsync(heir, account);
    }

    [Fact]
    public async Task What_a_dead_call_claimed_is_given_up_when_it_is_due_and_what_a_whole_one_claimed_stays()
    {
        SignedInPerson dead = NewPerson();
        Assert.True(await DieAsync(dead, 5, after: false));
        SignedInPerson whole = NewPerson();
        (Account account, _) = await _accounts.CreateAsync(whole, Contact, ContractLanguage.Fr, Cancel);
        DueItems due = new(_tables.Tables);
        List<DueItem> noted = [];
        await foreach (DueItem item in due.ReadAsync(_time.GetUtcNow() + Retention.OrphanedAfter, Cancel))
        {
            if (item.Id.Contains(_tables.Hash.Of("sub", dead.Subject), StringComparison.Ordinal) || item.Id.Contains(_tables.Hash.Of("sub", whole.Subject), StringComparison.Ordinal))
                noted.Add(item);
        }

        int young = 0;
        foreach (DueItem item in noted)
            young += await _accounts.ReleaseOrphansAsync(item.Id.Split('+'), Cancel);
        _time.Advance(Retention.OrphanedAfter);
        int released = 0;
        foreach (DueItem item in noted)
            released += await _accounts.ReleaseOrphansAsync(item.Id.Split('+'), Cancel);

        Assert.Equal((2, 0, 3), (noted.Count, young, released));
        await AssertWholeAsync(whole, account);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_join_that_dies_at_any_write_is_made_good(bool after)
    {
        for (int write = 1; ; write++)
        {
            SignedInPerson first = NewPerson() with { Mobile = null };
            (Account account, _) = await _accounts.CreateAsync(first, Contact, ContractLanguage.Fr, Cancel);
            SignedInPerson second = NewPerson() with { Email = first.Email };
            bool died = false;
            _email.Invocations.Clear();
            try
            {
                await Store(new StorageCalls { DiesAt = write, DiesAfter = after }).FindAsync(second, Cancel);
            }
            catch (ProcessDiedException)
            {
                died = true;
            }

            Assert.Equal(account.Id, (await _accounts.FindAsync(second, Cancel))!.Id);
            await AssertToldAsync(account);
            await AssertWholeAsync(second, account);
            if (!died)
            {
                Assert.Equal(6, write);
                return;
            }
        }
    }

    [Fact]
    public async Task What_another_writes_to_the_row_meanwhile_is_not_lost()
    {
        SignedInPerson jeanne = NewPerson() with { Mobile = null };
        (Account account, _) = await _accounts.CreateAsync(jeanne, Contact, ContractLanguage.Fr, Cancel);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(i =>
            Store(new StorageCalls()).FindAsync(NewPerson() with { Email = jeanne.Email, CustomerNumber = null }, Cancel)));

        Account found = (await _accounts.FindAsync(jeanne, Cancel))!;
        Assert.Equal(account.Id, found.Id);
        Assert.Equal(9, found.Logins.Count);
    }

    [Fact]
    public async Task The_keys_tell_no_login()
    {
        SignedInPerson jeanne = NewPerson();
        await _accounts.CreateAsync(jeanne, Contact, ContractLanguage.Fr, Cancel);

        await foreach (TableEntity row in _tables.Tables.Logins.QueryAsync<TableEntity>(cancellationToken: Cancel))
            Assert.Matches("^[A-Za-z0-9_-]{43}$", row.PartitionKey);
    }

    private static SignedInPerson NewPerson()
    {
        int number = Interlocked.Increment(ref s_people);
        return new SignedInPerson(
            $"sub-{number}", DateTimeOffset.UnixEpoch, $"person{number}@example.com", $"+33612{number:D6}", "Jeanne", "Martin", null, []);
    }

    private AccountStore Store(StorageCalls calls)
    {
        Tables tables = _tables.Through(calls);
        var sms = new Mock<ISmsSender>();
        sms.Setup(sender => sender.SendAsync(It.IsAny<SmsMessage>(), It.IsAny<CancellationToken>())).ReturnsAsync(new SmsOutcome(true, "m1", null));
        var sender = new NoticeSender(tables.Accounts, sms.Object, _email.Object, NullLogger<NoticeSender>.Instance);
        return new AccountStore(tables, _tables.Hash, new NoticeDispatch(sender, new DueItems(tables), _time), _time);
    }

    private async Task<bool> DieAsync(SignedInPerson person, int write, bool after)
    {
        try
        {
            await Store(new StorageCalls { DiesAt = write, DiesAfter = after }).CreateAsync(person, Contact, ContractLanguage.Fr, Cancel);
            return false;
        }
        catch (ProcessDiedException)
        {
            return true;
        }
    }

    /// <summary>The account's contact address was told of somebody who joined, or the clean-up will tell it.</summary>
    private async Task AssertToldAsync(Account account)
    {
        if (_email.Invocations.Any(sent => sent.Arguments[0] is EmailNotice { To: var to } && to == Contact.Email))
            return;

        List<NoticeRow> left = [];
        await foreach (NoticeRow row in _tables.Tables.Accounts.RangeAsync<NoticeRow>(account.Id, NoticeRow.Prefix, Cancel))
            left.Add(row);
        Assert.Equal((NoticeKinds.SignInAdded, Contact.Email), (Assert.Single(left).Kind, left[0].To));
        List<DueItem> due = [];
        await foreach (DueItem item in new DueItems(_tables.Tables).ReadAsync(_time.GetUtcNow() + NoticeDispatch.Again, Cancel))
            due.Add(item);
        Assert.Contains(due, item => item.AccountId == account.Id && left[0].Id.StartsWith(item.Id + "-", StringComparison.Ordinal));
    }

    /// <summary>The person, and whoever has one of their logins, finds this account.</summary>
    private async Task AssertWholeAsync(SignedInPerson person, Account account)
    {
        Assert.Equal(account.Id, (await _accounts.FindAsync(person, Cancel))!.Id);
        Assert.Equal(account.Id, (await _accounts.FindAsync(NewPerson() with { Email = person.Email, Mobile = null }, Cancel))!.Id);
        Assert.Equal(account.Id, (await _accounts.FindAsync(NewPerson() with { Email = null, Mobile = person.Mobile }, Cancel))!.Id);
    }
}
