using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using ContractAttach.Tests.EndToEnd;
using ContractAttach.Tests.Fixtures;
using Xunit;

namespace ContractAttach.Tests.Application;

/// <summary>Whoever counts or times what an answer costs learns no more from it than from the answer.</summary>
public sealed class RecognitionCostTests(DevServicesFixture services)
{
    [Theory]
    [InlineData("mobile")]
    [InlineData("internet")]
    public async Task Whatever_the_cause_the_same_storage_operations_are_done(string kind)
    {
        await using WireProxy proxy = await WireProxy.StartAsync(
            services.StorageConnectionString, services.CommunicationConnectionString, TestContext.Current.CancellationToken);
        Dictionary<string, string?> settings = TestApplication.Settings(services);
        settings["Storage__ConnectionString"] = proxy.StorageConnectionString;
        await using TestApplication application = await TestApplication.StartAsync(settings);
        using var deployment = new Deployment(application.BaseUrl, new Uri(services.BaseUrl), TimeProvider.System);

        Dictionary<string, string> operations = [];
        foreach (string cause in UnrecognisedStart.CausesOf(kind))
        {
            ConcurrentQueue<string> calls = [];
            Channel channel = await deployment.CustomerAsync();
            (TestContract contract, string? customerNumber) = await UnrecognisedStart.PrepareAsync(deployment, cause);
            proxy.Forwarding = call =>
            {
                calls.Enqueue(call.Kind);
                return true;
            };
            (await channel.StartAsync(contract, customerNumber: customerNumber)).Expect(422, "contract-not-recognised");
            proxy.Forwarding = null;
            // The clean-up, which looks at what is due on its own, reads that table alone.
            operations[cause] = string.Join('\n', calls.Where(call => !call.EndsWith("due GET", StringComparison.Ordinal)));
        }

        Assert.NotEmpty(operations.First().Value);
        Assert.All(operations, cause => Assert.Equal(operations.First().Value, cause.Value));
    }

    [Theory]
    [InlineData("mobile")]
    [InlineData("internet")]
    public async Task Whatever_the_cause_a_directory_of_the_operators_own_is_asked_once_for_the_line(string kind)
    {
        await using ContractDirectoryStub directory = await ContractDirectoryStub.StartAsync();
        await using TestApplication application = await TestApplication.StartAsync(directory.Settings(services));
        using var deployment = new Deployment(application.BaseUrl, new Uri(services.BaseUrl), TimeProvider.System);

        foreach (string cause in UnrecognisedStart.CausesOf(kind))
        {
            Channel channel = await deployment.CustomerAsync();
            (TestContract contract, string? customerNumber) = await UnrecognisedStart.PrepareAsync(
                imported =>
                {
                    directory.Add(imported);
                    return Task.CompletedTask;
                },
                cause);
            directory.Forget();
            (await channel.StartAsync(contract, customerNumber: customerNumber)).Expect(422, "contract-not-recognised");

            (string asked, JsonNode? value) = Assert.Single(JsonNode.Parse(Assert.Single(directory.Calls))!.AsObject());
            Assert.Equal(("lineNumber", contract.Line), (asked, (string?)value));
        }
    }
}
