using System.Text;
using ContractAttach.Storage;
using ContractAttach.Tests.EndToEnd;
using ContractAttach.Tests.Fixtures;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Moq;
using Xunit;

namespace ContractAttach.Tests.Web.OpenApi;

/// <summary>An application whose time can be skipped and whose tables can fail, one whose durable engine does, and one with a directory elsewhere.</summary>
public sealed class TroubledDeployment(DevServicesFixture services) : IAsyncLifetime
{
    /// <summary>How many entries and answers a request takes: the fewest that can be set.</summary>
    public const int InputsPerRequest = 20;

    private const string AnyId = "01ARZ3NDEKTSV4RRFFQ69G5FAV";

    private readonly TestApplicationClock _clock = new();
    private readonly List<TestApplication> _applications = [];
    private ApiContract _contract = null!;

    /// <summary>The application.</summary>
    public Deployment Deployment { get; private set; } = null!;

    /// <summary>The application without an engine.</summary>
    public Deployment WithoutEngine { get; private set; } = null!;

    /// <summary>The application that reads contracts in a directory of the operator's own.</summary>
    public Deployment WithDirectoryElsewhere { get; private set; } = null!;

    /// <summary>What the engine fails with.</summary>
    public Exception EngineFailure { get; set; } = new TimeoutException();

    /// <summary>What its tables do.</summary>
    internal Trouble Trouble { get; } = new();

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        Deployment = await StartAsync(_clock, application =>
            application.AddSingleton(provider => new Tables(provider.GetRequiredService<IOptions<StorageOptions>>(), Trouble)));
        var engine = new Mock<DurableTaskClient>("none");
        engine.Setup(client => client.GetInstanceAsync(It.IsAny<string>(), It.IsAny<CancellationToken>())).Returns(Fail);
        engine.Setup(client => client.GetInstanceAsync(It.IsAny<string>(), It.IsAny<bool>(), It.IsAny<CancellationToken>())).Returns(Fail);
        WithoutEngine = await StartAsync(TimeProvider.System, application => application.AddSingleton(engine.Object));
        WithDirectoryElsewhere = await StartAsync(TimeProvider.System, _ => { }, ("Directory__BaseUrl", services.BaseUrl));
        _contract = ApiContract.Of((await Deployment.Nobody().GetAsync("/openapi.json")).Expect(200).Text);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Deployment?.Dispose();
        WithoutEngine?.Dispose();
        WithDirectoryElsewhere?.Dispose();
        foreach (TestApplication application in _applications)
            await application.DisposeAsync();
    }

    /// <summary>Skips time.</summary>
    public void Skip(TimeSpan time) => _clock.Skip(time);

    /// <summary>Whoever may make the call.</summary>
    public Task<Channel> CallerAsync(string call) => Path(call) switch
    {
        var path when path.StartsWith("/hooks", StringComparison.Ordinal) => Deployment.SignInAsync(Hook),
        var path when path.StartsWith("/api/v1/operator", StringComparison.Ordinal) => Deployment.OperatorAsync(),
        var path when path.StartsWith("/api", StringComparison.Ordinal) => Deployment.CustomerAsync(),
        _ => Task.FromResult(Deployment.Nobody()),
    };

    /// <summary>Whoever sends events to the hooks.</summary>
    public static TestPerson Hook => new() { Email = null, Audience = "contract-attach-hooks", Roles = ["AzureEventGridSecureWebhookSubscriber"] };

    /// <summary>Makes a call with the document's own example, or with another body; ids in its path are nobody's.</summary>
    public async Task<Reply> CallAsync(string call, Channel caller, string? body = null, params (string Name, string Value)[] headers)
    {
        (string method, string path, var operation) = _contract.Calls.Single(known => (string)known.Operation["operationId"]! == call);
        var (type, media) = operation["requestBody"]?["content"]?.AsObject().First() ?? default;
        using StringContent? content = type is null ? null : new StringContent(body ?? Example(media!["example"]!), Encoding.UTF8, type);
        string address = string.Join('/', path.Split('/').Select(part => part == "{token}" ? new string('A', 22) : part.StartsWith('{') ? AnyId : part));
        return await caller.SendAsync(new HttpMethod(method), address + (call == "readAudit" ? "?contractId=" + AnyId : ""), content, headers);
    }

    private Task<OrchestrationMetadata?> Fail() => Task.FromException<OrchestrationMetadata?>(EngineFailure);

    private static string Example(System.Text.Json.Nodes.JsonNode example) =>
        example.GetValueKind() == System.Text.Json.JsonValueKind.String ? (string)example! : example.ToJsonString();

    private string Path(string call) => _contract.Calls.Single(known => (string)known.Operation["operationId"]! == call).Path;

    private async Task<Deployment> StartAsync(TimeProvider clock, Action<IServiceCollection> replace, params (string Name, string Value)[] more)
    {
        var settings = new Dictionary<string, string?>(TestApplication.Settings(services)) { ["Attachment__InputsPerRequest"] = $"{InputsPerRequest}" };
        foreach ((string name, string value) in more)
            settings[name] = value;
        TestApplication application = await TestApplication.StartAsync(settings, clock, replace);
        _applications.Add(application);
        return new Deployment(application.BaseUrl, new Uri(services.BaseUrl), clock);
    }
}
