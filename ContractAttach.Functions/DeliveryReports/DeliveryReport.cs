using System.Text.Json;
using Azure.Messaging;
using ContractAttach.Functions.Web;

namespace ContractAttach.Functions.DeliveryReports;

/// <summary>What became of an SMS, as Azure Communication Services reports it by Event Grid.</summary>
/// <param name="DeliveryStatus"><c>Delivered</c>, <c>Failed</c>, or one of those in between.</param>
/// <param name="Tag">What the SMS was sent with.</param>
internal sealed record DeliveryReport(string? DeliveryStatus, string? Tag)
{
    private const string EventType = "Microsoft.Communication.SMSDeliveryReportReceived";

    // Members that are not named here are ignored.
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Whether the SMS is known not to have arrived.</summary>
    public bool Failed => DeliveryStatus == "Failed";

    /// <summary>The reports among CloudEvents 1.0, one or a batch.</summary>
    /// <exception cref="ApiException">They are none (<c>invalid-request</c>).</exception>
    public static IReadOnlyList<DeliveryReport> Read(byte[] events)
    {
        try
        {
            // The parser takes a number or null for no events at all.
            if (events.AsSpan().TrimStart(" \t\r\n"u8) is not [(byte)'{' or (byte)'[', ..])
                throw new JsonException("Neither an event nor a batch.");
            return [.. CloudEvent.ParseMany(BinaryData.FromBytes(events)).Where(cloudEvent => cloudEvent.Type == EventType).Select(Read)];
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException or InvalidOperationException or FormatException)
        {
            throw ApiException.Invalid("$", FieldMessages.NoDeliveryReports(EventType));
        }
    }

    private static DeliveryReport Read(CloudEvent cloudEvent) =>
        cloudEvent.Data?.ToObjectFromJson<DeliveryReport>(Json) is { DeliveryStatus: not null } report
            ? report
            : throw new JsonException("The event has no report.");
}
