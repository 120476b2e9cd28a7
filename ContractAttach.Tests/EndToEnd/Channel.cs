using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ContractAttach.Tests.Fixtures;
using Xunit;

namespace ContractAttach.Tests.EndToEnd;

/// <summary>What a web channel does for one signed-in person: the calls of the API, as they are.</summary>
/// <param name="deployment">The application.</param>
/// <param name="person">The person.</param>
/// <param name="token">The person's token; null for somebody who has not signed in.</param>
public sealed partial class Channel(Deployment deployment, TestPerson person, string? token)
{
    private const string Requests = "/api/v1/attach-requests";

    /// <summary>Who is signed in.</summary>
    public TestPerson Person => person;

    /// <summary>The contact details that the person gives.</summary>
    public object Contact => new { email = person.Email };

    /// <summary>Any call.</summary>
    public async Task<Reply> SendAsync(HttpMethod method, string path, HttpContent? body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body };
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        foreach ((string name, string value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        using HttpResponseMessage response = await deployment.Application.SendAsync(request, TestContext.Current.CancellationToken);
        return await Reply.ReadAsync(response);
    }

    /// <summary>Any <c>GET</c>.</summary>
    public Task<Reply> GetAsync(string path, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Get, path, null, headers);

    /// <summary>Any <c>POST</c> of JSON.</summary>
    public Task<Reply> PostAsync(string path, object? body) => SendAsync(HttpMethod.Post, path, body is null ? null : JsonContent.Create(body));

    /// <summary>Any <c>PUT</c> of JSON.</summary>
    public Task<Reply> PutAsync(string path, object body) => SendAsync(HttpMethod.Put, path, JsonContent.Create(body));

    /// <summary>Creates the person's account.</summary>
    public Task<Reply> CreateAccountAsync() => PostAsync("/api/v1/account", new { contactDetails = Contact });

    /// <summary>The person's account.</summary>
    public Task<Reply> AccountAsync() => GetAsync("/api/v1/account");

    /// <summary>Replaces the account's contact details.</summary>
    public Task<Reply> ChangeContactDetailsAsync(object contactDetails) => PutAsync("/api/v1/account/contact-details", contactDetails);

    /// <summary>Closes the account.</summary>
    public Task<Reply> CloseAccountAsync() => SendAsync(HttpMethod.Delete, "/api/v1/account", null);

    /// <summary>Begins a request by the contract's own identifiers, or by others.</summary>
    public Task<Reply> StartAsync(
        TestContract contract, string? line = null, string? customerNumber = null, object? lineUser = null, object? contactDetails = null, string? key = null)
    {
        var body = JsonContent.Create(new
        {
            segment = contract.Segment,
            contractKind = contract.Kind,
            identifiers = new
            {
                lineNumber = line ?? contract.Line,
                customerNumber = customerNumber ?? (contract.Kind is "internet" or "fixed" ? contract.CustomerNumber : null),
            },
            lineUser,
            contactDetails,
        });
        return SendAsync(HttpMethod.Post, Requests, body, key is null ? [] : [("Idempotency-Key", key)]);
    }

    /// <summary>Begins a request and returns its id.</summary>
    public async Task<string> BeginAsync(TestContract contract, object? lineUser = null, object? contactDetails = null) =>
        (await StartAsync(contract, lineUser: lineUser, contactDetails: contactDetails)).Expect(202)["id"]!;

    /// <summary>One request.</summary>
    public Task<Reply> RequestAsync(string id) => GetAsync($"{Requests}/{id}");

    /// <summary>One request once its status is no longer this one, or after so many seconds.</summary>
    public Task<Reply> WaitAsync(string id, string status, int seconds) => GetAsync($"{Requests}/{id}?status={status}", ("Prefer", $"wait={seconds}"));

    /// <summary>The person's requests.</summary>
    public async Task<JsonArray> RequestsAsync() => (await GetAsync(Requests)).Expect(200).Body["items"]!.AsArray();

    /// <summary>Enters a code.</summary>
    public Task<Reply> EnterAsync(string id, string code, object? lineUser = null, object? contactDetails = null) =>
        PostAsync($"{Requests}/{id}/code", new { code, lineUser, contactDetails });

    /// <summary>Asks for a new code.</summary>
    public Task<Reply> ResendAsync(string id) => PostAsync($"{Requests}/{id}/code/resend", null);

    /// <summary>Says who uses the line.</summary>
    public Task<Reply> GiveLineUserAsync(string id, object lineUser) => PutAsync($"{Requests}/{id}/line-user", lineUser);

    /// <summary>Gives contact details.</summary>
    public Task<Reply> GiveContactDetailsAsync(string id, object contactDetails) => PutAsync($"{Requests}/{id}/contact-details", contactDetails);

    /// <summary>Gives a request up.</summary>
    public Task<Reply> CancelAsync(string id) => SendAsync(HttpMethod.Delete, $"{Requests}/{id}", null);

    /// <summary>The attached contracts.</summary>
    public async Task<JsonArray> ContractsAsync() => (await GetAsync("/api/v1/contracts")).Expect(200).Body["items"]!.AsArray();

    /// <summary>Removes a contract.</summary>
    public Task<Reply> RemoveAsync(string contractId) => SendAsync(HttpMethod.Delete, $"/api/v1/contracts/{contractId}", null);

    /// <summary>The proxies on a contract that the person holds.</summary>
    public Task<Reply> ProxiesAsync(string contractId) => GetAsync($"/api/v1/contracts/{contractId}/proxies");

    /// <summary>Ends a proxy on a contract that the person holds.</summary>
    public Task<Reply> EndProxyAsync(string contractId, string proxyId) =>
        SendAsync(HttpMethod.Delete, $"/api/v1/contracts/{contractId}/proxies/{proxyId}", null);

    /// <summary>Brings the contracts of another account into this one.</summary>
    public Task<Reply> StartRegroupingAsync(object body) => PostAsync("/api/v1/regroupings", body);

    /// <summary>The same, from the account of a person who signs in now.</summary>
    /// <returns>The regrouping once it is over: contract and result.</returns>
    public async Task<Dictionary<string, string>> RegroupAsync(TestPerson other, bool remove = false)
    {
        string id = (await StartRegroupingAsync(new { otherAccountToken = await deployment.TokenAsync(other), removeFromOther = remove })).Expect(202)["id"]!;
        return await RegroupedAsync(id);
    }

    /// <summary>A regrouping once it is over: contract and result.</summary>
    public async Task<Dictionary<string, string>> RegroupedAsync(string id)
    {
        Reply reply = null!;
        await Patience.UntilAsync(
            async () => (reply = (await GetAsync("/api/v1/regroupings/" + id)).Expect(200))["status"] != "running",
            $"regrouping {id} to be over");
        Assert.True(reply["status"] == "completed", "The regrouping is not completed: " + reply.Text);
        return reply.Body["items"]!.AsArray().ToDictionary(item => (string)item!["contractId"]!, item => (string)item!["result"]!);
    }

    /// <summary>The request once it has this status.</summary>
    public async Task<Reply> UntilAsync(string id, string status)
    {
        Reply reply = null!;
        await Patience.UntilAsync(
            async () => (reply = (await RequestAsync(id)).Expect(200))["status"] == status,
            () => $"status {status}; it is still {reply["status"]}: {reply.Text}");
        return reply;
    }

    /// <summary>Comes back once the code that was sent last is known not to have arrived.</summary>
    public Task UntilFailedAsync(string id) => Patience.UntilAsync(
        async () => (await UntilAsync(id, "awaitingCode")).Body["code"]!["failed"]!.GetValue<bool>(),
        "the report that the code has not arrived");

    /// <summary>The code that the n-th SMS to the contract's line bears.</summary>
    public async Task<string> CodeAsync(TestContract contract, int send = 1)
    {
        IReadOnlyList<ReceivedMessage> messages = await deployment.WaitForMessagesAsync(contract.Line, "sms", send);
        Assert.True(messages.Count >= send, $"SMS {send} to the line did not come");
        return CodeIn(messages[^send].Text!);
    }

    /// <summary>A request whose code was sent and can be entered, and that code.</summary>
    public async Task<(string Id, string Code)> AwaitCodeAsync(TestContract contract, object? lineUser = null, object? contactDetails = null)
    {
        string id = await BeginAsync(contract, lineUser, contactDetails);
        await UntilAsync(id, "awaitingCode");
        return (id, await CodeAsync(contract));
    }

    /// <summary>Attaches the contract by whatever its kind asks for.</summary>
    /// <returns>The request's id.</returns>
    public async Task<string> AttachAsync(TestContract contract)
    {
        string id = await BeginAsync(contract, new { kind = "me" }, Contact);
        if (contract.Kind is "mobile" or "open")
            (await EnterAsync(id, await CodeAsync(contract))).Expect(200);
        await UntilAsync(id, "attached");
        return id;
    }

    /// <summary>The code in the text of an SMS.</summary>
    public static string CodeIn(string text) => Code().Match(text) is { Success: true } match ? match.Value : throw new InvalidOperationException("There is no code in: " + text);

    /// <summary>The path of the link in a message that ends an access. The address before it is the portal's, which the test's application is not.</summary>
    public static string LinkIn(string text) =>
        Link().Match(text) is { Success: true } match ? match.Groups[1].Value : throw new InvalidOperationException("There is no link in: " + text);

    /// <summary>A code that is not this one.</summary>
    public static string Other(string code) => (code[0] == '9' ? '0' : (char)(code[0] + 1)) + code[1..];

    [GeneratedRegex(@"https?://[^/\s]+(/revocations/\S+)")]
    private static partial Regex Link();

    [GeneratedRegex(@"\b\d{8}\b")]
    private static partial Regex Code();
}
