using Azure.Core;
using Azure.Identity;
using ContractAttach.Contracts;
using ContractAttach.Storage;
using ContractAttach.Tests.EndToEnd;
using ContractAttach.Tests.Engine;
using ContractAttach.Tests.Fixtures;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Moq;
using Xunit;

namespace ContractAttach.Tests.Contracts;

/// <summary>A directory of the operator's own, over HTTP.</summary>
public sealed class HttpContractDirectoryTests : IAsyncLifetime
{
    private const string Client = "contract-directory";

    private readonly List<ServiceProvider> _providers = [];
    private readonly TestLog _log = new();
    private ContractDirectoryStub _stub = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _stub = await ContractDirectoryStub.StartAsync();

    public async ValueTask DisposeAsync()
    {
        _providers.ForEach(provider => provider.Dispose());
        await _stub.DisposeAsync();
    }

    [Fact]
    public async Task A_contract_is_found_by_id_line_and_customer_number_each_by_one_call()
    {
        TestContract contract = _stub.Add(TestContract.Open());
        IContractDirectory directory = Directory();

        Contract found = (await directory.GetAsync(contract.Id, Cancel))!;
        Assert.Equal((contract.Id, ContractKind.Open, contract.CustomerNumber, contract.HolderEmail), (found.Id, found.Kind, found.CustomerNumber, found.Holder.Email));
        Assert.Equal(contract.Id, (await directory.FindByLineAsync(contract.Line, Cancel))?.Id);
        Assert.Equal(contract.Id, (await directory.FindByLineAsync(contract.LastLine, Cancel))?.Id);
        Assert.Equal(contract.Id, Assert.Single(await directory.FindByCustomerAsync(contract.CustomerNumber, Cancel)).Id);
        Assert.Equal(4, _stub.Calls.Count);
    }

    [Fact]
    public async Task What_is_unknown_is_asked_for_by_one_call_too()
    {
        IContractDirectory directory = Directory();

        Assert.Null(await directory.GetAsync("nobody", Cancel));
        Assert.Null(await directory.GetAsync("no/such#id?", Cancel));
        Assert.Null(await directory.GetAsync("", Cancel));
        Assert.Null(await directory.FindByLineAsync(TestContract.NewMobileNumber(), Cancel));
        Assert.Empty(await directory.FindByCustomerAsync(TestContract.Digits(10), Cancel));
        Assert.Equal(5, _stub.Calls.Count);
    }

    [Fact]
    public async Task A_terminated_contract_is_found_by_its_id_alone()
    {
        TestContract contract = TestContract.Mobile() with { Status = "terminated" };
        _stub.AnswerBy($$"""{"contracts":[{{contract.ToJson()}}]}""");
        IContractDirectory directory = Directory();

        Assert.Equal(ContractStatus.Terminated, (await directory.GetAsync(contract.Id, Cancel))?.Status);
        Assert.Null(await directory.FindByLineAsync(contract.Line, Cancel));
        Assert.Empty(await directory.FindByCustomerAsync(contract.CustomerNumber, Cancel));
    }

    [Fact]
    public async Task More_than_is_described_is_taken()
    {
        TestContract contract = TestContract.Mobile();
        _stub.AnswerBy($$"""{"asOf":"today","contracts":[{{contract.ToJson().Insert(1, "\"tariff\":{\"id\":1},")}}]}""", mediaType: "application/vnd.operator+json");

        Assert.Equal(contract.Id, (await Directory().GetAsync(contract.Id, Cancel))?.Id);
    }

