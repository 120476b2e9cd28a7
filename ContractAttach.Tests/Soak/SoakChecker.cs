using System.Text.Json;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;
using ContractAttach.Attachments;
using ContractAttach.Tests.Crash;
using ContractAttach.Tests.Fixtures;

namespace ContractAttach.Tests.Soak;

/// <summary>Compares what people were answered with the tables and the messages. It reads rows as they are, ids apart, by no code of the application's.</summary>
/// <param name="stage">What was answered, and where all is.</param>
/// <param name="differs">Told of each difference.</param>
internal sealed class SoakChecker(SoakStage stage, Action<string> differs)
{
    // RULES: by scope and limit, how many in an hour and in 24.
    private static readonly Dictionary<(string Scope, string Limit), (int AnHour, int ADay)> Granted = new()
    {
        [("line", "codes")] = (3, 10),
        [("line", "wrongCustomerNumbers")] = (10, 10),
        [("account", "codes")] = (10, 10),
        [("account", "notRecognised")] = (5, 20),
        [("account", "requests")] = (50, 50),
        [("account", "regroupings")] = (10, 10),
        [("account", "contactDetails")] = (5, 5),
        [("contract", "wrongTries")] = (20, 20),
        [("attachment", "attaches")] = (3, 3),
        [("login", "closures")] = (3, 3),
    };

    private readonly TableServiceClient _tables = new(stage.Services.StorageConnectionString);

    /// <summary>No counter holds more than its limits grant.</summary>
    public async Task CheckCountersAsync(CancellationToken cancellationToken)
    {
        foreach (TableEntity row in await ReadAsync("counters", cancellationToken))
        {
            foreach ((string limit, Dictionary<string, long> entries) in JsonSerializer.Deserialize<Dictionary<string, Dictionary<string, long>>>(row.GetBinary("Entries"))!)
            {
                (int anHour, int aDay) = Granted[(row.PartitionKey.Split(':')[0], limit)];
                int inAnHour = entries.Values.Select(end => entries.Values.Count(at => at <= end && at > end - 3_600_000)).DefaultIfEmpty().Max();
                Check(inAnHour <= anHour && entries.Count <= aDay, $"{row.PartitionKey} {limit}: {inAnHour} in an hour, {entries.Count} in a day");
            }
        }
    }

    /// <summary>Comes back when all orchestrations have come to an end.</summary>
    public async Task EndedAsync(CancellationToken cancellationToken)
    {
        while ((await ReadAsync("hubdurableinstances", cancellationToken)).Any(instance => instance.GetString("Status") is "Pending" or "Running"))
            await Task.Delay(RetryingClient.Pause, cancellationToken);
    }

