using System.Globalization;
using Azure.Data.Tables;
using Microsoft.DurableTask.Client;

namespace ContractAttach.LocalRuntime.Engine;

/// <summary>
/// A row as a table entity. An episode writes what differs: its history stands in pieces, and the next one is put beside those that are
/// there.
/// </summary>
/// <param name="Entity">What is to be written.</param>
/// <param name="Mode">How it is written over what is there.</param>
/// <param name="Row">The row as it stands then.</param>
internal sealed record InstanceEntity(TableEntity Entity, TableUpdateMode Mode, InstanceRow Row)
{
    /// <summary>The row key of every instance's entity.</summary>
    internal const string InstanceRowKey = "instance";

    // An entity takes 252 properties (https://learn.microsoft.com/rest/api/storageservices/understanding-the-table-service-data-model); and
    // small pieces are compressed less, and take longer to read, than a large one.
    private const int MaxPieces = 50;

    // A merge takes no property away, and a timer comes and goes: an instant that nobody chooses, at the end of all that the table
    // service knows, stands for none.
    private static readonly DateTimeOffset s_never = new DateTimeOffset(9999, 12, 31, 0, 0, 0, TimeSpan.Zero).AddTicks(1);

    /// <summary>All of a row.</summary>
    internal static InstanceEntity Whole(InstanceRow row)
    {
        row = row with { HistoryPieces = row.History.Length > 0 ? 1 : 0 };
        TableEntity entity = WithoutHistory(row);
        TableText.Write(entity, PieceName(1), row.History);
        return new(entity, TableUpdateMode.Replace, row);
    }

    /// <summary>What is to be merged into the entity of a row to make another one of it; null where merging does not do.</summary>
    internal static InstanceEntity? Difference(InstanceRow row, InstanceRow before)
    {
        if (before.HistoryPieces is < 1 or >= MaxPieces || !row.History.StartsWith(before.History, StringComparison.Ordinal))
            return null;

        string added = row.History[before.History.Length..];
        row = row with { HistoryPieces = before.HistoryPieces + (added.Length > 0 ? 1 : 0) };
        TableEntity entity = WithoutHistory(row);
        foreach ((string name, object value) in WithoutHistory(before))
        {
            if (!entity.TryGetValue(name, out object? now))
                return null;
            if (name is not (nameof(TableEntity.PartitionKey) or nameof(TableEntity.RowKey)) && Same(value, now))
                entity.Remove(name);
        }

        TableText.Write(entity, PieceName(row.HistoryPieces), added);
        return new(entity, TableUpdateMode.Merge, row);
    }

    /// <summary>The row of an entity; one that cannot be read says so, and must not hide the others.</summary>
    internal static InstanceRow ToRow(TableEntity entity)
    {
        try
        {
            return Read(entity);
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            DateTimeOffset at = entity.Timestamp ?? DateTimeOffset.UnixEpoch;
            return new()
            {
                InstanceId = TableKeys.Unescape(entity.PartitionKey),
                Name = entity.TryGetValue("Name", out object? name) && name is string known ? known : string.Empty,
                Version = string.Empty,
                Status = OrchestrationRuntimeStatus.Failed,
                CreatedAt = at,
                UpdatedAt = at,
                Live = false,
                Execution = string.Empty,
                Commit = string.Empty,
                History = string.Empty,
                ETag = entity.ETag.ToString(),
                Damage = e.Message,
            };
        }
    }

    private static TableEntity WithoutHistory(InstanceRow row)
    {
        TableEntity entity = new(TableKeys.Escape(row.InstanceId), InstanceRowKey)
        {
            ["Name"] = row.Name,
            ["Version"] = row.Version,
            ["Status"] = row.Status.ToString(),
            ["CreatedAt"] = row.CreatedAt,
            ["UpdatedAt"] = row.UpdatedAt,
            ["Live"] = row.Live,
            ["DueAt"] = row.DueAt ?? s_never,
            ["Execution"] = row.Execution,
            ["Commit"] = row.Commit,
            ["SpilledRows"] = row.SpilledRows,
            ["HistoryPieces"] = row.HistoryPieces,
        };
        if (row.CompletedAt is { } completedAt)
            entity["CompletedAt"] = completedAt;
        TableText.Write(entity, "CustomStatus", row.CustomStatus);
        TableText.Write(entity, "Outbox", row.Outbox);
        return entity;
    }

    private static InstanceRow Read(TableEntity entity) => new()
    {
        InstanceId = TableKeys.Unescape(entity.PartitionKey),
        Name = RequiredText(entity, "Name"),
        Version = RequiredText(entity, "Version"),
        Status = Enum.Parse<OrchestrationRuntimeStatus>(RequiredText(entity, "Status")),
        CreatedAt = Required(entity.GetDateTimeOffset("CreatedAt"), "CreatedAt"),
        UpdatedAt = Required(entity.GetDateTimeOffset("UpdatedAt"), "UpdatedAt"),
        CompletedAt = entity.GetDateTimeOffset("CompletedAt"),
        Live = Required(entity.GetBoolean("Live"), "Live"),
        DueAt = entity.GetDateTimeOffset("DueAt") is { } due && due != s_never ? due : null,
        CustomStatus = TableText.Read(entity, "CustomStatus"),
        Execution = RequiredText(entity, "Execution"),
        Commit = RequiredText(entity, "Commit"),
        SpilledRows = Required(entity.GetInt32("SpilledRows"), "SpilledRows"),
        History = ReadHistory(entity),
        HistoryPieces = PiecesOf(entity),
        Outbox = TableText.Read(entity, "Outbox"),
        ETag = entity.ETag.ToString(),
    };

    // Before it stood in pieces, it was one property of another name.
    private static string ReadHistory(TableEntity entity) => PiecesOf(entity) is > 0 and var pieces
        ? string.Concat(Enumerable.Range(1, pieces).Select(piece => TableText.Read(entity, PieceName(piece)) ?? throw Missing(PieceName(piece))))
        : TableText.Read(entity, "History") ?? string.Empty;

    private static int PiecesOf(TableEntity entity) => entity.GetInt32("HistoryPieces") ?? 0;

    private static string PieceName(int piece) => string.Create(CultureInfo.InvariantCulture, $"History{piece}");

    private static bool Same(object one, object other) =>
        one is byte[] bytes ? other is byte[] others && bytes.AsSpan().SequenceEqual(others) : one.Equals(other);

    private static string RequiredText(TableEntity entity, string name) => entity.GetString(name) ?? throw Missing(name);

    private static T Required<T>(T? value, string name)
        where T : struct
        => value ?? throw Missing(name);

    private static InvalidOperationException Missing(string name) => new($"its property {name} is missing");
}
