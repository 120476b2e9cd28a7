using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Azure.Data.Tables;
using ContractAttach.Attachments;
using ContractAttach.Benchmarks.Attach;
using ContractAttach.Codes;
using ContractAttach.Contracts;
using ContractAttach.Functions.Attachments;
using ContractAttach.Notifications;
using ContractAttach.Telemetry;
using ContractAttach.Tests.Fixtures;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;

namespace ContractAttach.Benchmarks.Waiting;

/// <summary>
/// The steps on Azurite: the whole application in this process, but for SMS, which are accepted at once. Requests are begun by its
/// own store and engine, past the limits of accounts and lines.
/// </summary>
internal static class WaitingSteps
{
    private const int Entries = 200;
    private const int StartedAtOnce = 16;

    // Past the end of a request: RULES give it an hour.
    private static readonly TimeSpan s_later = TimeSpan.FromHours(2);
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Starts the requests; some of them belong to one account, and their contracts can be attached.</summary>
    public static async Task<WaitingFigures> FillAsync(WaitingPlan plan, CancellationToken cancellationToken)
    {
        await using TestApplication application = await StartAsync(plan, TimeProvider.System);
        string account = await PrepareAsync(plan, application, cancellationToken);
        var store = application.Services.GetRequiredService<AttachmentStore>();
        var instances = application.Services.GetRequiredService<RequestInstances>();
        var durable = application.Services.GetRequiredService<DurableTaskClient>();
        var codes = application.Services.GetRequiredService<CodeBook>();
        int every = Math.Max(1, plan.Count / Entries);
        RequestRow[] requests = [.. Enumerable.Range(0, plan.Count).Select(i => Request(i, i % every == 0 && i / every < Entries ? account : null, i / every, codes))];

        long began = Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(requests, new ParallelOptions { MaxDegreeOfParallelism = StartedAtOnce, CancellationToken = cancellationToken }, async (request, ct) =>
        {
            await store.TryBeginAsync(request, key: null, ct);
            await instances.ScheduleAsync(durable, request, ct);
        });
        foreach (RequestRow request in requests)
        {
            while (await RequestInstances.ProgressAsync(durable, request.Id, cancellationToken) is not { Status: RequestStatus.AwaitingCode })
                await Task.Delay(s_pause, cancellationToken);
        }

        return new WaitingFigures
        {
            Started = Stopwatch.GetElapsedTime(began).TotalSeconds,
            Entries = [.. requests.Where(request => request.PartitionKey == account).Select(request => new WaitingEntry(request.Id, codes.Derive(request.Seed!, 1)))],
        };
    }

    /// <summary>Starts the application again, and enters codes.</summary>
    public static async Task<WaitingFigures> RestartAsync(WaitingPlan plan, CancellationToken cancellationToken)
    {
        double read = await ReadAsync(plan, cancellationToken);
        long began = Stopwatch.GetTimestamp();
        await using TestApplication application = await StartAsync(plan, TimeProvider.System);
        using HttpClient http = Http(plan, application);
        await ReadyAsync(http, cancellationToken);
        WaitingFigures figures = new()
        {
            Ready = Stopwatch.GetElapsedTime(began).TotalSeconds,
            StoreRead = read,
            Heap = GC.GetTotalMemory(forceFullCollection: true),
            WorkingSet = Environment.WorkingSet,
        };

        List<TimeSpan> entries = [];
        foreach (WaitingEntry entry in plan.Entries)
        {
            long entered = Stopwatch.GetTimestamp();
            using HttpResponseMessage answer = await http.PostAsJsonAsync($"/api/v1/attach-requests/{entry.RequestId}/code", new Attach.CodeBody(entry.Code), cancellationToken);
            answer.EnsureSuccessStatusCode();
            entries.Add(Stopwatch.GetElapsedTime(entered));
        }

        return figures.With(entries);
    }

