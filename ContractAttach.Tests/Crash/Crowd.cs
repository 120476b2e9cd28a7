using System.Text.Json;
using ContractAttach.Tests.Fixtures;

namespace ContractAttach.Tests.Crash;

/// <summary>The customers of a plan.</summary>
/// <param name="plan">The plan.</param>
/// <param name="http">Calls the application.</param>
/// <param name="address">Where it serves; waits while it is down.</param>
/// <param name="services">Who signs people in, and has their messages.</param>
internal sealed class Crowd(CrashPlan plan, HttpClient http, Func<CancellationToken, Task<Uri>> address, DevServicesFixture services)
{
    /// <summary>Imports their contracts, and signs them in.</summary>
    public async Task<IReadOnlyList<CrashCustomer>> SignInAsync(CancellationToken cancellationToken)
    {
        RetryingClient operators = await SignInAsync(new { sub = "operator", roles = new[] { "operator" } }, cancellationToken);
        string contracts = string.Join('\n', plan.Requests.Select(request => JsonSerializer.Serialize(request.Contract)));
        Reply import = await operators.CallAsync(HttpMethod.Post, "operator/contracts", contracts, cancellationToken);
        if ((int?)import.Body["imported"] != plan.Requests.Count())
            throw new CrashRunException($"The import was answered {import}.");

        List<CrashCustomer> customers = [];
        foreach (PlannedCustomer customer in plan.Customers)
        {
            RetryingClient client = await SignInAsync(new { sub = customer.Subject, email = customer.Email, givenName = "Léo", familyName = "Bernard" }, cancellationToken);
            customers.Add(new CrashCustomer(customer, client, services));
        }

        return customers;
    }

    /// <summary>They do what is planned, all at the same time.</summary>
    public static async Task<IReadOnlyList<EndedRequest>> RunAsync(IEnumerable<CrashCustomer> customers, CancellationToken cancellationToken)
    {
        EndedRequest[][] ended = await Task.WhenAll(customers.Select(customer => customer.RunAsync(cancellationToken)));
        return [.. ended.SelectMany(requests => requests)];
    }

    private async Task<RetryingClient> SignInAsync(object person, CancellationToken cancellationToken) =>
        new(http, address, await services.TokenAsync(person, cancellationToken));
}
