using ContractAttach.Tests.EndToEnd;
using ContractAttach.Tests.Fixtures;
using Xunit;

namespace ContractAttach.Tests.Application;

/// <summary>The application with a contract directory of the operator's own.</summary>
public sealed class DirectoryTests(DevServicesFixture services) : IAsyncLifetime
{
    private ContractDirectoryStub _directory = null!;
    private TestApplication _application = null!;
    private Deployment _deployment = null!;

    public async ValueTask InitializeAsync()
    {
        _directory = await ContractDirectoryStub.StartAsync();
        _application = await TestApplication.StartAsync(_directory.Settings(services));
        _deployment = new Deployment(_application.BaseUrl, new Uri(services.BaseUrl), TimeProvider.System);
    }

    public async ValueTask DisposeAsync()
    {
        _deployment.Dispose();
        await _application.DisposeAsync();
        await _directory.DisposeAsync();
    }

    [Fact]
    public async Task A_contract_is_attached_and_the_links_end_when_the_directory_says_that_it_has_changed()
    {
        TestContract contract = _directory.Add(TestContract.Mobile());
        Channel channel = await _deployment.CustomerAsync();
        await channel.AttachAsync(contract);
        Channel waiting = await _deployment.CustomerAsync();
        (string open, string code) = await waiting.AwaitCodeAsync(contract, new { kind = "me" }, waiting.Contact);
        Assert.Single(await _deployment.WaitForMessagesAsync(contract.HolderEmail!, "email"));

        TestContract sold = _directory.Add(contract with { CustomerNumber = TestContract.Digits(10), HolderEmail = $"heir-{Guid.NewGuid():N}@example.com" });
        (await TellAsync(contract)).Expect(204);
        (await TellAsync(contract)).Expect(204);

        Assert.Empty(await channel.ContractsAsync());
        Assert.Contains("n’est plus", (await _deployment.WaitForMessagesAsync(channel.Person.Email!, "email", 2))[0].Subject, StringComparison.Ordinal);
        (await waiting.EnterAsync(open, code)).Expect(410, "request-ended");
        Assert.Contains("a pris fin", (await _deployment.EmailAsync(waiting.Person.Email!)).Subject, StringComparison.Ordinal);
        Assert.Empty(await _deployment.MessagesAsync(sold.HolderEmail!, "email"));
    }

    [Fact]
    public async Task A_customers_own_contracts_are_attached()
    {
        TestContract contract = _directory.Add(TestContract.Internet());

        Channel holder = await _deployment.CustomerAsync(new TestPerson { CustomerNumber = contract.CustomerNumber });

        Assert.Equal((contract.Id, "holder"), ((string?)Assert.Single(await holder.ContractsAsync())!["contractId"], (string?)(await holder.ContractsAsync())[0]!["role"]));
    }

    [Theory]
    [InlineData("mobile")]
    [InlineData("internet")]
    public async Task An_answer_that_is_not_understood_costs_the_customer_nothing(string kind)
    {
        TestContract contract = _directory.Add(TestContract.Of(kind));
        Channel channel = await _deployment.CustomerAsync();
        _directory.AnswerBy("""{"contracts":[{}]}""");

        // More than an account may ask in an hour, and than may be wrong for a line in a day.
        for (int start = 0; start < 11; start++)
        {
            Reply reply = await channel.StartAsync(
                contract, line: kind == "mobile" ? TestContract.NewMobileNumber() : null, customerNumber: kind == "mobile" ? null : TestContract.Digits(10));
            Assert.Equal(5, reply.Expect(503, "try-again").RetryAfter);
        }

        _directory.Answering = null;
        (await channel.StartAsync(contract)).Expect(202);
    }

    [Fact]
    public async Task A_right_code_is_kept_until_the_directory_answers_again()
    {
        TestContract contract = _directory.Add(TestContract.Mobile());
        Channel channel = await _deployment.CustomerAsync();
        (string id, string code) = await channel.AwaitCodeAsync(contract, new { kind = "me" }, channel.Contact);
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _directory.Answering = async (_, context) =>
        {
            context.Response.StatusCode = 500;
            await context.Response.CompleteAsync();
            asked.TrySetResult();
            return true;
        };

        Task<Reply> entering = channel.EnterAsync(id, code);
        await Patience.ForAsync(asked.Task, "the directory to be asked");
        Assert.Equal("attaching", (await channel.UntilAsync(id, "attaching"))["status"]);
        _directory.Answering = null;

        await entering;
        Assert.Equal(contract.Id, (await channel.UntilAsync(id, "attached"))["contractId"]);
    }

    private async Task<Reply> TellAsync(TestContract contract) =>
        await (await _deployment.OperatorAsync()).SendAsync(HttpMethod.Delete, "/api/v1/operator/contracts/" + contract.Id, null);
}
