using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ContractAttach.Tests.Fixtures;
using Xunit;

[assembly: AssemblyFixture(typeof(DevServicesFixture))]

namespace ContractAttach.Tests.Fixtures;

/// <summary>
/// The development services that all tests share: one process, with one Azurite. A test takes it by its constructor, and keeps out
/// of the others' way by numbers, addresses and table prefixes of its own.
/// </summary>
public sealed class DevServicesFixture : IAsyncLifetime
{
    private readonly string _directory = Directory.CreateTempSubdirectory("contract-attach-tests-").FullName;

    /// <summary>The process.</summary>
    public DevServicesProcess Process { get; private set; } = null!;

    /// <inheritdoc cref="DevServicesProcess.BaseUrl"/>
    public string BaseUrl => Process.BaseUrl;

    /// <inheritdoc cref="DevServicesProcess.StorageConnectionString"/>
    public string StorageConnectionString => Process.StorageConnectionString;

    /// <inheritdoc cref="DevServicesProcess.AccessKey"/>
    public string AccessKey => Process.AccessKey;

    /// <inheritdoc cref="DevServicesProcess.CommunicationConnectionString"/>
    public string CommunicationConnectionString => Process.CommunicationConnectionString;

    /// <inheritdoc cref="DevServicesProcess.Http"/>
    public HttpClient Http => Process.Http;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() => Process = await DevServicesProcess.StartAsync(_directory);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Process is not null)
            await Process.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    /// <summary>A token for the application.</summary>
    /// <param name="person">The body of <c>POST /dev/tokens</c>, for example <c>new { sub = "jeanne", email = "jeanne@example.com" }</c>.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<string> TokenAsync(object person, CancellationToken cancellationToken = default)
    {
        using HttpResponseMessage response = await Http.PostAsJsonAsync("/dev/tokens", person, cancellationToken);
        response.EnsureSuccessStatusCode();
        return (string)(await response.Content.ReadFromJsonAsync<JsonObject>(cancellationToken))!["access_token"]!;
    }

    /// <summary>The messages that reached a number or address, newest first.</summary>
    /// <param name="to">The recipient; null for all.</param>
    /// <param name="kind"><c>sms</c>, <c>email</c> or <c>any</c>.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<IReadOnlyList<ReceivedMessage>> MessagesAsync(string? to = null, string kind = "any", CancellationToken cancellationToken = default) =>
        (await Http.GetFromJsonAsync<ReceivedMessages>($"/dev/messages?to={Uri.EscapeDataString(to ?? "")}&kind={kind}", cancellationToken))!.Items;

    /// <summary>The same, once there are at least <paramref name="count"/> of them, or what is there after half a minute.</summary>
    /// <param name="count">How many.</param>
    /// <param name="to">The recipient; null for all.</param>
    /// <param name="kind"><c>sms</c>, <c>email</c> or <c>any</c>.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<IReadOnlyList<ReceivedMessage>> WaitForMessagesAsync(
        int count, string? to = null, string kind = "any", CancellationToken cancellationToken = default)
    {
        using HttpResponseMessage response = await Http.GetAsync(
            $"/dev/messages/wait?count={count}&to={Uri.EscapeDataString(to ?? "")}&kind={kind}&timeoutSeconds=30", cancellationToken);
        response.EnsureSuccessStatusCode();
        return await MessagesAsync(to, kind, cancellationToken);
    }

    private sealed record ReceivedMessages(IReadOnlyList<ReceivedMessage> Items);
}
