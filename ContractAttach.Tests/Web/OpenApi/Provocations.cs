using System.Text;
using Azure;
using ContractAttach.Tests.EndToEnd;
using Xunit;

namespace ContractAttach.Tests.Web.OpenApi;

/// <summary>How each answer that the document has is brought about.</summary>
internal sealed class Provocations
{
    private static readonly object s_me = new { kind = "me" };

    private readonly TroubledDeployment _stage;
    private readonly Dictionary<string, Func<Task<Reply>>> _special;

    public Provocations(TroubledDeployment stage)
    {
        _stage = stage;
        _special = new Dictionary<string, Func<Task<Reply>>>
        {
            ["getAccount 200"] = async () => await (await CustomerAsync()).AccountAsync(),
            ["getAccount 404 account-not-found"] = async () => await (await Deployment.SignInAsync()).AccountAsync(),
            ["createAccount 200"] = async () => await (await CustomerAsync()).CreateAccountAsync(),
            ["createAccount 201"] = async () => await (await Deployment.SignInAsync()).CreateAccountAsync(),
            ["createAccount 429 too-many-requests"] = async () => await (await ClosedOftenAsync()).CreateAccountAsync(),
            ["changeContactDetails 200"] = async () => await (await CustomerAsync()).ChangeContactDetailsAsync(NewContact()),
            ["changeContactDetails 429 too-many-requests"] = async () => await (await ChangedOftenAsync(await CustomerAsync())).ChangeContactDetailsAsync(NewContact()),
            ["closeAccount 204"] = async () => await (await CustomerAsync()).CloseAccountAsync(),

            ["startAttachRequest 200"] = async () => await OnAwaitingAsync(async at => await at.Channel.StartAsync(at.Contract)),
            ["startAttachRequest 202"] = async () => await (await CustomerAsync()).StartAsync(await Deployment.ImportAsync(TestContract.Mobile())),
            ["startAttachRequest 409 already-attached"] = async () => await OnAttachedAsync(at => at.Channel.StartAsync(at.Contract)),
            ["startAttachRequest 422 contract-not-recognised"] = async () => await (await CustomerAsync()).StartAsync(TestContract.Mobile()),
            ["startAttachRequest 422 offer-excluded"] = async () => await (await CustomerAsync()).StartAsync(
                await Deployment.ImportAsync(TestContract.Internet() with { Segment = "professional", Range = "Performance Pro" })),
            ["startAttachRequest 422 idempotency-key-reused"] = async () => await KeyReusedAsync(),
            ["startAttachRequest 429 too-many-requests"] = async () => await (await ChangedOftenAsync(await CustomerAsync())).StartAsync(TestContract.Mobile(), contactDetails: NewContact()),
            ["listAttachRequests 200"] = async () => await OnAwaitingAsync(at => at.Channel.GetAsync("/api/v1/attach-requests")),
            ["getAttachRequest 200"] = async () => await OnAwaitingAsync(at => at.Channel.RequestAsync(at.Id)),
            ["getAttachRequest 400 invalid-request"] = async () => await OnAwaitingAsync(at => at.Channel.GetAsync($"/api/v1/attach-requests/{at.Id}?status=waiting")),

            ["enterCode 200"] = async () => await OnAwaitingAsync(at => at.Channel.EnterAsync(at.Id, at.Code, s_me)),
            ["enterCode 202"] = SlowSendAsync,
            ["enterCode 409 not-awaiting-code"] = async () => await OnInternetAsync(at => at.Channel.EnterAsync(at.Id, at.Code)),
            ["enterCode 409 code-superseded"] = async () => await OnAwaitingAsync(async at => await (await SentAgainAsync(at)).EnterAsync(at.Id, at.Code)),
            ["enterCode 410 code-expired"] = async () => await OnAwaitingAsync(at => Later(TimeSpan.FromMinutes(11), () => at.Channel.EnterAsync(at.Id, at.Code))),
            ["enterCode 410 request-ended"] = async () => await OnCancelledAsync(at => at.Channel.EnterAsync(at.Id, at.Code)),
            ["enterCode 422 code-incorrect"] = async () => await OnAwaitingAsync(at => at.Channel.EnterAsync(at.Id, Channel.Other(at.Code))),
            ["enterCode 429 too-many-tries"] = async () => await OnAwaitingAsync(GuessAsync),
            ["enterCode 429 too-many-requests"] = async () => await OnAwaitingAsync(async at => await (await ChangedOftenAsync(at.Channel)).EnterAsync(at.Id, at.Code, contactDetails: NewContact())),
            ["resendCode 202"] = async () => await OnAwaitingAsync(at => Later(TimeSpan.FromSeconds(31), () => at.Channel.ResendAsync(at.Id))),
            ["resendCode 409 not-awaiting-code"] = async () => await OnInternetAsync(at => at.Channel.ResendAsync(at.Id)),
            ["resendCode 410 request-ended"] = async () => await OnCancelledAsync(at => at.Channel.ResendAsync(at.Id)),
            ["resendCode 429 too-soon"] = async () => await OnAwaitingAsync(at => at.Channel.ResendAsync(at.Id)),
            ["resendCode 429 too-many-codes"] = async () => await OnAwaitingAsync(async at =>
                await (await SentAgainAsync(at, 2)).ResendAsync(at.Id)),
            ["resendCode 429 too-many-requests"] = async () => await OnAwaitingAsync(async at => await (await AnsweredOftenAsync(at)).ResendAsync(at.Id)),

            ["giveLineUser 200"] = async () => await OnAwaitingAsync(at => at.Channel.GiveLineUserAsync(at.Id, s_me)),
            ["giveLineUser 409 not-awaiting-line-user"] = async () => await OnInternetAsync(at => at.Channel.GiveLineUserAsync(at.Id, s_me)),
            ["giveLineUser 410 request-ended"] = async () => await OnCancelledAsync(at => at.Channel.GiveLineUserAsync(at.Id, s_me)),
            ["giveLineUser 429 too-many-requests"] = async () => await OnAwaitingAsync(async at => await (await AnsweredOftenAsync(at)).GiveLineUserAsync(at.Id, s_me)),
            ["giveContactDetails 200"] = async () => await OnAwaitingAsync(at => at.Channel.GiveContactDetailsAsync(at.Id, NewContact())),
            ["giveContactDetails 409 not-awaiting-contact-details"] = async () => await WhileAttachingAsync(at => at.Channel.GiveContactDetailsAsync(at.Id, NewContact())),
            ["giveContactDetails 410 request-ended"] = async () => await OnCancelledAsync(at => at.Channel.GiveContactDetailsAsync(at.Id, NewContact())),
            ["giveContactDetails 429 too-many-requests"] = async () => await OnAwaitingAsync(async at => await (await ChangedOftenAsync(at.Channel)).GiveContactDetailsAsync(at.Id, NewContact())),
            ["cancelAttachRequest 204"] = async () => await OnAwaitingAsync(at => at.Channel.CancelAsync(at.Id)),
            ["cancelAttachRequest 409 attaching"] = async () => await WhileAttachingAsync(at => at.Channel.CancelAsync(at.Id)),
            ["cancelAttachRequest 410 request-ended"] = async () => await OnAttachedAsync(at => at.Channel.CancelAsync(at.Id)),

            ["listContracts 200"] = async () => await OnAttachedAsync(at => at.Channel.GetAsync("/api/v1/contracts")),
            ["removeContract 204"] = async () => await OnAttachedAsync(at => at.Channel.RemoveAsync(at.Contract.Id)),
            ["listProxies 200"] = async () => await OnAttachedAsync(async at => await (await HolderAsync(at.Contract)).ProxiesAsync(at.Contract.Id)),
            ["endProxy 204"] = async () => await OnAttachedAsync(async at => await (await HolderAsync(at.Contract)).EndProxyAsync(at.Contract.Id, at.Id)),
            ["endProxy 404 proxy-not-found"] = async () => await OnAttachedAsync(async at => await (await HolderAsync(at.Contract)).EndProxyAsync(at.Contract.Id, "nobody")),
            ["importContracts 200"] = async () => await _stage.CallAsync("importContracts", await Deployment.OperatorAsync(), TestContract.Mobile().ToJson() + "\nno contract"),
            ["importContracts 409 directory-elsewhere"] = async () => await _stage.CallAsync("importContracts", await _stage.WithDirectoryElsewhere.OperatorAsync()),
            ["deleteContract 204"] = async () => await (await Deployment.OperatorAsync()).SendAsync(HttpMethod.Delete, "/api/v1/operator/contracts/" + (await Deployment.ImportAsync(TestContract.Mobile())).Id, null),
            ["readAudit 200"] = async () => await OnAttachedAsync(async at => await (await Deployment.OperatorAsync()).GetAsync("/api/v1/operator/audit?contractId=" + at.Contract.Id)),
            ["readAudit 400 invalid-request"] = async () => await (await Deployment.OperatorAsync()).GetAsync("/api/v1/operator/audit"),

            ["startRegrouping 202"] = async () => await (await CustomerAsync()).StartRegroupingAsync(await OtherAsync()),
            ["startRegrouping 422 regrouping-not-allowed"] = async () => await OnOwnTokenAsync(),
            ["startRegrouping 429 too-many-requests"] = async () => await RegroupOftenAsync(),
            ["getRegrouping 200"] = async () => await RegroupedAsync(),

            ["showRevocation 200"] = async () => await OnAttachedAsync(async at => await Deployment.Nobody().GetAsync(await LinkAsync(at.Contract))),
            ["showRevocationHead 200"] = async () => await OnAttachedAsync(async at => await Deployment.Nobody().SendAsync(HttpMethod.Head, await LinkAsync(at.Contract), null)),
            ["revoke 200"] = async () => await OnAttachedAsync(async at => await Deployment.Nobody().PostAsync(await LinkAsync(at.Contract), null)),

            ["takeDeliveryReports 500 internal-error"] = async () => await WithoutEngineAsync(new InvalidOperationException()),
            ["takeDeliveryReports 503 try-again"] = async () => await WithoutEngineAsync(new TimeoutException()),
            ["openApi 304"] = async () => await Deployment.Nobody().GetAsync("/openapi.json", ("If-None-Match", (await Deployment.Nobody().GetAsync("/openapi.json")).Headers.ETag!.ToString())),
            ["healthReady 503"] = async () => await _stage.WithoutEngine.Nobody().GetAsync("/health/ready"),
        };
    }

