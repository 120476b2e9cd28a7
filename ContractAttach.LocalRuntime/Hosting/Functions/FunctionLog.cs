using Microsoft.Extensions.Logging;

namespace ContractAttach.LocalRuntime.Hosting.Functions;

/// <summary>What the host logs of invocations.</summary>
internal static partial class FunctionLog
{
    /// <summary>The logger of a function.</summary>
    public static ILogger CreateLogger(this ILoggerFactory loggers, Function function) => loggers.CreateLogger($"Function.{function.Name}");

    [LoggerMessage(1, LogLevel.Error, "The function failed.")]
    public static partial void Failed(this ILogger logger, Exception exception);

    [LoggerMessage(2, LogLevel.Warning, "The function returned a {Type}, which is no IResult: the answer is left as it is.")]
    public static partial void NoHttpResult(this ILogger logger, Type type);

    [LoggerMessage(3, LogLevel.Debug, "The caller went away.")]
    public static partial void CallerGone(this ILogger logger);
}
