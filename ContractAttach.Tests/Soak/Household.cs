using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using ContractAttach.Attachments;
using ContractAttach.Notifications;
using ContractAttach.Tests.Crash;
using ContractAttach.Tests.EndToEnd;
using ContractAttach.Tests.Fixtures;
using Reply = ContractAttach.Tests.Crash.Reply;

namespace ContractAttach.Tests.Soak;

/// <summary>
/// People who share contracts that nobody else has: somebody who attaches them, their other account, a holder, and the operator. What
/// they do comes one after the other, so that it is known what must be there; other households do theirs at the same time.
/// </summary>
/// <param name="number">Which household; its lines and numbers come from it.</param>
/// <param name="random">Where its choices come from.</param>
/// <param name="stage">What is around it.</param>
internal sealed class Household(int number, Random random, SoakStage stage)
{
    // RULES: codes for an account in 24 h; a resend takes a second one.
    private const int CodesOfAnAccount = 10;
    private const int MostCodesAtOnce = 2;
    private const int CodesOfALine = 3;

    private static readonly Behaviour[] WithCode = [Behaviour.Straight, Behaviour.WrongFirst, Behaviour.Resend, Behaviour.AllWrong, Behaviour.Cancel];
    private static readonly Behaviour[] WithoutCode = [Behaviour.Straight, Behaviour.Straight, Behaviour.Cancel];

    private readonly List<PlannedRequest> _contracts = [];
    private readonly Dictionary<string, int> _codes = [];
    private int _made;
    private Person _customer = null!;

    private Ledger Ledger => stage.Ledger;

    /// <summary>Lives until it has done all, or its time is over.</summary>
    public async Task LiveAsync(Func<bool> isOver, CancellationToken cancellationToken)
    {
        _customer = await SignInAsync("customer", null, cancellationToken);
        await AttachAsync(_customer, await ImportAsync(["mobile", "open", "internet", "fixed"], null, cancellationToken), cancellationToken);
        Func<CancellationToken, Task>[] steps =
            [RemoveAsync, RevokeAsync, EndProxyAsync, ChangeContactAsync, RegroupAsync, ChangeContractAsync, ChangeDuringRequestAsync, ReportAsync, AbandonAsync, GuessAsync, RemoveAsync];
        random.Shuffle(steps);
        foreach (Func<CancellationToken, Task> step in steps)
        {
            if (isOver())
                return;
            await step(cancellationToken);
            await LookAsync(_customer, cancellationToken);
        }

        if (random.Next(3) == 0)
            await CloseAsync(_customer, cancellationToken);
    }

    private async Task RemoveAsync(CancellationToken cancellationToken)
    {
        if (Any(_customer) is not { } contract)
            return;
        Reply reply = await _customer.Client.CallAsync(HttpMethod.Delete, "contracts/" + contract.ContractId, null, cancellationToken);
        Expect(reply, Went(reply, HttpStatusCode.NoContent));
        Unlink(_customer, contract, by: _customer.Contact);
        if (!contract.NeedsCode || (HasCodesLeft(_customer) && _codes[contract.ContractId] < CodesOfALine))
            await AttachAsync(_customer, [contract with { Behaviour = Behaviour.Straight }], cancellationToken);
    }

    private async Task RevokeAsync(CancellationToken cancellationToken)
    {
        if (Any(_customer) is not { HolderEmail: { } holder } contract || Ledger.Links[Key(_customer, contract)] is not { } attachment)
            return;

        // Where it could not be sent at once it comes with the clean-up.
        string notice = Operation(_customer, attachment + "-holder");
        IReadOnlyList<ReceivedMessage> messages = await stage.Services.MessagesAsync(holder, "email", cancellationToken);
        if (messages.FirstOrDefault(message => message.OperationId == notice) is not { } message)
            return;
        string link = Channel.LinkIn(message.Text!);
        Reply look = await stage.Nobody.CallAsync(HttpMethod.Get, link, null, cancellationToken);
        Expect(look, look.IsSuccess);
        Reply reply = await stage.Nobody.CallAsync(HttpMethod.Post, link, null, cancellationToken);
        Expect(reply, Went(reply, HttpStatusCode.OK));
        Unlink(_customer, contract, by: _customer.Contact);
        look = await stage.Nobody.CallAsync(HttpMethod.Post, link, null, cancellationToken);
        Expect(look, look.Code == "link-not-valid");
    }

