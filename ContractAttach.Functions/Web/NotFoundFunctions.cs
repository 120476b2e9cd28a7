using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ContractAttach.Functions.Web;

/// <summary>Paths that nothing else answers.</summary>
public sealed class NotFoundFunctions
{
    /// <summary>404 <c>not-found</c>, as every other error. The host tries functions in the order of their names: this one's is the last.</summary>
    [Function("ZNotFound")]
    public static IResult NotFound(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", "put", "delete", "patch", "head", "options", Route = "{*path}")] HttpRequest request) =>
        throw new ApiException(ApiErrorCode.NotFound);
}
