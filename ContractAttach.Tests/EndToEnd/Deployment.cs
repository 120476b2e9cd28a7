using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ContractAttach.Tests.Fixtures;
using Xunit;

namespace ContractAttach.Tests.EndToEnd;

/// <summary>An application somewhere, and the development services around it.</summary>
/// <param name="application">Where the application listens.</param>
/// <param name="development">Where the development services listen.</param>
/// <param name="clock">The application's clock, which says when tokens are issued.</param>
public sealed class Deployment(Uri application, Uri development, TimeProvider clock) : IDisposable
{
    private readonly HttpClient _development = new() { BaseAddress = development };

    /// <summary>
    /// A client of the application, without a token. Where it is asked to, it waits to be told to send a body. What is answered is held
    /// against the application's own document.
    /// </summary>
    public HttpClient Application { get; } =
        new(new ContractHandler(application, new SocketsHttpHandler { Expect100ContinueTimeout = TimeSpan.FromSeconds(30) })) { BaseAddress = application };

    /// <summary>The application's clock.</summary>
    public TimeProvider Clock => clock;

    /// <summary>A token of the person.</summary>
    public async Task<string> TokenAsync(TestPerson person)
    {
        using HttpResponseMessage response = await _development.PostAsJsonAsync(
            "/dev/tokens", person with { IssuedAt = person.IssuedAt ?? clock.GetUtcNow() }, TestContext.Current.CancellationToken);
        response.EnsureSuccessStatusCode();
        return (string)(await response.Content.ReadFromJsonAsync<JsonObject>(TestContext.Current.CancellationToken))!["access_token"]!;
    }

    /// <summary>Somebody who has not signed in.</summary>
    public Channel Nobody() => new(this, new TestPerson(), null);

    /// <summary>Somebody who is signed in.</summary>
    public async Task<Channel> SignInAsync(TestPerson? person = null)
    {
        person ??= new TestPerson();
        return new Channel(this, person, await TokenAsync(person));
    }

    /// <summary>Somebody who is signed in and has an account.</summary>
    public async Task<Channel> CustomerAsync(TestPerson? person = null, object? contactDetails = null)
    {
        Channel channel = await SignInAsync(person);
        (await channel.PostAsync("/api/v1/account", new { contactDetails = contactDetails ?? channel.Contact })).Expect(201);
        return channel;
    }

    /// <summary>An employee of the operator.</summary>
    public Task<Channel> OperatorAsync() => SignInAsync(new TestPerson { Roles = ["operator"] });

    /// <summary>Imports the contract.</summary>
    public async Task<TestContract> ImportAsync(TestContract contract)
    {
        await ImportAsync([contract]);
        return contract;
    }

    /// <summary>Imports contracts.</summary>
    public async Task ImportAsync(IEnumerable<TestContract> contracts)
    {
        Channel channel = await OperatorAsync();
        using var body = new StringContent(string.Join('\n', contracts.Select(contract => contract.ToJson())));
        Reply reply = await channel.SendAsync(HttpMethod.Post, "/api/v1/operator/contracts", body);
        Assert.Equal("0", reply.Expect(200)["rejected"]);
    }

    /// <summary>The messages that a number or address got, newest first.</summary>
    public async Task<IReadOnlyList<ReceivedMessage>> MessagesAsync(string to, string kind) =>
        (await _development.GetFromJsonAsync<Received>($"/dev/messages?to={Uri.EscapeDataString(to)}&kind={kind}", TestContext.Current.CancellationToken))!.Items;

    /// <summary>The same, once there are so many, or what is there after half a minute.</summary>
    public async Task<IReadOnlyList<ReceivedMessage>> WaitForMessagesAsync(string to, string kind, int count = 1)
    {
        using HttpResponseMessage response = await _development.GetAsync(
            new Uri($"/dev/messages/wait?count={count}&to={Uri.EscapeDataString(to)}&kind={kind}&timeoutSeconds=30", UriKind.Relative), TestContext.Current.CancellationToken);
        response.EnsureSuccessStatusCode();
        return await MessagesAsync(to, kind);
    }

    /// <summary>The one e-mail that an address gets.</summary>
    public async Task<ReceivedMessage> EmailAsync(string to) => Assert.Single(await WaitForMessagesAsync(to, "email"));

    /// <summary>Has sends go wrong; the body of <c>POST /dev/faults</c>.</summary>
    public async Task FaultAsync(object fault)
    {
        using HttpResponseMessage response = await _development.PostAsJsonAsync("/dev/faults", fault, TestContext.Current.CancellationToken);
        response.EnsureSuccessStatusCode();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Application.Dispose();
        _development.Dispose();
    }

    private sealed record Received(IReadOnlyList<ReceivedMessage> Items);
}
