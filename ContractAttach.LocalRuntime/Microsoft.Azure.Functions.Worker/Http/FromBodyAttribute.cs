using ContractAttach.LocalRuntime.Hosting.Http;
using Microsoft.Azure.Functions.Worker.Converters;

namespace Microsoft.Azure.Functions.Worker.Http;

/// <summary>Reads the parameter from the request's JSON body.</summary>
public class FromBodyAttribute : InputConverterAttribute
{
    /// <summary>Reads the parameter from the request's JSON body.</summary>
    public FromBodyAttribute() : base(typeof(FromBodyConverter)) { }
}