    /// <summary>Starts the application again once all have run out, and waits for their ends.</summary>
    public static async Task<WaitingFigures> EndAsync(WaitingPlan plan, CancellationToken cancellationToken)
    {
        int ended = 0;
        using MeterListener listener = new();
        listener.InstrumentPublished = (instrument, all) =>
        {
            if (instrument.Meter.Name == RequestMetrics.Meter && instrument.Name == "contract_attach.requests.ended")
                all.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((_, count, _, _) => Interlocked.Add(ref ended, (int)count));
        listener.Start();

        long began = Stopwatch.GetTimestamp();
        await using TestApplication application = await StartAsync(plan, new ShiftedTime(s_later));
        while (Volatile.Read(ref ended) < plan.Count - plan.Entries.Count)
            await Task.Delay(s_pause, cancellationToken);
        return new WaitingFigures { Ended = Stopwatch.GetElapsedTime(began).TotalSeconds };
    }

    private static Task<TestApplication> StartAsync(WaitingPlan plan, TimeProvider time) =>
        TestApplication.StartAsync(plan.Settings, time, services => services.AddSingleton<ISmsSender, AcceptingSms>());

    // An account for who enters codes, and contracts to attach to it.
    private static async Task<string> PrepareAsync(WaitingPlan plan, TestApplication application, CancellationToken cancellationToken)
    {
        using HttpClient http = Http(plan, application);
        using HttpResponseMessage made = await http.PostAsJsonAsync("/api/v1/account", new { contactDetails = new { email = "customer@example.com" } }, cancellationToken);
        made.EnsureSuccessStatusCode();
        using var body = JsonDocument.Parse(await made.Content.ReadAsStringAsync(cancellationToken));

        string contracts = string.Join('\n', Enumerable.Range(0, Entries).Select(i => JsonSerializer.Serialize(Customers.Contract(Line(i), i))));
        using HttpRequestMessage import = new(HttpMethod.Post, "/api/v1/operator/contracts") { Content = new StringContent(contracts, Encoding.UTF8, "application/x-ndjson") };
        import.Headers.Authorization = new AuthenticationHeaderValue("Bearer", plan.OperatorToken);
        using HttpResponseMessage imported = await http.SendAsync(import, cancellationToken);
        imported.EnsureSuccessStatusCode();
        return body.RootElement.GetProperty("accountId").GetString()!;
    }

    // Those of other accounts, of which there is no more than this, are about contracts of which there is no more either.
    private static RequestRow Request(int number, string? account, int contract, CodeBook codes)
    {
        DateTimeOffset now = DateTimeOffset.UtcNow;
        CodeSeed seed = codes.NewSeed();
        return new RequestRow
        {
            PartitionKey = account ?? Ulid.NewUlid(now).ToString(),
            RowKey = RequestRow.KeyOf(Ulid.NewUlid(now).ToString()),
            ContractId = account is null ? $"N-{number}" : $"C-{contract}",
            ContractKind = nameof(ContractKind.Mobile),
            CustomerNumber = $"{contract:D10}",
            Line = account is null ? $"+3362{number:D7}" : Line(contract),
            Device = nameof(LineDevice.Phone),
            OpenRowKey = $"{OpenRow.Prefix}{number}",
            CodeKeyId = seed.KeyId,
            CodeSalt = seed.Salt,
            LineUser = new(ContractAttach.Accounts.LineUserKind.Other, "Léa", "Martin"),
            ContactDetails = new("customer@example.com", null),
            CreatedAt = now,
            ExpiresAt = now + TimeSpan.FromMinutes(60),
        };
    }

    private static string Line(int contract) => $"+3361{contract:D7}";

    private static HttpClient Http(WaitingPlan plan, TestApplication application) => new()
    {
        BaseAddress = application.BaseUrl,
        DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", plan.CustomerToken) },
    };

    private static async Task ReadyAsync(HttpClient http, CancellationToken cancellationToken)
    {
        while (true)
        {
            using HttpResponseMessage answer = await http.GetAsync("/health/ready", cancellationToken);
            if (answer.IsSuccessStatusCode)
                return;
            await Task.Delay(s_pause, cancellationToken);
        }
    }

    // The query that the engine starts with, by itself.
    private static async Task<double> ReadAsync(WaitingPlan plan, CancellationToken cancellationToken)
    {
        TableClient table = new(plan.Settings["AzureWebJobsStorage"], plan.Settings["AzureFunctionsJobHost__extensions__durableTask__hubName"] + "durableinstances");
        long began = Stopwatch.GetTimestamp();
        await foreach (TableEntity _ in table.QueryAsync<TableEntity>("Live eq true", cancellationToken: cancellationToken))
        {
        }

        return Stopwatch.GetElapsedTime(began).TotalSeconds;
    }
}
