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

    /// <summary>The instance is of a version that does not run here yet.</summary>
    internal static RpcException Newer(InstanceRow row, string version) =>
        new(new Status(StatusCode.Unavailable, $"Instance '{row.InstanceId}' is of version {row.Version}, newer than {version}, which runs here: it goes on where its version runs."));

    /// <summary>The engine has stopped.</summary>
    internal static RpcException Stopped() => new(new Status(StatusCode.Unavailable, "The durable engine has stopped."));
}
