using Azure;
using ContractAttach.Accounts;
using ContractAttach.Codes;
using ContractAttach.Contracts;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Logging;

namespace ContractAttach.Functions.Web;

/// <summary>Turns whatever ends a call into an answer for people: no stack trace, ever.</summary>
internal sealed partial class ProblemMiddleware(ILogger<ProblemMiddleware> logger) : IFunctionsWorkerMiddleware
{
    /// <inheritdoc/>
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (context.GetHttpContext() is not { } http)
        {
            await next(context);
            return;
        }

        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The caller has gone: nobody reads an answer.
        }
        catch (Exception exception) when (!http.Response.HasStarted)
        {
            await Problem.WriteAsync(http, Translate(exception), http.RequestAborted);
        }
    }

    private ApiException Translate(Exception exception)
    {
        switch (exception)
        {
            case ApiException api:
                return api;
            case BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge }:
                return new ApiException(ApiErrorCode.TooLarge);
            case BadHttpRequestException:
                return ApiException.Invalid("$", FieldMessages.Unreadable);
            case LoginConflictException:
                return new ApiException(ApiErrorCode.LoginConflict);
            case LoginRequiredException:
                return new ApiException(ApiErrorCode.LoginRequired);
            case UnknownCodeKeyException:
                LogUnknownKey();
                return new ApiException(ApiErrorCode.TryAgain) { RetryAfter = TimeSpan.FromSeconds(5) };
            case Exception when IsUnavailable(exception):
                LogUnavailable(exception);
                return new ApiException(ApiErrorCode.TryAgain) { RetryAfter = TimeSpan.FromSeconds(5) };
            default:
                LogUnexpected(exception);
                return new ApiException(ApiErrorCode.InternalError);
        }
    }

    // The storage client tells of several tries that came to nothing by one exception around theirs, the durable engine of its own
    // trouble by an RpcException.
    private static bool IsUnavailable(Exception exception) => exception
        is RequestFailedException or HttpRequestException or IOException or TimeoutException or OperationCanceledException or RpcException or DirectoryUnavailableException
        || (exception is AggregateException { InnerExceptions: var tries } && tries.All(IsUnavailable));

    [LoggerMessage(LogLevel.Error, "A call failed unexpectedly")]
    private partial void LogUnexpected(Exception exception);

    [LoggerMessage(LogLevel.Warning, "A call could not be served: something it needs is unavailable")]
    private partial void LogUnavailable(Exception exception);

    [LoggerMessage(LogLevel.Warning, "A request's code key is not known to this instance: add it to Codes__Keys everywhere before it is used")]
    private partial void LogUnknownKey();
}
