using ContractAttach.Tests.EndToEnd;
using Xunit;

namespace ContractAttach.Tests.Privacy;

/// <summary>
/// A customer who attaches and removes contracts, with everything on the way that makes the application say something: wrong codes
/// and customer numbers, a code sent again, services that refuse, a request given up.
/// </summary>
/// <param name="deployment">The application; it lets a code be sent again at once.</param>
internal sealed class PrivacyFlow(Deployment deployment)
{
    private const string OldContact = "ancien.contact.";
    private const string NewContact = "nouveau.contact.";

    private readonly TestPerson _person = new() { GivenName = "Zephyrinelle", FamilyName = "Quillevereau", CustomerNumber = TestContract.Digits(10), Email = OldContact + Address() };
    private readonly TestContract _mobile = TestContract.Mobile() with { HolderFirstName = "Adalberon", HolderLastName = "Fauquembergue", HolderMobile = TestContract.NewMobileNumber() };
    private readonly TestContract _internet = TestContract.Internet() with { HolderFirstName = "Gondebaude", HolderLastName = "Vaucresson", HolderMobile = TestContract.NewMobileNumber() };
    private readonly TestContract _open = TestContract.Open() with { HolderFirstName = "Radegonde", HolderLastName = "Estouteville" };
    private readonly string _newEmail = NewContact + Address();
    private readonly string _newMobile = TestContract.NewMobileNumber();
    private readonly TestPerson _other = new() { GivenName = "Ermengarde", FamilyName = "Brandevilliers", Email = "autre.espace." + Address() };
    private readonly List<string> _codes = [];
    private readonly List<string> _links = [];
    private readonly List<string> _refusals = [];
    private string _token = "";

    /// <summary>The ids that do stand in histories and logs: who does not find them has not looked.</summary>
    public List<string> RequestIds { get; } = [];

    /// <summary>The codes: those that went out, and those that were typed.</summary>
    public IEnumerable<Secret> Codes => _codes.Select((code, index) => new Secret($"code {index + 1}", code));

    /// <summary>What is answered to what is refused.</summary>
    public IEnumerable<string> Refusals => _refusals;

    /// <summary>The token of the other account of a regrouping.</summary>
    public Secret OtherToken => new("the other account's token", _token.Split('.')[^1]);

    /// <summary>All that must not stand in histories, logs and traces.</summary>
    public IEnumerable<Secret> Secrets =>
    [
        .. Codes,
        OtherToken,
        .. _links.Select(link => new Secret("the token of a holder's link", link.Split('/')[^1])),
        Secret.Number("the mobile line", _mobile.Line),
        Secret.Number("the open contract's line", _open.Line),
        new("the internet line", _internet.Line),
        .. new[] { ("customer", _person.CustomerNumber!), ("mobile contract", _mobile.CustomerNumber), ("internet contract", _internet.CustomerNumber) }
            .Select(number => new Secret($"customer number of the {number.Item1}", number.Item2)),
        Secret.Number("the customer's mobile number", _newMobile),
        Secret.Number("the mobile contract's holder's number", _mobile.HolderMobile!),
        Secret.Number("the internet contract's holder's number", _internet.HolderMobile!),
        .. new[] { _person.Email!, _newEmail, _mobile.HolderEmail!, _internet.HolderEmail!, _open.HolderEmail!, _other.Email! }
            .Select(address => new Secret("an e-mail address", address, address.Split('@')[0])),
        .. new[] { _person.GivenName!, _person.FamilyName!, _other.GivenName!, _other.FamilyName!, "Théodrade", "Mirepoix", _mobile.HolderFirstName, _mobile.HolderLastName, _internet.HolderFirstName, _internet.HolderLastName, _open.HolderFirstName, _open.HolderLastName }
            .Select(name => new Secret("a name", name)),
    ];

    private object Contact => new { email = _newEmail, mobile = _newMobile };

    /// <summary>Goes all the way.</summary>
    public async Task RunAsync()
    {
        await deployment.ImportAsync([_mobile, _internet, _open]);
        Channel channel = await deployment.CustomerAsync(_person);
        await AttachMobileAsync(channel);
        await AttachInternetAsync(channel);

        string id = await channel.BeginAsync(_open);
        RequestIds.Add(id);
        await channel.UntilAsync(id, "awaitingCode");
        _codes.Add(await channel.CodeAsync(_open));
        (await channel.CancelAsync(id)).Expect(204);

        Assert.Equal(2, (await channel.ContractsAsync()).Count);
        await RegroupAsync();
        (await channel.RemoveAsync(_mobile.Id)).Expect(204);
    }

    private async Task AttachMobileAsync(Channel channel)
    {
        // As often as the sender tries at once: the activity fails and is run again.
        await deployment.FaultAsync(new { kind = "sms", mode = "fail", status = 500, to = _mobile.Line, count = 3 });
        string id = await channel.BeginAsync(_mobile);
        RequestIds.Add(id);
        await channel.UntilAsync(id, "awaitingCode");
        string first = await channel.CodeAsync(_mobile);
        (await channel.ResendAsync(id)).Expect(202);
        string second = await channel.CodeAsync(_mobile, 2);
        await channel.UntilAsync(id, "awaitingCode");
        _codes.AddRange([first, second, Channel.Other(second)]);
        _refusals.Add((await channel.EnterAsync(id, Channel.Other(second))).Expect(422, "code-incorrect").Text);
        _refusals.Add((await channel.EnterAsync(id, first)).Expect(409, "code-superseded").Text);
        _refusals.Add((await channel.EnterAsync(id, "12 34")).Expect(400, "invalid-request").Text);
        (await channel.EnterAsync(id, second)).Expect(200);
        (await channel.GiveLineUserAsync(id, new { kind = "other", firstName = "Théodrade", lastName = "Mirepoix" })).Expect(200);
        (await channel.GiveContactDetailsAsync(id, Contact)).Expect(200);
        await channel.UntilAsync(id, "attached");
    }

    private async Task RegroupAsync()
    {
        _token = await deployment.TokenAsync(_person);
        Channel other = await deployment.CustomerAsync(_other);
        _refusals.Add((await other.StartRegroupingAsync(new { otherAccountToken = _token + "x" })).Expect(400, "invalid-request").Text);
        string id = (await other.StartRegroupingAsync(new { otherAccountToken = _token })).Expect(202)["id"]!;
        RequestIds.Add(id);
        await other.RegroupedAsync(id);

        _links.AddRange((await deployment.WaitForMessagesAsync(_mobile.HolderEmail!, "email", 2)).Select(message => Channel.LinkIn(message.Text!)));
        foreach (string link in _links)
            (await deployment.Nobody().GetAsync(link, ("Accept", "text/html"))).Expect(200);
        (await deployment.Nobody().PostAsync(_links[0], null)).Expect(200);
        _refusals.Add((await deployment.Nobody().PostAsync(_links[0], null)).Expect(404, "link-not-valid").Text);
    }

    private async Task AttachInternetAsync(Channel channel)
    {
        // A notice that is refused for good.
        await deployment.FaultAsync(new { kind = "email", mode = "fail", status = 400, to = _internet.HolderEmail, count = 1 });
        _refusals.Add((await channel.StartAsync(_internet, customerNumber: _person.CustomerNumber)).Expect(422, "contract-not-recognised").Text);
        string id = await channel.BeginAsync(_internet, contactDetails: Contact);
        RequestIds.Add(id);
        await channel.UntilAsync(id, "attached");
    }

    private static string Address() => $"{Guid.NewGuid():N}@example.com";
}
