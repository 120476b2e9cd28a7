using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace ContractAttach.Functions.DeliveryReports;

/// <summary>What a code's SMS is sent with, so that its delivery report finds the request.</summary>
/// <param name="RequestId">The request.</param>
/// <param name="Send">The n-th SMS of the request, from 1.</param>
internal sealed record SendTag(string RequestId, int Send)
{
    /// <summary>Reads one; a tag of another sender is none.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out SendTag? tag)
    {
        string[] parts = text?.Split(':') ?? [];
        tag = parts.Length == 2 && Ulid.TryParse(parts[0], out _) && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int send)
            ? new SendTag(parts[0], send)
            : null;
        return tag is not null;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{RequestId}:{Send}");
}
