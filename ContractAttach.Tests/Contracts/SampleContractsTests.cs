using Azure.Data.Tables;
using ContractAttach.Contracts;
using ContractAttach.Storage;
using ContractAttach.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ContractAttach.Tests.Contracts;

/// <summary>The contracts that a developer finds at the first start.</summary>
public sealed class SampleContractsTests(DevServicesFixture services)
{
    [Fact]
    public async Task They_are_there_from_the_first_start_and_do_not_come_back()
    {
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        Dictionary<string, string?> settings = TestApplication.Settings(services);
        settings["Samples__Contracts"] = "samples/contracts.ndjson";
        int samples = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "samples", "contracts.ndjson")).Count();

        await using (TestApplication first = await TestApplication.StartAsync(settings))
        {
            Assert.Equal(samples, await CountAsync(first, cancellationToken));
            Assert.True(await first.Services.GetRequiredService<ContractImporter>().DeleteAsync("C-1001", null, cancellationToken));
        }

        await using TestApplication again = await TestApplication.StartAsync(settings);
        Assert.Equal(samples - 1, await CountAsync(again, cancellationToken));
    }

    private static async Task<int> CountAsync(TestApplication application, CancellationToken cancellationToken) =>
        await application.Services.GetRequiredService<Tables>().Contracts
            .QueryAsync<TableEntity>("PartitionKey ge 'contract:' and PartitionKey lt 'contract;'", cancellationToken: cancellationToken)
            .CountAsync(cancellationToken);
}
