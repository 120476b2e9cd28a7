using System.Globalization;
using ContractAttach.DevServices.Communication;

namespace ContractAttach.DevServices.Faults;

/// <summary>The refusal of a whole send.</summary>
internal static class FaultedSend
{
    /// <summary>The answer that a fault gives in place of the service's, or null where the send is to go on.</summary>
    public static IResult? Refusal(this Fault? fault, HttpResponse response)
    {
        if (fault is not { Mode: FaultMode.Fail })
            return null;
        if (fault.RetryAfterSeconds is int seconds)
            response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);

        int status = fault.Status ?? StatusCodes.Status503ServiceUnavailable;
        return status == StatusCodes.Status429TooManyRequests
            ? ServiceError.Of(status, "TooManyRequests", "The rate limit has been exceeded.")
            : ServiceError.Of(status, "ServiceFault", "The send was refused, as /dev/faults asked for.");
    }
}