    /// <summary>The answers that are brought about each in a way of its own.</summary>
    public IEnumerable<string> Special => _special.Keys;

    private Deployment Deployment => _stage.Deployment;

    /// <summary>Brings an answer about: call, status and, of an error, its code.</summary>
    public async Task<Reply> ProvokeAsync(string answer)
    {
        if (_special.TryGetValue(answer, out Func<Task<Reply>>? special))
            return await special();
        string[] parts = answer.Split(' ');
        string call = parts[0];
        return (parts[1], parts.ElementAtOrDefault(2)) switch
        {
            ("400", _) when call == "importContracts" => await BrokenImportAsync(),
            ("400", _) => await _stage.CallAsync(call, await _stage.CallerAsync(call), "\"\""),
            ("401", _) => await _stage.CallAsync(call, Deployment.Nobody()),
            ("403", _) when call == "takeDeliveryReports" => await _stage.CallAsync(call, await Deployment.SignInAsync(TroubledDeployment.Hook with { Roles = [] })),
            ("403", _) => await _stage.CallAsync(call, await Deployment.SignInAsync()),
            ("409", "account-required") => await _stage.CallAsync(call, await Deployment.SignInAsync()),
            ("409", "login-required") => await _stage.CallAsync(call, await Deployment.SignInAsync(new TestPerson { EmailVerified = false })),
            ("409", "login-conflict") => await _stage.CallAsync(call, await OfTwoAccountsAsync()),
            ("413", _) => await _stage.CallAsync(call, await _stage.CallerAsync(call), new string(' ', call switch { "importContracts" => 10_000_001, "takeDeliveryReports" => 1024 * 1024 + 1, _ => 64 * 1024 + 1 }), ("Expect", "100-continue")),
            ("500", _) => await InTroubleAsync(call, new InvalidOperationException()),
            ("503", _) => await InTroubleAsync(call, new RequestFailedException(503, "Busy.")),
            _ => await _stage.CallAsync(call, await _stage.CallerAsync(call)),
        };
    }

