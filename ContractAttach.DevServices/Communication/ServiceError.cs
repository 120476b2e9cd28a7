namespace ContractAttach.DevServices.Communication;

/// <summary>Errors in the shape of Azure Communication Services: <c>{"error":{"code","message"}}</c>.</summary>
internal static class ServiceError
{
    /// <summary>The answer to a signature that is missing or wrong, as the real service words it.</summary>
    public static IResult Denied => Of(StatusCodes.Status401Unauthorized, "Denied", "Denied by the resource provider.");

    /// <summary>A request that the service cannot take.</summary>
    public static IResult BadRequest(string message) => Of(StatusCodes.Status400BadRequest, "BadRequest", message);

    /// <summary>An error with its status and code.</summary>
    public static IResult Of(int status, string code, string message) => Results.Json(new { error = new { code, message } }, statusCode: status);
}
