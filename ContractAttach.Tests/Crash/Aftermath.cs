using Azure.Data.Tables;
using Azure.Data.Tables.Models;
using ContractAttach.Attachments;
using ContractAttach.Notifications;
using ContractAttach.Tests.Fixtures;

namespace ContractAttach.Tests.Crash;

/// <summary>What must be true of tables and messages when all requests of a run have ended.</summary>
/// <param name="plan">What was planned.</param>
/// <param name="requests">What became of it, as the customers saw it.</param>
/// <param name="mishaps">
/// Says how often something went wrong: after each, a message may have been sent again. Asked when all orchestrations have come to
/// an end, since notices go out after a customer sees a request ended.
/// </param>
/// <param name="services">The messages.</param>
/// <param name="storage">Connection string of the tables; null for those of the services.</param>
internal sealed class Aftermath(CrashPlan plan, IReadOnlyList<EndedRequest> requests, Func<int> mishaps, DevServicesFixture services, string? storage = null)
{
    private readonly TableServiceClient _tables = new(storage ?? services.StorageConnectionString);

    /// <summary>Checks all of it.</summary>
    /// <exception cref="CrashRunException">Something is not as it must be.</exception>
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        foreach (EndedRequest request in requests)
            Check(request.Plan.Allows(request.Status), $"Request {request.Id} ended {request.Status} {request.Reason}, its plan was {request.Plan}");

        IReadOnlyList<TableEntity> instances = await CompleteAsync(cancellationToken);
        Same("orchestrations", requests.Select(request => request.Id), instances.Select(instance => instance.PartitionKey));
        foreach (TableEntity instance in instances)
            Check(instance.GetString("Status") == "Completed", $"Orchestration {instance.PartitionKey} is {instance.GetString("Status")}");

