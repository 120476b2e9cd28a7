using System.Net;
using Azure.Data.Tables;
using ContractAttach.Tests.Fixtures;
using Xunit;

namespace ContractAttach.Tests.DevServices;

/// <summary>The services start with an Azurite that can be worked with.</summary>
public sealed class HealthTests(DevServicesFixture services)
{
    [Fact]
    public async Task Health_IsGood_WhenAzuriteAnswers()
    {
        using HttpResponseMessage response = await services.Http.GetAsync("/health", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Azurite_KeepsRows()
    {
        TableClient table = new(services.StorageConnectionString, "healthtests");
        await table.CreateIfNotExistsAsync(TestContext.Current.CancellationToken);

        await table.UpsertEntityAsync(new TableEntity("a", "b") { ["c"] = 1 }, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(1, (await table.GetEntityAsync<TableEntity>("a", "b", cancellationToken: TestContext.Current.CancellationToken)).Value["c"]);
    }
}