    private async Task EndProxyAsync(CancellationToken cancellationToken)
    {
        if (Any(_customer) is not { } contract)
            return;
        Person holder = await SignInAsync("holder", contract.CustomerNumber, cancellationToken);
        await CreateAccountAsync(holder, cancellationToken);
        Link(holder, contract, null);
        await LookAsync(holder, cancellationToken);

        Reply list = await holder.Client.CallAsync(HttpMethod.Get, $"contracts/{contract.ContractId}/proxies", null, cancellationToken);
        Person[] proxies = [.. WithContract(contract).Where(person => person != holder)];
        JsonArray items = list.Body["items"]!.AsArray();
        Expect(list, items.Count == proxies.Length);
        foreach (JsonNode? item in items)
        {
            Reply reply = await holder.Client.CallAsync(HttpMethod.Delete, $"contracts/{contract.ContractId}/proxies/{item!["proxyId"]}", null, cancellationToken);
            Expect(reply, Went(reply, HttpStatusCode.NoContent));
        }

        foreach (Person proxy in proxies)
            Unlink(proxy, contract, by: proxy.Contact);
    }

    private async Task ChangeContactAsync(CancellationToken cancellationToken)
    {
        string contact = $"{_customer.Subject}.new@example.com";
        if (contact == _customer.Contact)
            return;
        Reply reply = await _customer.Client.CallAsync(HttpMethod.Put, "account/contact-details", new { email = contact }, cancellationToken);
        Expect(reply, reply.IsSuccess);
        Ledger.Tell(_customer.Contact);
        _customer.Contact = contact;
    }

    private async Task RegroupAsync(CancellationToken cancellationToken)
    {
        Person other = await SignInAsync("other", null, cancellationToken);
        IReadOnlyList<PlannedRequest> contracts = await ImportAsync(["mobile", "fixed"], Behaviour.Straight, cancellationToken);
        await AttachAsync(other, contracts, cancellationToken);
        bool remove = random.Next(2) == 0;
        object body = new { otherAccountToken = await TokenAsync(other, cancellationToken), removeFromOther = remove };
        RetryingClient fresh = stage.Client(await TokenAsync(_customer, cancellationToken));
        Reply begun = await fresh.CallAsync(HttpMethod.Post, "regroupings", body, cancellationToken);
        Expect(begun, begun.Status == HttpStatusCode.Accepted);
        Reply reply;
        do
        {
            await Task.Delay(RetryingClient.Pause, cancellationToken);
            reply = await fresh.CallAsync(HttpMethod.Get, $"regroupings/{begun.Body["id"]}", null, cancellationToken);
        }
        while ((string?)reply.Body["status"] == "running");

        // A call that broke may have begun another one, whose id nobody was told.
        if (begun.Repeated)
            await stage.RegroupedAsync(_customer.AccountId, cancellationToken);
        else
            Expect(reply, (string?)reply.Body["status"] == "completed" && reply.Body["items"]!.AsArray().All(item => (string?)item!["result"] == "attached"));
        // Each regrouping that takes contracts away tells once; two that ran side by side may each have taken one.
        if (remove)
            Ledger.Tell(other.Contact, begun.Repeated ? contracts.Count : 1);
        foreach (PlannedRequest contract in contracts)
        {
            Link(_customer, contract, null);
            if (remove)
                Ledger.Links.TryRemove(Key(other, contract), out _);
        }

        await LookAsync(other, cancellationToken);
        if (random.Next(2) == 0)
            await CloseAsync(other, cancellationToken);
    }

    private async Task ChangeContractAsync(CancellationToken cancellationToken)
    {
        if (Any(_customer) is { } contract)
            await ChangeAsync(contract, cancellationToken);
    }

