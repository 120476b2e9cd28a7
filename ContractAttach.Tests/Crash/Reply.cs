using System.Net;
using System.Text.Json.Nodes;

namespace ContractAttach.Tests.Crash;

/// <summary>An answer of the application.</summary>
/// <param name="Status">Its status.</param>
/// <param name="Body">Its body; empty where there is none.</param>
/// <param name="Repeated">Whether an earlier try broke: it may have done all of its work or nothing.</param>
internal sealed record Reply(HttpStatusCode Status, JsonObject Body, bool Repeated)
{
    /// <summary>Whether it is what was asked for.</summary>
    public bool IsSuccess => (int)Status is >= 200 and < 300;

    /// <summary>The problem's code; null on success.</summary>
    public string? Code => IsSuccess ? null : (string?)Body["code"];

    /// <inheritdoc/>
    public override string ToString() => $"{(int)Status}{(Repeated ? " (repeated)" : "")} {Body.ToJsonString()}";
}
