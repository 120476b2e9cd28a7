namespace ContractAttach.DevServices.Hosting;

/// <summary>
/// Ends the requests that wait when these services are told to stop: Azurite is stopped after them, and whoever started these services
/// does not wait for ever.
/// </summary>
internal sealed class StopWithApplication(RequestDelegate next, IHostApplicationLifetime lifetime)
{
    /// <summary>Lets the request through; answers 503 where the end of these services cuts it short.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        context.RequestAborted = either.Token;
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested && !context.Response.HasStarted)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        }
    }
}