    private async Task ChangeDuringRequestAsync(CancellationToken cancellationToken)
    {
        if (!HasCodesLeft(_customer))
            return;
        (PlannedRequest contract, string id) = await BeginAsync("mobile", cancellationToken);
        await ChangeAsync(contract, cancellationToken);
        JsonObject view = await _customer.Client.WatchAsync(id, view => view["endedAt"] is not null, cancellationToken);
        if ((string?)view["reason"] != "contractUnavailable")
            throw new CrashRunException($"The request of a contract that changed ended {view.ToJsonString()}.");
        Ledger.Requests[id] = (_customer.AccountId, RequestStatus.Refused);
        Ledger.Tell(_customer.Contact, _customer.AccountId, id + "-refused");
    }

    private async Task ReportAsync(CancellationToken cancellationToken)
    {
        if (!HasCodesLeft(_customer))
            return;
        (PlannedRequest contract, string id) = await BeginAsync("mobile", cancellationToken);
        await _customer.Client.WatchAsync(id, view => (string?)view["status"] == "awaitingCode", cancellationToken);
        Reply reply = await stage.EventGrid.CallAsync(HttpMethod.Post, "/hooks/sms-delivery-reports", Report($"{id}:1"), cancellationToken);
        Expect(reply, reply.IsSuccess);
        await _customer.Client.WatchAsync(id, view => (bool?)view["code"]?["failed"] == true, cancellationToken);
        await AttachAsync(_customer, [contract with { Behaviour = Behaviour.Resend }], cancellationToken);
    }

    private async Task AbandonAsync(CancellationToken cancellationToken)
    {
        if (!HasCodesLeft(_customer))
            return;
        (_, string id) = await BeginAsync("open", cancellationToken);
        Ledger.Requests[id] = (_customer.AccountId, RequestStatus.Expired);
    }

    // One more than RULES allow in an hour.
    private async Task GuessAsync(CancellationToken cancellationToken)
    {
        if (_contracts.FirstOrDefault(contract => contract.Kind == "internet") is not { } contract)
            return;
        Person guesser = await SignInAsync("guesser", null, cancellationToken);
        for (int guess = 0; guess < 6; guess++)
        {
            Reply reply = await guesser.Client.CallAsync(HttpMethod.Post, "attach-requests", Start(contract, $"9{guess}{contract.CustomerNumber[2..]}"), cancellationToken);
            Expect(reply, reply.Code == "too-many-requests" ? guess > 0 : reply.Code == "contract-not-recognised" && guess < 5);
        }
    }

    private async Task CloseAsync(Person person, CancellationToken cancellationToken)
    {
        Reply reply = await person.Client.CallAsync(HttpMethod.Delete, "account", null, cancellationToken);
        Expect(reply, reply.IsSuccess || reply is { Repeated: true, Code: "account-required" });
        foreach (PlannedRequest contract in Attached(person))
            Unlink(person, contract, by: null);
        Ledger.Tell(person.Contact);
        Ledger.Close(person.AccountId);
        reply = await person.Client.CallAsync(HttpMethod.Get, "account", null, cancellationToken);
        Expect(reply, reply.Code == "account-not-found");
    }

    /// <summary>What a person sees is what they were told.</summary>
    private async Task LookAsync(Person person, CancellationToken cancellationToken)
    {
        if (!Ledger.Accounts.ContainsKey(person.AccountId))
            return;
        Reply reply = await person.Client.CallAsync(HttpMethod.Get, "contracts", null, cancellationToken);
        string[] seen = [.. reply.Body["items"]!.AsArray().Select(item => (string)item!["contractId"]!).Order(StringComparer.Ordinal)];
        string[] expected = [.. Attached(person).Select(contract => contract.ContractId).Order(StringComparer.Ordinal)];
        if (!seen.SequenceEqual(expected))
            throw new CrashRunException($"{person.Subject} {person.AccountId} sees {string.Join(' ', seen)} and not {string.Join(' ', expected)}.");
    }

