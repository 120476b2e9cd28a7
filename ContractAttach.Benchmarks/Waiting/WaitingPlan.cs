using System.Text.Json;

namespace ContractAttach.Benchmarks.Waiting;

/// <summary>What a step of <c>waiting</c> is told.</summary>
internal sealed class WaitingPlan
{
    /// <summary>The application's settings: its tables and hub among them.</summary>
    public Dictionary<string, string?> Settings { get; init; } = [];

    /// <summary>How many wait.</summary>
    public int Count { get; init; }

    /// <summary>The token of who enters codes.</summary>
    public string CustomerToken { get; init; } = "";

    /// <summary>The token of who imports contracts.</summary>
    public string OperatorToken { get; init; } = "";

    /// <summary>The codes that are entered.</summary>
    public IReadOnlyList<WaitingEntry> Entries { get; set; } = [];

    /// <summary>Reads a plan.</summary>
    public static WaitingPlan Read(string path) => JsonSerializer.Deserialize<WaitingPlan>(File.ReadAllText(path))!;

    /// <summary>Writes it.</summary>
    public Task WriteAsync(string path, CancellationToken cancellationToken) => File.WriteAllTextAsync(path, JsonSerializer.Serialize(this), cancellationToken);
}
