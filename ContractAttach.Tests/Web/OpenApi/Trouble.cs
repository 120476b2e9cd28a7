using Azure.Core;
using Azure.Core.Pipeline;

namespace ContractAttach.Tests.Web.OpenApi;

/// <summary>Has the tables fail, or be slow in taking a write.</summary>
internal sealed class Trouble : HttpPipelinePolicy
{
    /// <summary>What every call to the tables fails with; null where none does.</summary>
    public Exception? Failure { get; set; }

    /// <summary>What writes to the reverse rows of links wait for: until then a request is being linked.</summary>
    public Task Linking { get; set; } = Task.CompletedTask;

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException();

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        if (Failure is not null)
            throw Failure;
        if (message.Request.Method != RequestMethod.Get && message.Request.Uri.Path.Contains("contractlinks", StringComparison.Ordinal))
            await Linking;
        await ProcessNextAsync(message, pipeline);
    }
}
