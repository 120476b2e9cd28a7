using System.CommandLine;
using System.Diagnostics;
using ContractAttach.Import;
using ContractAttach.Tests.Fixtures;
using Xunit;

namespace ContractAttach.Tests.EndToEnd;

/// <summary>The operator's import from the command line.</summary>
public sealed class ImportCommandTests(DevServicesFixture services, SharedDeployment shared) : EndToEndTest(services, shared)
{
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    [Fact]
    public async Task A_file_goes_in_several_calls_and_its_rejected_lines_are_named()
    {
        TestContract first = TestContract.Internet();
        TestContract last = TestContract.Internet();

        // Half of what goes in a call, each: the second call begins with the second.
        string filling = (TestContract.Mobile() with { Range = new string('x', 25_000) }).ToJson();
        int exitCode = await ImportAsync(
            await OperatorTokenAsync(), [first.ToJson(), filling, "", filling, last.ToJson(), "not json"], "--call-size", "65537");

        Assert.Equal(ExitCodes.Rejected, exitCode);
        Assert.Matches(@"^line 2: .*\nline 4: .*\nline 6: is not JSON.*\n2 imported, 0 replaced, 3 rejected\n$", Text(_output));
        Assert.Equal(2, Text(_error).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Channel channel = await Deployment.CustomerAsync();
        await channel.AttachAsync(first);
        await channel.AttachAsync(last);
    }

    [Fact]
    public async Task The_same_file_again_replaces()
    {
        string[] lines = [TestContract.Mobile().ToJson(), TestContract.Fixed().ToJson()];
        string token = await OperatorTokenAsync();

        Assert.Equal(ExitCodes.Done, await ImportAsync(token, lines));
        Assert.Equal(ExitCodes.Done, await ImportAsync(token, lines));

        Assert.Equal("2 imported, 0 replaced, 0 rejected\n0 imported, 2 replaced, 0 rejected\n", Text(_output));
    }

    [Fact]
    public async Task Who_is_no_operator_is_told_and_nothing_is_imported()
    {
        TestContract contract = TestContract.Internet();
        string token = await Deployment.TokenAsync(new TestPerson());

        Assert.Equal(ExitCodes.Failed, await ImportAsync(token, [contract.ToJson()]));
        Assert.Equal(ExitCodes.Failed, await ImportAsync("nonsense", [contract.ToJson()]));

        Assert.Contains("403: You are not allowed to do this. The token lacks the role operator.", Text(_error), StringComparison.Ordinal);
        Assert.Contains("401: Sign in to go on. The token is wrong or has run out: give another one.", Text(_error), StringComparison.Ordinal);
        Assert.Contains("Go on with --from-line 1", Text(_error), StringComparison.Ordinal);
        (await (await Deployment.CustomerAsync()).StartAsync(contract)).Expect(422, "contract-not-recognised");
    }

    [Theory]
    [InlineData("--token")]
    [InlineData("--token", "")]
    [InlineData("--token", "a\nb")]
    [InlineData("--token", "t", "--url", "http://api.example.com")]
    [InlineData("--token", "t", "--url", "here")]
    [InlineData("--token", "t", "--call-size", "1000")]
    [InlineData("--token", "t", "--call-size", "10000001")]
    [InlineData("--token", "t", "--from-line", "0")]
    [InlineData("--token", "t", "another-file")]
    public async Task What_it_cannot_do_it_says_before_it_begins(params string[] arguments)
    {
        string file = typeof(ImportCommandTests).Assembly.Location;

        int exitCode = await ImportCommand.RunAsync([file, .. arguments], Console(), TestContext.Current.CancellationToken);

        Assert.Equal(ExitCodes.Failed, exitCode);
        Assert.NotEmpty(_error.ToString());
    }

    [Theory]
    [InlineData(0, "--help")]
    [InlineData(ExitCodes.Failed)]
    [InlineData(ExitCodes.Failed, "no-such-file")]
    [InlineData(ExitCodes.Failed, "no-such-file", "--from-line", "0")]
    public async Task The_token_of_the_environment_is_never_printed(int ends, params string[] arguments)
    {
        const string Token = "eyJhbGciOiJub25lIn0.e30.secret";
        string program = Path.Combine(AppContext.BaseDirectory, "ContractAttach.Import.dll");
        ProcessStartInfo start = new("dotnet", [program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment[ImportCommand.TokenVariable] = Token;
        using Process process = Process.Start(start)!;

        string[] printed = await Task.WhenAll(
            process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Contains("--token", printed[0], StringComparison.Ordinal);
        Assert.DoesNotContain(Token, string.Concat(printed), StringComparison.Ordinal);
        Assert.Equal(ends, process.ExitCode);
    }

    private static string Text(StringWriter writer) => writer.ToString().ReplaceLineEndings("\n");

    private Task<string> OperatorTokenAsync() => Deployment.TokenAsync(new TestPerson { Roles = ["operator"] });

    private InvocationConfiguration Console() => new() { Output = _output, Error = _error };

    private async Task<int> ImportAsync(string token, string[] lines, params string[] options)
    {
        string file = Path.GetTempFileName();
        try
        {
            await File.WriteAllLinesAsync(file, lines, TestContext.Current.CancellationToken);
            string url = Deployment.Application.BaseAddress!.ToString();
            return await ImportCommand.RunAsync([file, "--url", url, "--token", token, .. options], Console(), TestContext.Current.CancellationToken);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
