using System.Text;
using System.Text.RegularExpressions;

namespace ContractAttach.Tests.Fixtures;

/// <summary>A call that passes a <see cref="WireProxy"/>.</summary>
/// <param name="Service">Whom it is for.</param>
/// <param name="Kind">What it is counted as: <c>accounts GET</c>, <c>accounts BATCH</c>, <c>sms</c>, <c>email</c>.</param>
/// <param name="Target">Path and query.</param>
/// <param name="OperationId">An e-mail's operation; null where the call names none.</param>
/// <param name="Body">What it carries.</param>
public sealed partial record WireProxyCall(WireProxyService Service, string Kind, string Target, string? OperationId, ReadOnlyMemory<byte> Body)
{
    /// <summary>The body as text.</summary>
    public string Text => Encoding.UTF8.GetString(Body.Span);

    /// <summary>What a call is, by its method, path and body.</summary>
    internal static WireProxyCall Of(string method, string target, string? operationId, byte[] body)
    {
        if (target.StartsWith("/sms?", StringComparison.Ordinal))
            return new(WireProxyService.Sms, "sms", target, operationId, body);
        if (target.StartsWith("/emails", StringComparison.Ordinal))
            return new(WireProxyService.Email, "email", target, operationId, body);

        // A transaction is of one table, which only the calls inside it name.
        bool batch = target.Contains("/$batch", StringComparison.Ordinal);
        string table = Table().Match(batch ? Encoding.Latin1.GetString(body) : target).Groups["table"].Value;
        return new(WireProxyService.Tables, $"{table} {(batch ? "BATCH" : method)}", target, operationId, body);
    }

    [GeneratedRegex(@"/devstoreaccount1/(?<table>[A-Za-z0-9]+)")]
    private static partial Regex Table();
}