        await CheckRowsAsync(cancellationToken);
        await CheckCodesAsync(cancellationToken);
        await CheckNoticesAsync(cancellationToken);
        await DeleteTablesAsync(cancellationToken);
    }

    /// <summary>Comes back when all orchestrations have come to an end.</summary>
    public async Task<IReadOnlyList<TableEntity>> CompleteAsync(CancellationToken cancellationToken)
    {
        TableClient table = _tables.GetTableClient(ApplicationProcess.EngineHub(plan.Store) + "durableinstances");
        IReadOnlyList<TableEntity> instances = await ReadAsync<TableEntity>(table, cancellationToken);
        while (instances.Any(instance => instance.GetString("Status") is "Pending" or "Running"))
        {
            await Task.Delay(RetryingClient.Pause, cancellationToken);
            instances = await ReadAsync<TableEntity>(table, cancellationToken);
        }

        return instances;
    }

    /// <summary>One link and one reverse row for each contract that was attached, none for another; nothing is left open or to be told.</summary>
    private async Task CheckRowsAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<TableEntity> rows = await ReadAsync<TableEntity>(_tables.GetTableClient(plan.Store + "accounts"), cancellationToken);
        IReadOnlyList<ReverseLinkRow> reverse = await ReadAsync<ReverseLinkRow>(_tables.GetTableClient(plan.Store + "contractlinks"), cancellationToken);
        EndedRequest[] attached = [.. requests.Where(request => request.Status == RequestStatus.Attached)];

        Same("accounts", requests.Select(request => request.AccountId).Distinct(), rows.Where(row => row.RowKey == "account").Select(row => row.PartitionKey));
        Same("requests", requests.Select(request => $"{request.AccountId} {request.Id} {request.Status}"), Rows(RequestRow.Prefix).Select(row => $"{row.PartitionKey} {RequestRow.IdOf(row.RowKey)} {row.GetString("EndStatus")}"));
        Same("links", attached.Select(request => $"{request.AccountId} {request.Plan.ContractId} {request.Id}"), Rows(LinkRow.Prefix).Select(row => $"{row.PartitionKey} {row.RowKey[LinkRow.Prefix.Length..]} {row.GetString("AttachmentId")}"));
        Same("reverse rows", attached.Select(request => $"{request.AccountId} {request.Plan.ContractId}"), reverse.Select(row => $"{row.RowKey} {row.PartitionKey}"));
        Same("open rows", [], Rows(OpenRow.Prefix).Select(row => row.RowKey));
        Same("notices that were left", [], Rows(NoticeRow.Prefix).Select(row => row.RowKey));

        IEnumerable<TableEntity> Rows(string prefix) => rows.Where(row => row.RowKey.StartsWith(prefix, StringComparison.Ordinal));
    }

    /// <summary>Every send went out; repeats have the same text, and there are no more of them than mishaps.</summary>
    private async Task CheckCodesAsync(CancellationToken cancellationToken)
    {
        foreach (EndedRequest request in requests.Where(request => request.Plan.NeedsCode))
        {
            IReadOnlyList<ReceivedMessage> messages = [.. (await services.MessagesAsync(request.Plan.Line, "sms", cancellationToken)).Where(message => message.Tag!.StartsWith(request.Id, StringComparison.Ordinal))];
            Same($"sends of {request.Id}", Enumerable.Range(1, request.Sends).Select(send => $"{request.Id}:{send}"), messages.Select(message => message.Tag!).Distinct());
            foreach (IGrouping<string?, ReceivedMessage> send in messages.GroupBy(message => message.Tag))
            {
                Check(send.Select(message => message.Text).Distinct().Count() == 1, $"{send.Key} had several texts: {string.Join(" | ", send.Select(message => message.Text))}");
                Check(send.Count() <= 1 + mishaps(), $"{send.Key} went out {send.Count()} times");
            }
        }
    }

    /// <summary>Exactly the notices of the attached contracts, each as the one operation that its row names.</summary>
    private async Task CheckNoticesAsync(CancellationToken cancellationToken)
    {
        List<ReceivedMessage> received = [];
        foreach (string address in requests.SelectMany(request => new[] { request.Customer.Email, request.Customer.NewEmail, request.Plan.HolderEmail }).OfType<string>().Distinct())
            received.AddRange(await services.MessagesAsync(address, "email", cancellationToken));
        List<string> expected = [];
        foreach (IGrouping<string, EndedRequest> account in requests.Where(request => request.Status == RequestStatus.Attached).GroupBy(request => request.AccountId))
        {
            foreach (EndedRequest request in account)
            {
                expected.Add(Operation(request, "requester"));
                if (request.Plan.HolderEmail is not null)
                    expected.Add(Operation(request, "holder"));
                else
                    await CheckHolderSmsAsync(request, cancellationToken);
            }

            // All of them give contact details; whichever was attached first replaced the address.
            PlannedCustomer customer = account.First().Customer;
            if (customer.NewEmail != customer.Email)
                expected.Add(account.Select(request => Operation(request, "contact")).FirstOrDefault(operation => received.Any(message => message.OperationId == operation)) ?? "contact");
        }

        Same("e-mails", expected, received.Select(message => message.OperationId));
        foreach (ReceivedMessage message in received)
            Check(message.Deliveries <= 1 + mishaps(), $"E-mail {message.OperationId} went out {message.Deliveries} times");
    }

    private async Task CheckHolderSmsAsync(EndedRequest request, CancellationToken cancellationToken)
    {
        string tag = $"{NoticeRow.Prefix}{request.Id}-holder";
        IReadOnlyList<ReceivedMessage> messages = await services.MessagesAsync(request.Plan.HolderMobile, "sms", cancellationToken);
        int sent = messages.Count(message => message.Tag == tag);
        Check(sent >= 1 && sent <= 1 + mishaps(), $"{tag} went out {sent} times");
    }

    // Hundreds of runs would leave thousands of tables to the one Azurite.
    private async Task DeleteTablesAsync(CancellationToken cancellationToken)
    {
        string filter = TableClient.CreateQueryFilter($"TableName ge {plan.Store} and TableName lt {plan.Store + '~'}");
        await foreach (TableItem table in _tables.QueryAsync(filter, cancellationToken: cancellationToken))
            await _tables.DeleteTableAsync(table.Name, cancellationToken);
    }

    private static string Operation(EndedRequest request, string notice) =>
        new NoticeRow { PartitionKey = request.AccountId, RowKey = $"{NoticeRow.Prefix}{request.Id}-{notice}" }.OperationId.ToString();

    private static async Task<IReadOnlyList<T>> ReadAsync<T>(TableClient table, CancellationToken cancellationToken)
        where T : class, ITableEntity
    {
        List<T> rows = [];
        await foreach (T row in table.QueryAsync<T>(cancellationToken: cancellationToken))
            rows.Add(row);
        return rows;
    }

    private static void Same(string what, IEnumerable<string> expected, IEnumerable<string> found)
    {
        string[] wanted = [.. expected.Order(StringComparer.Ordinal)];
        string[] there = [.. found.Order(StringComparer.Ordinal)];
        Check(wanted.SequenceEqual(there), $"{what}: expected\n  {string.Join("\n  ", wanted)}\nfound\n  {string.Join("\n  ", there)}");
    }

    private static void Check(bool good, string problem)
    {
        if (!good)
            throw new CrashRunException(problem);
    }
}