    private Task<Channel> CustomerAsync() => Deployment.CustomerAsync();

    private static object NewContact() => new { email = new TestPerson().Email };

    private async Task<Reply> Later(TimeSpan time, Func<Task<Reply>> then)
    {
        _stage.Skip(time);
        return await then();
    }

    private async Task<Reply> OnAwaitingAsync(Func<Request, Task<Reply>> then)
    {
        Channel channel = await CustomerAsync();
        TestContract contract = await Deployment.ImportAsync(TestContract.Mobile());
        (string id, string code) = await channel.AwaitCodeAsync(contract);
        return await then(new Request(channel, contract, id, code));
    }

    private async Task<Reply> OnInternetAsync(Func<Request, Task<Reply>> then)
    {
        Channel channel = await CustomerAsync();
        TestContract contract = await Deployment.ImportAsync(TestContract.Internet());
        return await then(new Request(channel, contract, await channel.BeginAsync(contract), "12345678"));
    }

    private Task<Reply> OnCancelledAsync(Func<Request, Task<Reply>> then) => OnAwaitingAsync(async at =>
    {
        (await at.Channel.CancelAsync(at.Id)).Expect(204);
        return await then(at);
    });

    private async Task<Reply> OnAttachedAsync(Func<Request, Task<Reply>> then)
    {
        Channel channel = await CustomerAsync();
        TestContract contract = await Deployment.ImportAsync(TestContract.Internet());
        return await then(new Request(channel, contract, await channel.AttachAsync(contract), ""));
    }