    private async Task AttachAsync(Person person, IReadOnlyList<PlannedRequest> contracts, CancellationToken cancellationToken)
    {
        await CreateAccountAsync(person, cancellationToken);
        var planned = new PlannedCustomer(person.Subject, person.Email, person.Contact, contracts);
        foreach (EndedRequest request in await new CrashCustomer(planned, person.Client, stage.Services).RunAsync(cancellationToken))
        {
            if (!request.Plan.Allows(request.Status))
                throw new CrashRunException($"Request {request.Id} ended {request.Status} {request.Reason}, its plan was {request.Plan}.");
            Ledger.Requests[request.Id] = (person.AccountId, request.Status);
            if (request.Plan.NeedsCode)
            {
                Ledger.Codes[request.Id] = (request.Plan.Line, request.Sends);
                int sends = Math.Max(1, request.Sends);
                person.Codes += sends;
                _codes[request.Plan.ContractId] = _codes.GetValueOrDefault(request.Plan.ContractId) + sends;
            }

            if (request.Status == RequestStatus.Attached)
            {
                Link(person, request.Plan, request.Id);
                Ledger.Tell(person.Contact, person.AccountId, request.Id + "-requester");
            }
        }
    }

    private async Task CreateAccountAsync(Person person, CancellationToken cancellationToken)
    {
        Reply reply = await person.Client.CallAsync(HttpMethod.Post, "account", new { contactDetails = new { email = person.Email } }, cancellationToken);
        Expect(reply, reply.IsSuccess);
        person.AccountId = (string)reply.Body["accountId"]!;
        Ledger.Accounts[person.AccountId] = true;
    }

    private async Task<(PlannedRequest Contract, string Id)> BeginAsync(string kind, CancellationToken cancellationToken)
    {
        PlannedRequest contract = (await ImportAsync([kind], Behaviour.Straight, cancellationToken))[0];
        Reply reply = await _customer.Client.CallAsync(HttpMethod.Post, "attach-requests", Start(contract, null), cancellationToken);
        Expect(reply, reply.IsSuccess);
        _customer.Codes++;
        return (contract, (string)reply.Body["id"]!);
    }

    private async Task ChangeAsync(PlannedRequest contract, CancellationToken cancellationToken)
    {
        if (random.Next(2) == 0)
        {
            Reply reply = await stage.Operator.CallAsync(HttpMethod.Delete, "operator/contracts/" + contract.ContractId, null, cancellationToken);
            Expect(reply, Went(reply, HttpStatusCode.NoContent));
        }
        else
        {
            await ImportAsync([contract with { CustomerNumber = "8" + contract.CustomerNumber[1..] }], cancellationToken);
        }

        _contracts.Remove(contract);
        foreach (Person person in WithContract(contract))
            Unlink(person, contract, by: person.Contact);
    }

    private async Task<IReadOnlyList<PlannedRequest>> ImportAsync(string[] kinds, Behaviour? behaviour, CancellationToken cancellationToken)
    {
        PlannedRequest[] contracts = [.. kinds.Select(kind => Contract(kind, behaviour))];
        await ImportAsync(contracts, cancellationToken);
        _contracts.AddRange(contracts);
        return contracts;
    }

    private async Task ImportAsync(IEnumerable<PlannedRequest> contracts, CancellationToken cancellationToken)
    {
        string lines = string.Join('\n', contracts.Select(contract => JsonSerializer.Serialize(contract.Contract)));
        Reply reply = await stage.Operator.CallAsync(HttpMethod.Post, "operator/contracts", lines, cancellationToken);
        Expect(reply, reply.IsSuccess && (int?)reply.Body["rejected"] == 0);
    }

