using System.Reflection;
using System.Text.Json;
using ContractAttach.LocalRuntime.Hosting.Functions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ContractAttach.LocalRuntime.Hosting.Http;

/// <summary>Fills the parameters marked <see cref="FromBodyAttribute"/> from JSON bodies.</summary>
internal static class FromBodyConverter
{
    /// <summary>Reads the body as the parameter's type, by the application's JSON options.</summary>
    public static ParameterBinder For(ParameterInfo parameter) => async invocation =>
    {
        HttpRequest request = invocation.GetHttpContext()!.Request;
        JsonSerializerOptions options = invocation.InstanceServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        if (!request.HasJsonContentType())
            throw new FunctionInputConverterException($"The body for '{parameter.Name}' must be JSON, and the Content-Type must say so.");
        try
        {
            return await request.ReadFromJsonAsync(parameter.ParameterType, options, invocation.CancellationToken);
        }
        catch (JsonException e)
        {
            throw new FunctionInputConverterException($"The body is no {parameter.ParameterType.Name}: {e.Message}", e);
        }
    };
}
