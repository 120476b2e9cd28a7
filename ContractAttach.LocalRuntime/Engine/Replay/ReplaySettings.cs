using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;

namespace ContractAttach.LocalRuntime.Engine;

/// <summary>What all replays share.</summary>
internal sealed record ReplaySettings(DataConverter Converter, ILoggerFactory Loggers, string DefaultVersion);