    [Theory]
    [InlineData(200, "")]
    [InlineData(200, "{")]
    [InlineData(200, "[]")]
    [InlineData(200, "{}")]
    [InlineData(200, """{"contracts":null}""")]
    [InlineData(200, """{"contracts":[7]}""")]
    [InlineData(200, """{"contracts":[{"contractId":"C-1"}]}""")]
    [InlineData(200, """{"contracts":[{"contractId":"\ud800"}]}""")]
    [InlineData(200, """{"contracts":[],"contracts":[]}""")]
    [InlineData(200, "<html>Sign in</html>")]
    [InlineData(204, "")]
    [InlineData(302, "")]
    [InlineData(400, "{}")]
    [InlineData(401, "{}")]
    [InlineData(403, "{}")]
    [InlineData(404, """{"contracts":[]}""")]
    public async Task An_answer_that_is_not_understood_is_none_and_is_not_asked_for_again(int status, string body)
    {
        string line = TestContract.NewMobileNumber();
        _stub.AnswerBy(body, status);

        Exception exception = await Assert.ThrowsAsync<DirectoryUnavailableException>(() => Directory().FindByLineAsync(line, Cancel));

        Assert.Contains("not understood", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(line[1..], exception.ToString(), StringComparison.Ordinal);
        Assert.Single(_stub.Calls);
    }

    [Fact]
    public async Task An_answer_with_anothers_contract_is_not_believed()
    {
        TestContract others = TestContract.Mobile();
        _stub.AnswerBy($$"""{"contracts":[{{others.ToJson()}}]}""");
        IContractDirectory directory = Directory();

        foreach (Func<Task> read in new Func<Task>[]
        {
            () => directory.GetAsync("C-1", Cancel),
            () => directory.GetAsync("no/such#id?", Cancel),
            () => directory.FindByLineAsync(TestContract.NewMobileNumber(), Cancel),
            () => directory.FindByCustomerAsync(TestContract.Digits(10), Cancel),
        })
        {
            string said = (await Assert.ThrowsAsync<DirectoryUnavailableException>(read)).ToString();
            Assert.DoesNotContain(others.HolderEmail!, said, StringComparison.Ordinal);
            Assert.DoesNotContain(others.Line, said, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_line_of_two_living_contracts_is_nobodys()
    {
        TestContract contract = TestContract.Mobile();
        _stub.AnswerBy($$"""{"contracts":[{{contract.ToJson()}},{{contract.ToJson().Replace(contract.Id, "C-2", StringComparison.Ordinal)}}]}""");

        await Assert.ThrowsAsync<DirectoryUnavailableException>(() => Directory().FindByLineAsync(contract.Line, Cancel));
    }

    [Theory]
    [InlineData(408)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task What_passes_is_asked_again(int status)
    {
        TestContract contract = _stub.Add(TestContract.Mobile());
        _stub.Answering = OnFirst(2, status, "0");

        Assert.Equal(contract.Id, (await Directory().GetAsync(contract.Id, Cancel))?.Id);
        Assert.Equal(3, _stub.Calls.Count);
    }

    [Fact]
    public async Task What_does_not_pass_is_asked_three_times()
    {
        _stub.AnswerBy("", 500);

        await Assert.ThrowsAsync<DirectoryUnavailableException>(() => Directory().GetAsync("C-1", Cancel));
        Assert.Equal(3, _stub.Calls.Count);
    }

    [Fact]
    public async Task It_is_not_asked_before_it_wants_to_be()
    {
        _stub.Answering = OnFirst(1, 429, "60");

        Exception exception = await Assert.ThrowsAsync<DirectoryUnavailableException>(() => Directory().GetAsync("C-1", Cancel));

        // Told at once, which is not that the time is over.
        Assert.Contains("429", exception.Message, StringComparison.Ordinal);
        Assert.Single(_stub.Calls);
    }

    [Fact]
    public async Task What_has_been_waited_already_is_no_time_that_is_left()
    {
        _stub.Answering = OnFirst(2, 503, "3");

        Exception exception = await Assert.ThrowsAsync<DirectoryUnavailableException>(() => Directory(attempt: 2.9, all: 5.9).GetAsync("C-1", Cancel));

        Assert.Contains("503", exception.Message, StringComparison.Ordinal);
        Assert.Equal(2, _stub.Calls.Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_answer_that_is_too_long_is_not_read_to_its_end(bool saysHowLong)
    {
        byte[] some = new byte[100_000];
        _stub.Answering = async (_, context) =>
        {
            context.Response.ContentLength = saysHowLong ? 10_000_001 : null;
            await context.Response.Body.FlushAsync(Cancel);
            while (!context.RequestAborted.IsCancellationRequested && !saysHowLong)
                await context.Response.Body.WriteAsync(some, Cancel);
            return saysHowLong ? await NeverAsync(context) : true;
        };

        Exception exception = await Assert.ThrowsAsync<DirectoryUnavailableException>(() => Directory().GetAsync("C-1", Cancel));

        Assert.Contains("not understood: it is longer than 10000000 bytes", exception.Message, StringComparison.Ordinal);
        Assert.Single(_stub.Calls);
    }

    [Fact]
    public async Task A_cookie_is_not_brought_back()
    {
        List<string?> brought = [];
        _stub.Answering = (_, context) =>
        {
            brought.Add(context.Request.Headers.Cookie);
            context.Response.Headers.SetCookie = "session=1; Path=/";
            return Task.FromResult(false);
        };
        IContractDirectory directory = Directory();

        await directory.GetAsync("C-1", Cancel);
        await directory.GetAsync("C-1", Cancel);

        Assert.Equal([null, null], brought);
    }

    [Theory]
    [InlineData(400, true)]
    [InlineData(401, true)]
    [InlineData(404, true)]
    [InlineData(204, false)]
    [InlineData(302, false)]
    [InlineData(429, false)]
    [InlineData(500, false)]
    public async Task What_it_refuses_is_our_mistake_and_told_to_those_who_run_us(int status, bool isOurs)
    {
        string line = TestContract.NewMobileNumber();
        _stub.AnswerBy("", status);

        await Assert.ThrowsAsync<DirectoryUnavailableException>(() => Directory().FindByLineAsync(line, Cancel));

        Assert.Equal(isOurs, _log.Lines.Any(said => said.StartsWith("Error", StringComparison.Ordinal) && said.Contains($"with status {status}: look at Directory__BaseUrl", StringComparison.Ordinal)));
        Assert.DoesNotContain(_log.Lines, said => said.Contains(line[1..], StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_try_that_is_too_slow_is_given_up_for_another()
    {
        TestContract contract = _stub.Add(TestContract.Mobile());
        _stub.Answering = (call, context) => call == 1 ? NeverAsync(context) : Task.FromResult(false);

        Assert.Equal(contract.Id, (await Directory(attempt: 1).GetAsync(contract.Id, Cancel))?.Id);
        Assert.Equal(2, _stub.Calls.Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_answer_that_does_not_come_or_does_not_end_is_not_waited_for(bool begins)
    {
        _stub.Answering = async (_, context) =>
        {
            if (begins)
                await context.Response.WriteAsync("{");
            return await NeverAsync(context);
        };

        await Assert.ThrowsAsync<DirectoryUnavailableException>(() => Directory(attempt: 0.3, all: 0.5).GetAsync("C-1", Cancel));
    }

    [Fact]
    public async Task Who_gives_up_is_told_so()
    {
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        _stub.Answering = (_, context) =>
        {
            gone.Cancel();
            return NeverAsync(context);
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Directory().GetAsync("C-1", gone.Token));
    }

    [Fact]
    public async Task A_directory_that_is_down_is_left_alone_for_a_while()
    {
        _stub.AnswerBy("", 500);
        IContractDirectory directory = Directory();

        for (int read = 0; read < 6; read++)
            await Assert.ThrowsAsync<DirectoryUnavailableException>(() => directory.GetAsync("C-1", Cancel));

        Assert.Equal(10, _stub.Calls.Count);
    }

    [Fact]
    public async Task Nobody_there_is_no_answer()
    {
        string gone = $"http://127.0.0.1:{FreePorts.Take(1)[0]}";

        await Assert.ThrowsAsync<DirectoryUnavailableException>(() => Directory(address: gone).GetAsync("C-1", Cancel));
    }

    [Fact]
    public async Task The_applications_identity_is_shown_where_there_is_a_scope_for_it()
    {
        var credential = new Mock<TokenCredential>();
        credential.Setup(known => known.GetTokenAsync(It.Is<TokenRequestContext>(wanted => wanted.Scopes.Single() == "api://directory/.default"), It.IsAny<CancellationToken>()))
            .ReturnsAsync(new AccessToken("a-token", DateTimeOffset.MaxValue));

        await Directory(credential: credential.Object).GetAsync("C-1", Cancel);
        Assert.Equal("Bearer a-token", _stub.Authorization);

        await Directory().GetAsync("C-1", Cancel);
        Assert.Equal("", _stub.Authorization ?? "");
    }

    [Fact]
    public async Task Without_a_token_nothing_is_asked()
    {
        var credential = new Mock<TokenCredential>();
        credential.Setup(known => known.GetTokenAsync(It.IsAny<TokenRequestContext>(), It.IsAny<CancellationToken>())).ThrowsAsync(new AuthenticationFailedException("No."));

        await Assert.ThrowsAsync<DirectoryUnavailableException>(() => Directory(credential: credential.Object).GetAsync("C-1", Cancel));
        Assert.Empty(_stub.Calls);
    }

    [Fact]
    public void Settings_that_are_there_and_empty_are_none()
    {
        using ServiceProvider provider = new ServiceCollection()
            .AddContractDirectory(new ConfigurationBuilder().AddInMemoryCollection([new("Directory:BaseUrl", ""), new("Directory:Scope", "")]).Build())
            .AddSingleton(new Tables(Options.Create(new StorageOptions { ConnectionString = "UseDevelopmentStorage=true" })))
            .BuildServiceProvider();

        Assert.Null(provider.GetRequiredService<IOptions<DirectoryOptions>>().Value.BaseUrl);
        Assert.IsType<TableContractDirectory>(provider.GetRequiredService<IContractDirectory>());
    }

    private static Func<int, HttpContext, Task<bool>> OnFirst(int calls, int status, string retryAfter) => (call, context) =>
    {
        if (call > calls)
            return Task.FromResult(false);
        context.Response.StatusCode = status;
        context.Response.Headers.RetryAfter = retryAfter;
        return Task.FromResult(true);
    };

    // Until the caller has gone.
    private static async Task<bool> NeverAsync(HttpContext context)
    {
        var gone = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using CancellationTokenRegistration registration = context.RequestAborted.Register(() => gone.SetResult(true));
        return await gone.Task;
    }

    private IContractDirectory Directory(string? address = null, TokenCredential? credential = null, double? attempt = null, double? all = null)
    {
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.AddProvider(_log));
        services.AddMetrics();
        if (credential is not null)
            services.AddSingleton(credential);
        services.AddContractDirectory(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Directory:BaseUrl"] = address ?? _stub.BaseUrl,
            ["Directory:Scope"] = credential is null ? null : "api://directory/.default",
        }).Build());
        services.PostConfigure<HttpStandardResilienceOptions>(Client + "-standard", options =>
        {
            options.AttemptTimeout.Timeout = attempt is { } one ? TimeSpan.FromSeconds(one) : options.AttemptTimeout.Timeout;
            options.TotalRequestTimeout.Timeout = all is { } most ? TimeSpan.FromSeconds(most) : options.TotalRequestTimeout.Timeout;
        });
        if (all is { } whole)
            services.PostConfigure<HttpClientFactoryOptions>(Client, options => options.HttpClientActions.Add(http => http.Timeout = TimeSpan.FromSeconds(whole)));
        ServiceProvider provider = services.BuildServiceProvider();
        _providers.Add(provider);
        return provider.GetRequiredService<IContractDirectory>();
    }
}
