using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ContractAttach.Benchmarks.Processes;

namespace ContractAttach.Benchmarks.Attach;

/// <summary>Makes people, accounts and contracts, through the HTTP API.</summary>
internal static class Customers
{
    // RULES allow an account 10 codes in 24 hours, and a line 3 in an hour: each line here is attached once.
    private const int LinesEach = 5;

    private const int MadeAtOnce = 8;

    /// <summary>Makes, for each of the stage's subjects, as many as it takes for so many attaches, and no fewer than are to be at it at once.</summary>
    public static async Task<IReadOnlyDictionary<Subject, ConcurrentQueue<Customer>>> MakeAsync(Stage stage, int attaches, int atOnce, CancellationToken cancellationToken)
    {
        int subjects = stage.Subjects.Count;
        string[] lines = [.. Enumerable.Range(0, subjects * attaches).Select(i => $"+3361{i:D7}")];
        await ImportAsync(stage, lines, cancellationToken);

        int count = subjects * Math.Max(atOnce, (attaches + LinesEach - 1) / LinesEach);
        Customer[] customers = new Customer[count];
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = MadeAtOnce, CancellationToken = cancellationToken }, async (i, ct) =>
            customers[i] = await MakeAsync(stage, i, lines.Where((_, line) => line % count == i), ct));
        return stage.Subjects
            .Select((subject, place) => (Subject: subject, Own: customers.Where((_, i) => i % subjects == place)))
            .ToDictionary(dealt => dealt.Subject, dealt => new ConcurrentQueue<Customer>(dealt.Own));
    }

    private static async Task<Customer> MakeAsync(Stage stage, int number, IEnumerable<string> lines, CancellationToken cancellationToken)
    {
        string email = $"customer{number}@example.com";
        string token = await TokenAsync(stage, new { sub = $"customer-{number}", email, givenName = "Léo", familyName = "Bernard" }, cancellationToken);
        await stage.Application.CallAsync(HttpMethod.Post, "account", token, JsonContent.Create(new { contactDetails = new { email } }), cancellationToken);
        return new Customer(token, email, new Queue<string>(lines));
    }

    private static async Task ImportAsync(Stage stage, string[] lines, CancellationToken cancellationToken)
    {
        string token = await TokenAsync(stage, new { sub = "operator", roles = new[] { "operator" } }, cancellationToken);
        string contracts = string.Join('\n', lines.Select((line, i) => JsonSerializer.Serialize(Contract(line, i))));
        using StringContent body = new(contracts, Encoding.UTF8, "application/x-ndjson");
        await stage.Application.CallAsync(HttpMethod.Post, "operator/contracts", token, body, cancellationToken);
    }

    /// <summary>A contract of one mobile line, as the import takes it.</summary>
    internal static object Contract(string line, int number) => new
    {
        contractId = $"C-{number}",
        kind = "mobile",
        segment = "consumer",
        offer = "Forfait 100 Go",
        range = "Mobile",
        status = "active",
        customerNumber = $"{number:D10}",
        holder = new { firstName = "Jeanne", lastName = "Martin", email = $"holder{number}@example.com", mobile = line },
        lines = new[] { new { number = line, kind = "mobile", device = "phone" } },
    };

    private static async Task<string> TokenAsync(Stage stage, object person, CancellationToken cancellationToken)
    {
        using HttpResponseMessage answer = await stage.DevServices.Http.PostAsJsonAsync("/dev/tokens", person, cancellationToken);
        answer.EnsureSuccessStatusCode();
        return (string)(await answer.Content.ReadFromJsonAsync<JsonObject>(cancellationToken))!["access_token"]!;
    }
}
