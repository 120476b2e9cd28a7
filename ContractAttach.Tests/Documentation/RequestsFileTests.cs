using System.Reflection;
using System.Text.RegularExpressions;
using ContractAttach.Functions;
using ContractAttach.Functions.Web.Channel;
using Microsoft.Azure.Functions.Worker;
using Xunit;

namespace ContractAttach.Tests.Documentation;

/// <summary>The file of requests for editors.</summary>
public sealed partial class RequestsFileTests
{
    [Fact]
    public void It_has_every_call_of_the_service()
    {
        string text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "requests.http"));
        IEnumerable<string> written = Call().Matches(text.Replace("{{api}}", "http://127.0.0.1:7071/api/v1", StringComparison.Ordinal))
            .Select(call => $"{call.Groups["method"].Value.ToLowerInvariant()} {Variable().Replace(call.Groups["path"].Value, "{}")}");
        IEnumerable<string> served =
            from type in typeof(ContractAttachApplication).Assembly.GetTypes()
            from function in type.GetMethods()
            from parameter in function.GetParameters()
            let trigger = parameter.GetCustomAttribute<HttpTriggerAttribute>()
            where trigger is not null && trigger.Route != "{*path}" && type != typeof(ChannelFunctions)
            from method in trigger.Methods!
            where method != "head"
            select $"{method} {Variable().Replace(trigger.Route!, "{}")}";

        Assert.Equal(served.Order(), written.Distinct().Order());
    }

    [GeneratedRegex(@"^(?<method>[A-Z]+) http://127\.0\.0\.1:7071/(?<path>[^\s?]*)", RegexOptions.Multiline)]
    private static partial Regex Call();

    [GeneratedRegex(@"\{+[A-Za-z]+\}+")]
    private static partial Regex Variable();
}