    private async Task<Reply> WhileAttachingAsync(Func<Request, Task<Reply>> then)
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _stage.Trouble.Linking = gate.Task;
        try
        {
            Channel channel = await CustomerAsync();
            TestContract contract = await Deployment.ImportAsync(TestContract.Internet());
            string id = await channel.BeginAsync(contract, contactDetails: channel.Contact);
            await channel.UntilAsync(id, "attaching");
            return await then(new Request(channel, contract, id, ""));
        }
        finally
        {
            _stage.Trouble.Linking = Task.CompletedTask;
            gate.SetResult();
        }
    }

    private async Task<Channel> SentAgainAsync(Request at, int times = 1)
    {
        for (int time = 1; time <= times; time++)
        {
            _stage.Skip(TimeSpan.FromSeconds(61));
            (await at.Channel.ResendAsync(at.Id)).Expect(202);
            await at.Channel.CodeAsync(at.Contract, time + 1);
            await at.Channel.UntilAsync(at.Id, "awaitingCode");
        }

        return at.Channel;
    }

    private static async Task<Reply> GuessAsync(Request at)
    {
        for (int guess = 1; guess < 5; guess++)
            (await at.Channel.EnterAsync(at.Id, Channel.Other(at.Code))).Expect(422);
        return await at.Channel.EnterAsync(at.Id, Channel.Other(at.Code));
    }

    // While the SMS service takes its time nobody can say whether a code is right.
    private async Task<Reply> SlowSendAsync()
    {
        Channel channel = await CustomerAsync();
        TestContract contract = await Deployment.ImportAsync(TestContract.Mobile());
        await Deployment.FaultAsync(new { kind = "sms", mode = "slow", delayMs = 8000, to = contract.Line });
        return await channel.EnterAsync(await channel.BeginAsync(contract), "12345678");
    }

    private static async Task<Channel> AnsweredOftenAsync(Request at)
    {
        for (int answer = 0; answer < TroubledDeployment.InputsPerRequest; answer++)
            (await at.Channel.GiveLineUserAsync(at.Id, s_me)).Expect(200);
        return at.Channel;
    }

    private static async Task<Channel> ChangedOftenAsync(Channel channel)
    {
        for (int change = 0; change < 5; change++)
            (await channel.ChangeContactDetailsAsync(NewContact())).Expect(200);
        return channel;
    }

    private async Task<Channel> ClosedOftenAsync()
    {
        Channel channel = await CustomerAsync();
        for (int closed = 0; closed < 3; closed++)
        {
            (await channel.CreateAccountAsync()).Expect(closed == 0 ? 200 : 201);
            (await channel.CloseAccountAsync()).Expect(204);
        }

        return channel;
    }

    private async Task<Channel> OfTwoAccountsAsync()
    {
        var one = new TestPerson();
        var other = new TestPerson { Email = null, PhoneNumber = TestContract.NewMobileNumber() };
        await Deployment.CustomerAsync(one);
        await Deployment.CustomerAsync(other, NewContact());
        return await Deployment.SignInAsync(new TestPerson { Email = one.Email, PhoneNumber = other.PhoneNumber });
    }

    private async Task<Reply> KeyReusedAsync()
    {
        Channel channel = await CustomerAsync();
        (await channel.StartAsync(await Deployment.ImportAsync(TestContract.Internet()), key: "key")).Expect(202);
        return await channel.StartAsync(TestContract.Internet(), key: "key");
    }

    private Task<Channel> HolderAsync(TestContract contract) => Deployment.CustomerAsync(new TestPerson { CustomerNumber = contract.CustomerNumber });

    private async Task<string> LinkAsync(TestContract contract) => Channel.LinkIn((await Deployment.EmailAsync(contract.HolderEmail!)).Text!);

    private async Task<object> OtherAsync() => new { otherAccountToken = await Deployment.TokenAsync((await CustomerAsync()).Person) };

    private async Task<Reply> OnOwnTokenAsync()
    {
        Channel channel = await CustomerAsync();
        return await channel.StartRegroupingAsync(new { otherAccountToken = await Deployment.TokenAsync(channel.Person) });
    }

    private async Task<Reply> RegroupOftenAsync()
    {
        Channel channel = await CustomerAsync();
        object other = await OtherAsync();
        for (int time = 0; time < 10; time++)
        {
            // A start that meets a running one is answered with that one, and counts no further.
            Reply started = (await channel.StartRegroupingAsync(other)).Expect(202);
            await channel.RegroupedAsync(started["id"]!);
        }
        return await channel.StartRegroupingAsync(other);
    }

    private async Task<Reply> RegroupedAsync()
    {
        Channel channel = await CustomerAsync();
        Reply started = (await channel.StartRegroupingAsync(await OtherAsync())).Expect(202);
        await channel.RegroupedAsync(started["id"]!);
        return await channel.GetAsync("/api/v1/regroupings/" + started["id"]);
    }

    private async Task<Reply> InTroubleAsync(string call, Exception failure)
    {
        Channel caller = await _stage.CallerAsync(call);
        _stage.Trouble.Failure = failure;
        try
        {
            return await _stage.CallAsync(call, caller);
        }
        finally
        {
            _stage.Trouble.Failure = null;
        }
    }

    private async Task<Reply> WithoutEngineAsync(Exception failure)
    {
        _stage.EngineFailure = failure;
        return await _stage.CallAsync("takeDeliveryReports", await _stage.WithoutEngine.SignInAsync(TroubledDeployment.Hook));
    }

    // A body that breaks off is the only one that the import does not answer line by line.
    private async Task<Reply> BrokenImportAsync()
    {
        Uri server = Deployment.Application.BaseAddress!;
        string token = await Deployment.TokenAsync(new TestPerson { Roles = ["operator"] });
        byte[] request = Encoding.ASCII.GetBytes(
            $"POST /api/v1/operator/contracts HTTP/1.1\r\nHost: {server.Authority}\r\nConnection: close\r\nAuthorization: Bearer {token}\r\nTransfer-Encoding: chunked\r\n\r\nno length\r\n");
        RawReply reply = await RawHttp.SendAsync(server, request, TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        using var message = new HttpResponseMessage();
        return new Reply(reply.Status, message.Headers, reply.Headers["Content-Type"], reply.Body);
    }

    private sealed record Request(Channel Channel, TestContract Contract, string Id, string Code);
}
