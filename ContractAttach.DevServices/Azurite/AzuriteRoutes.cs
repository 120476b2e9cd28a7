using ContractAttach.LocalRuntime.Hosting.Settings;

namespace ContractAttach.DevServices.Azurite;

/// <summary>Whether the services are ready.</summary>
internal static class AzuriteRoutes
{
    /// <summary>Maps <c>GET /health</c>: 200 when Azurite answers, with its ports and what tells whose services these are.</summary>
    public static void MapAzurite(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/health", async (AzuriteServer azurite, IConfiguration settings, HttpResponse response, CancellationToken cancellationToken) =>
        {
            response.Headers[SettingDigest.Header] = SettingDigest.Of(settings["Communication:ConnectionString"]);
            return await azurite.AnswersAsync(cancellationToken)
                ? Results.Ok(new { status = "ready", azurite = azurite.Ports })
                : Results.Json(new { status = "starting" }, statusCode: StatusCodes.Status503ServiceUnavailable);
        });
}
