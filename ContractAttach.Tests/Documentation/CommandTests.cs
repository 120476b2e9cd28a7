using ContractAttach.Revocations;
using ContractAttach.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit;

namespace ContractAttach.Tests.Documentation;

/// <summary>The commands of the documents, typed in order by somebody who has only those, print what the documents say.</summary>
public sealed class CommandTests(DevServicesFixture shared) : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("contract-attach-tests-").FullName;

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Theory]
    [InlineData("README.md", "Attach a contract")]
    [InlineData("docs/walkthrough.md", null)]
    public async Task Commands_print_what_the_document_says(string document, string? section)
    {
        IReadOnlyList<CommandBlock> blocks = CommandBlock.Read(document, section);
        Assert.NotEmpty(blocks);

        // Mailboxes and tables of their own: the samples are everybody's.
        await using DevServicesProcess services = await DevServicesProcess.StartAsync(
            _directory, shared.Process.SameAzurite(), cancellationToken: TestContext.Current.CancellationToken);
        Dictionary<string, string?> settings = TestApplication.Settings(shared);
        settings["SignIn__Authority"] = services.BaseUrl;
        settings["Communication__ConnectionString"] = services.CommunicationConnectionString;
        await using TestApplication application = await TestApplication.StartAsync(settings);
        // Links in messages lead to where the application listens, which is known only now.
        application.Services.GetRequiredService<IOptions<PortalOptions>>().Value.Url = application.BaseUrl;

        using var terminal = new Terminal();
        foreach (CommandBlock block in blocks)
        {
            string output = await terminal.TypeAsync(block.Commands
                .Replace("http://127.0.0.1:7071", application.BaseUrl.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal)
                .Replace("http://127.0.0.1:7072", services.BaseUrl, StringComparison.Ordinal));
            if (!block.IsAnsweredBy(output))
                Assert.Fail($"{block.Place}\n{block.Commands}\nshould print\n\n{block.Answer}\nand printed\n\n{output}");
        }
    }
}
