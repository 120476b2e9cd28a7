using Grpc.Core;

namespace ContractAttach.LocalRuntime.Engine;

/// <summary>What callers are told, in the words of the real host's protocol.</summary>
internal static class EngineErrors
{
    /// <summary>There is no such instance.</summary>
    internal static RpcException NotFound(string instanceId) =>
        new(new Status(StatusCode.NotFound, $"There is no instance '{instanceId}'."));

    /// <summary>The instance has ended.</summary>
    internal static RpcException Ended(InstanceRow row) =>
        new(new Status(StatusCode.FailedPrecondition, $"Instance '{row.InstanceId}' has ended: it is {row.Status}."));

    /// <summary>The engine has stopped.</summary>
    internal static RpcException Stopped() => new(new Status(StatusCode.Unavailable, "The durable engine has stopped."));
}
