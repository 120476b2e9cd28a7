using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Azure.Data.Tables;
using ContractAttach.Tests.Fixtures;
using Microsoft.IdentityModel.JsonWebTokens;
using Xunit;

namespace ContractAttach.Tests.DevServices;

/// <summary>What is kept over a restart, and what a start says that cannot be.</summary>
public sealed class RestartTests(DevServicesFixture shared) : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("contract-attach-tests-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task Messages_SurviveAKill()
    {
        string accessKey;
        await using (DevServicesProcess first = await StartAsync())
        {
            accessKey = first.AccessKey;
            using HttpResponseMessage sent = await first.EmailAsync("kept@example.com", Guid.Empty);
            using HttpResponseMessage repeated = await first.EmailAsync("kept@example.com", Guid.Empty);
            first.Process.Kill();
        }

        await File.AppendAllTextAsync(Path.Combine(_directory, "messages.jsonl"), """{"kind":"sms","to":"+336110""", TestContext.Current.CancellationToken);
        await using DevServicesProcess second = await StartAsync(accessKey);
        using HttpResponseMessage more = await second.EmailAsync("kept@example.com", Guid.NewGuid());

        Assert.Equal([1, 2], await DeliveriesAsync(second));
    }

    [Fact]
    public async Task Delete_ForgetsMessagesForGood()
    {
        await using (DevServicesProcess first = await StartAsync())
        {
            using HttpResponseMessage sent = await first.EmailAsync("forgotten@example.com", Guid.NewGuid());
            using HttpResponseMessage deleted = await first.Http.DeleteAsync("/dev/messages", TestContext.Current.CancellationToken);
            Assert.Empty(await DeliveriesAsync(first));
            using HttpResponseMessage later = await first.EmailAsync("later@example.com", Guid.NewGuid());
        }

        await using DevServicesProcess second = await StartAsync();

        Assert.Equal([1], await DeliveriesAsync(second));
    }

    [Fact]
    public async Task SigningKey_IsKept_ForItsOwnerOnly()
    {
        string before;
        await using (DevServicesProcess first = await StartAsync())
            before = await KeyIdAsync(first);

        await using DevServicesProcess second = await StartAsync();

        Assert.Equal(before, await KeyIdAsync(second));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(_directory, "signin-key.pem")));
    }

    [Fact]
    public async Task RunningAzurite_IsReusedAndLeftAlone()
    {
        await using (DevServicesProcess services = await StartAsync())
            Assert.Equal(shared.Process.AzuritePorts, services.AzuritePorts);

        Assert.False(Directory.Exists(Path.Combine(_directory, "azurite")));
        using HttpResponseMessage health = await shared.Http.GetAsync("/health", TestContext.Current.CancellationToken);
        Assert.True(health.IsSuccessStatusCode);
    }

    [Fact]
    public async Task RequestsInFlight_DoNotKeepAzurite_FromEndingInOrder()
    {
        HttpResponseMessage[] cutShort;
        await using (DevServicesProcess first = await DevServicesProcess.StartAsync(_directory, cancellationToken: TestContext.Current.CancellationToken))
        {
            Task<HttpResponseMessage> wait = first.Http.GetAsync("/dev/messages/wait?count=1&timeoutSeconds=600", TestContext.Current.CancellationToken);
            await SetAsync(first, new { kind = "email", mode = "slow", delayMs = 600_000, count = 1 });
            Task<HttpResponseMessage> send = first.EmailAsync("slow@example.com", Guid.NewGuid());
            await Patience.UntilAsync(async () => (await ItemsAsync(first, "/dev/faults")).Count == 0, "the slow send to be taken");
            await new TableClient(first.StorageConnectionString, "acknowledged").CreateIfNotExistsAsync(TestContext.Current.CancellationToken);

            first.Process.StandardInput.Close();
            await first.Process.WaitForExitAsync(TestContext.Current.CancellationToken);
            cutShort = await Task.WhenAll(wait, send);
        }

        await using DevServicesProcess second = await DevServicesProcess.StartAsync(_directory, cancellationToken: TestContext.Current.CancellationToken);
        TableServiceClient tables = new(second.StorageConnectionString);

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.Accepted], cutShort.Select(answer => answer.StatusCode));
        Assert.Equal("acknowledged", Assert.Single(tables.Query(cancellationToken: TestContext.Current.CancellationToken)).Name);
    }

    [Fact]
    public async Task AzuritePortOfAnotherProgram_IsNamed()
    {
        Dictionary<string, string> settings = shared.Process.SameAzurite();
        settings["DevServices__AzuritePorts__Queue"] = $"{new Uri(shared.BaseUrl).Port}";

        await CannotStartAsync(settings, $"Port {new Uri(shared.BaseUrl).Port} is in use by something that is not Azurite");
    }

    [Fact]
    public async Task BusyPort_IsNamed()
    {
        using TcpListener busy = new(IPAddress.Loopback, 0);
        busy.Start();
        int port = ((IPEndPoint)busy.LocalEndpoint).Port;
        Dictionary<string, string> settings = shared.Process.SameAzurite();
        settings["DevServices__Port"] = $"{port}";

        await CannotStartAsync(settings, $"Port {port} is in use");
    }

    [Fact]
    public async Task MissingAccessKey_IsNamed() =>
        await CannotStartAsync(new() { ["Communication__ConnectionString"] = "" }, "Communication__ConnectionString must be set");

    [Fact]
    public async Task SecondProcess_OnTheSameDirectory_IsRefused()
    {
        await using DevServicesProcess first = await StartAsync();

        await CannotStartAsync(shared.Process.SameAzurite(), "messages.jsonl cannot be opened");
    }

    [Theory]
    [InlineData("{\"kind\":")]
    [InlineData("{}")]
    [InlineData("null")]
    public async Task DamagedMessages_AreNamed_WithTheLine(string damaged)
    {
        await File.WriteAllTextAsync(Path.Combine(_directory, "messages.jsonl"), $"\n{damaged}\n", TestContext.Current.CancellationToken);

        await CannotStartAsync(shared.Process.SameAzurite(), "messages.jsonl, line 2 is not a message");
    }

    private async Task CannotStartAsync(Dictionary<string, string> settings, string sentence)
    {
        InvalidOperationException refused = await Assert.ThrowsAsync<InvalidOperationException>(() => DevServicesProcess.StartAsync(_directory, settings));

        Assert.Contains(sentence, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", refused.Message, StringComparison.Ordinal);
    }

    private Task<DevServicesProcess> StartAsync(string? accessKey = null) => DevServicesProcess.StartAsync(
        _directory, shared.Process.SameAzurite(), accessKey, TestContext.Current.CancellationToken);

    private static async Task SetAsync(DevServicesProcess services, object fault)
    {
        using HttpResponseMessage response = await services.Http.PostAsJsonAsync("/dev/faults", fault, TestContext.Current.CancellationToken);
        response.EnsureSuccessStatusCode();
    }

    private static async Task<IEnumerable<int>> DeliveriesAsync(DevServicesProcess services) =>
        (await ItemsAsync(services, "/dev/messages")).Select(message => (int)message!["deliveries"]!);

    private static async Task<JsonArray> ItemsAsync(DevServicesProcess services, string path) =>
        (await services.Http.GetFromJsonAsync<JsonObject>(path, TestContext.Current.CancellationToken))!["items"]!.AsArray();

    private static async Task<string> KeyIdAsync(DevServicesProcess services)
    {
        using HttpResponseMessage response = await services.Http.PostAsJsonAsync("/dev/tokens", new { sub = "a" }, TestContext.Current.CancellationToken);
        return new JsonWebToken((string)(await response.JsonAsync())["access_token"]!).Kid;
    }
}