    /// <summary>Checks all else, and deletes the tables.</summary>
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        foreach (TableEntity instance in await ReadAsync("hubdurableinstances", cancellationToken))
            Check(instance.GetString("Status") == "Completed", $"Orchestration {instance.PartitionKey} is {instance.GetString("Status")}");
        await CheckRowsAsync(cancellationToken);
        await CheckMessagesAsync(cancellationToken);
        string filter = TableClient.CreateQueryFilter($"TableName ge {stage.Store} and TableName lt {stage.Store + '~'}");
        await foreach (TableItem table in _tables.QueryAsync(filter, cancellationToken: cancellationToken))
            await _tables.DeleteTableAsync(table.Name, cancellationToken);
    }

    private async Task CheckRowsAsync(CancellationToken cancellationToken)
    {
        Ledger ledger = stage.Ledger;
        IReadOnlyList<TableEntity> rows = await ReadAsync("accounts", cancellationToken);
        IEnumerable<TableEntity> Rows(string prefix) => rows.Where(row => row.RowKey.StartsWith(prefix, StringComparison.Ordinal));

        Same("accounts", ledger.Accounts.Keys, rows.Where(row => row.RowKey == "account").Select(row => row.PartitionKey));
        Same(
            "requests",
            ledger.Requests.Select(request => $"{request.Value.AccountId} {request.Key} {request.Value.Status}"),
            Rows("request:").Select(row => $"{row.PartitionKey} {RequestRow.IdOf(row.RowKey)} {row.GetString("EndStatus")}"));
        Same(
            "links",
            ledger.Links.Select(link => $"{link.Key.AccountId} {link.Key.ContractId} {link.Value}".TrimEnd()),
            Rows("link:").Select(row => (row, Key: (row.PartitionKey, row.RowKey["link:".Length..])))
                .Select(row => $"{row.Key.PartitionKey} {row.Key.Item2} {(ledger.Links.GetValueOrDefault(row.Key) is null ? "" : row.row.GetString("AttachmentId"))}".TrimEnd()));
        Same(
            "reverse rows",
            ledger.Links.Keys.Select(link => $"{link.AccountId} {link.ContractId}"),
            (await ReadAsync("contractlinks", cancellationToken)).Select(row => $"{row.RowKey} {row.PartitionKey}"));
        foreach (string prefix in new[] { "open:", "notice:", "ended:" })
            Same($"rows {prefix}", [], Rows(prefix).Select(row => $"{row.PartitionKey} {row.RowKey}"));
        Same("regroupings without an end", [], Rows("regrouping:").Where(row => row.RowKey.Count(character => character == ':') == 1 && row.GetString("EndStatus") is null).Select(row => row.RowKey));
    }

    private async Task CheckMessagesAsync(CancellationToken cancellationToken)
    {
        Dictionary<string, ReceivedMessage[]> received = (await stage.Services.MessagesAsync(cancellationToken: cancellationToken))
            .GroupBy(message => message.To).ToDictionary(messages => messages.Key, messages => messages.ToArray());
        foreach ((string to, (int least, int most)) in stage.Ledger.Told)
        {
            ReceivedMessage[] messages = received.GetValueOrDefault(to, []);
            string[] told = [.. messages.Select(message => message.Kind == "sms" ? message.Tag! : message.OperationId).Distinct()];
            Check(told.Length >= least && told.Length <= most, $"{to} was told {told.Length} times and not {least} to {most}: {string.Join(" | ", messages.Select(message => message.Subject ?? message.Text))}");
        }

        foreach ((string operation, string to) in stage.Ledger.Operations)
            Check(received.GetValueOrDefault(to, []).Count(message => message.OperationId == operation) == 1, $"{to} did not get the e-mail {operation}");
        foreach ((string id, (string line, int sends)) in stage.Ledger.Codes)
        {
            ReceivedMessage[] messages = [.. received.GetValueOrDefault(line, []).Where(message => message.Tag!.StartsWith(id, StringComparison.Ordinal))];
            Same($"sends of {id}", Enumerable.Range(1, sends).Select(send => $"{id}:{send}"), messages.Select(message => message.Tag!).Distinct());
            Check(messages.GroupBy(message => message.Tag).All(send => send.Select(message => message.Text).Distinct().Count() == 1), $"A send of {id} had several texts");
        }
    }

    private async Task<IReadOnlyList<TableEntity>> ReadAsync(string table, CancellationToken cancellationToken) =>
        await _tables.GetTableClient(stage.Store + table).QueryAsync<TableEntity>(cancellationToken: cancellationToken).ToListAsync(cancellationToken);

    private void Same(string what, IEnumerable<string> expected, IEnumerable<string> found)
    {
        string[] wanted = [.. expected];
        string[] there = [.. found];
        string[] missing = [.. wanted.Except(there)];
        string[] tooMany = [.. there.Except(wanted)];
        Check(missing.Length + tooMany.Length == 0 && wanted.Length == there.Length, $"{what}: missing\n  {string.Join("\n  ", missing)}\ntoo many\n  {string.Join("\n  ", tooMany)}");
    }

    private void Check(bool good, string problem)
    {
        if (!good)
            differs(problem);
    }
}
