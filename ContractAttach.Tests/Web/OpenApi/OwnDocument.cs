using System.Text;
using ContractAttach.Functions.Security;
using ContractAttach.Functions.Web.OpenApi;
using Microsoft.Extensions.Options;

namespace ContractAttach.Tests.Web.OpenApi;

/// <summary>The application's document, without the application.</summary>
internal static class OwnDocument
{
    /// <summary>The document.</summary>
    public static string Json { get; } = Encoding.UTF8.GetString(new ApiDescription(
        Options.Create(new SignInOptions { Authority = new Uri("https://people.example.com/") }),
        Options.Create(new HooksOptions { Authority = new Uri("https://hooks.example.com") })).Json.Span);
}