    private PlannedRequest Contract(string kind, Behaviour? behaviour)
    {
        int own = (number * 20) + _made++;
        bool needsCode = kind is "mobile" or "open";
        string line = kind switch
        {
            "internet" => $"ADSL{own:D10}",
            "fixed" => $"+33142{own:D6}",
            _ => $"+3361{own:D7}",
        };
        Behaviour[] behaviours = needsCode ? WithCode : WithoutCode;
        Behaviour chosen = behaviour ?? behaviours[random.Next(behaviours.Length)];
        AnswersGiven answers = chosen == Behaviour.Cancel ? AnswersGiven.Afterwards
            : needsCode ? (AnswersGiven)random.Next(3)
            : random.Next(2) == 0 ? AnswersGiven.AtStart : AnswersGiven.Afterwards;
        string? holder = random.Next(5) == 0 ? null : $"holder.{stage.Store}.{own}@example.com";
        return new PlannedRequest($"{stage.Store}-{own}", kind, line, $"{own:D10}", holder, chosen, answers, MayExpire: false);
    }

    private async Task<Person> SignInAsync(string who, string? customerNumber, CancellationToken cancellationToken)
    {
        string name = $"{stage.Store}.{number}.{who}{_made}";
        var identity = new { sub = name, email = name + "@example.com", givenName = "Léo", familyName = "Bernard", customerNumber };
        var person = new Person(name, identity.email, stage.Client(await stage.Services.TokenAsync(identity, cancellationToken)));
        await CreateAccountAsync(person, cancellationToken);
        stage.People[person.AccountId] = person;
        return person;
    }

    private Task<string> TokenAsync(Person person, CancellationToken cancellationToken) =>
        stage.Services.TokenAsync(new { sub = person.Subject, email = person.Email, givenName = "Léo", familyName = "Bernard" }, cancellationToken);

    private void Link(Person person, PlannedRequest contract, string? attachment)
    {
        Ledger.Links[Key(person, contract)] = attachment;
        string to = contract.HolderEmail ?? contract.HolderMobile;
        if (attachment is null)
            Ledger.Tell(to);
        else
            Ledger.Tell(to, person.AccountId, attachment + "-holder");
    }

    // The holder is told of the end of a proxy, and the account's owner, unless the whole account is closed.
    private void Unlink(Person person, PlannedRequest contract, string? by)
    {
        Ledger.Links.TryRemove(Key(person, contract), out string? attachment);
        if (by is not null)
            Ledger.Tell(by);
        if (!person.Subject.Contains(".holder", StringComparison.Ordinal))
            Ledger.Tell(contract.HolderEmail ?? contract.HolderMobile);
    }

    private static bool HasCodesLeft(Person person) => person.Codes + MostCodesAtOnce <= CodesOfAnAccount;

    private Person[] WithContract(PlannedRequest contract) =>
        [.. Ledger.Links.Keys.Where(key => key.ContractId == contract.ContractId).Select(key => stage.People[key.AccountId])];

    private PlannedRequest[] Attached(Person person) => [.. _contracts.Where(contract => Ledger.Links.ContainsKey(Key(person, contract)))];

    private PlannedRequest? Any(Person person) => Attached(person) is { Length: > 0 } attached ? attached[random.Next(attached.Length)] : null;

    private static (string AccountId, string ContractId) Key(Person person, PlannedRequest contract) => (person.AccountId, contract.ContractId);

    private static string Operation(Person person, string notice) =>
        new NoticeRow { PartitionKey = person.AccountId, RowKey = NoticeRow.Prefix + notice }.OperationId.ToString();

    private static object Start(PlannedRequest contract, string? customerNumber) => new
    {
        segment = "consumer",
        contractKind = contract.Kind,
        identifiers = new { lineNumber = contract.Line, customerNumber },
    };

    private static object Report(string tag) => new
    {
        specversion = "1.0",
        id = Guid.NewGuid(),
        source = "/soak",
        type = "Microsoft.Communication.SMSDeliveryReportReceived",
        time = TimeProvider.System.GetUtcNow(),
        data = new { deliveryStatus = "Failed", tag },
    };

    // A call that broke may have done it.
    private static bool Went(Reply reply, HttpStatusCode status) => reply.Status == status || reply is { Repeated: true, Status: HttpStatusCode.NotFound };

    private static void Expect(Reply reply, bool good)
    {
        if (!good)
            throw new CrashRunException($"Nobody expected the answer {reply}.");
    }
}
