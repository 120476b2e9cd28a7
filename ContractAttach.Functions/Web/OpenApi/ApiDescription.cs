using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ContractAttach.Functions.Security;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;

namespace ContractAttach.Functions.Web.OpenApi;

/// <summary>The OpenAPI document of this application as it goes over the wire: built once, when it is first asked for.</summary>
public sealed class ApiDescription
{
    /// <summary>Builds it.</summary>
    public ApiDescription(IOptions<SignInOptions> signIn, IOptions<HooksOptions> hooks)
    {
        ArgumentNullException.ThrowIfNull(signIn);
        ArgumentNullException.ThrowIfNull(hooks);
        OpenApiDocument document = ApiDocument.Build(typeof(ApiDescription).Assembly.GetExportedTypes(), signIn.Value.Authority!, hooks.Value.Authority!);
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        document.SerializeAsV31(new OpenApiJsonWriter(text, new OpenApiJsonWriterSettings { Terse = true }));
        byte[] json = Encoding.UTF8.GetBytes(text.ToString());
        Json = json;
        Version = Convert.ToHexStringLower(SHA256.HashData(json));
    }

    /// <summary>The document.</summary>
    public ReadOnlyMemory<byte> Json { get; }

    /// <summary>What changes whenever the document does.</summary>
    public string Version { get; }
}
