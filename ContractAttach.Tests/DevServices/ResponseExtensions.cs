using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace ContractAttach.Tests.DevServices;

/// <summary>Reads answers.</summary>
internal static class ResponseExtensions
{
    /// <summary>The body as JSON.</summary>
    public static async Task<JsonObject> JsonAsync(this HttpResponseMessage response) =>
        (await response.Content.ReadFromJsonAsync<JsonObject>(TestContext.Current.CancellationToken))!;
}
