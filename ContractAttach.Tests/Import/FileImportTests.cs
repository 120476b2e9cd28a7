using System.Net;
using System.Text;
using ContractAttach.Contracts;
using ContractAttach.Import;
using ContractAttach.Tests.Fixtures;
using CsCheck;
using Xunit;

namespace ContractAttach.Tests.Import;

public sealed class FileImportTests
{
    private const int Whole = 10_000_000;

    private readonly StringWriter _output = new();
    private readonly StringWriter _progress = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public Task Every_line_is_sent_once_in_its_order_and_none_is_cut() =>
        Gen.Select(Gen.String[Gen.Char["ab\n "], 0, 200], Gen.Int[10, 60]).SampleAsync(async (text, size) =>
        {
            text = string.Join('\n', text.Split('\n').Select(line => line.Length < size ? line : line[..(size - 1)]));
            string[] lines = [.. text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0)];
            using var service = new ServiceStub();

            Assert.Equal(ExitCodes.Done, await RunAsync(service, text, size));

            Assert.Equal(string.Concat(lines.Select(line => line + "\n")), string.Concat(service.Calls));
            Assert.All(service.Calls, call => Assert.True(call.Length <= size && call.EndsWith('\n')));

            // No two calls would have fitted in one.
            Assert.All(service.Calls.Zip(service.Calls.Skip(1)), pair => Assert.True(pair.First.Length + pair.Second.IndexOf('\n') + 1 > size));
        });

    [Fact]
    public async Task Rejected_lines_are_named_as_the_file_counts_them()
    {
        using var service = new ServiceStub((_, _) => ServiceStub.Took(1, new ImportError(2, "kind: is missing")));

        Assert.Equal(ExitCodes.Rejected, await RunAsync(service, "aaaa\n\nbbbb\ncccc\n\n\ndddd\n", 10));

        Assert.Equal(["aaaa\nbbbb\n", "cccc\ndddd\n"], service.Calls);
        Assert.Equal("line 3: kind: is missing\nline 7: kind: is missing\n2 imported, 0 replaced, 2 rejected\n", Lines(_output));
        Assert.Equal(
            "100 %  lines 1 to 3: 1 imported, 0 replaced, 1 rejected\n100 %  lines 4 to 7: 1 imported, 0 replaced, 1 rejected\n", Lines(_progress));
    }

    [Fact]
    public async Task Rejected_lines_that_the_service_does_not_name_are_counted_all_the_same()
    {
        using var service = new ServiceStub((_, _) => ServiceStub.Took(0, 3, [new ImportError(1, "is wrong")]));

        Assert.Equal(ExitCodes.Rejected, await RunAsync(service, "a\nb\nc\n"));

        Assert.StartsWith("line 1: is wrong\nlines 2 to 3: 2 more rejected lines", Lines(_output), StringComparison.Ordinal);
        Assert.EndsWith("0 imported, 0 replaced, 3 rejected\n", Lines(_output), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_that_is_too_long_is_rejected_and_the_others_are_sent()
    {
        using var service = new ServiceStub();

        Assert.Equal(ExitCodes.Rejected, await RunAsync(service, $"a\n{new string('b', 70_000)}\nc\n"));

        Assert.Equal(["a\nc\n"], service.Calls);
        Assert.StartsWith("line 2: is longer than 64 KiB\n", Lines(_output), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(HttpStatusCode.TooManyRequests)]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    public async Task A_service_that_asks_to_wait_is_asked_again_with_the_same_lines(HttpStatusCode status)
    {
        using var service = new ServiceStub((call, _) => call < 4 ? ServiceStub.Refuses(status) : ServiceStub.Took(2));

        Assert.Equal(ExitCodes.Done, await RunAsync(service, "a\nb\n"));

        Assert.Equal(Enumerable.Repeat("a\nb\n", 4), service.Calls);
        Assert.Contains($"The service answers {(int)status}: trying again in 0 s.", Lines(_progress), StringComparison.Ordinal);
        Assert.Equal("2 imported, 0 replaced, 0 rejected\n", Lines(_output));
    }

    [Fact]
    public async Task A_connection_that_breaks_is_tried_again()
    {
        using var service = new ServiceStub((call, _) => call == 1 ? throw new HttpRequestException("broken") : ServiceStub.Took(1));

        Assert.Equal(ExitCodes.Done, await RunAsync(service, "a\n"));

        Assert.Contains("(broken): trying again", Lines(_progress), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, 6)]
    [InlineData(true, 12)]
    public async Task A_service_that_has_never_answered_is_given_up_sooner(bool answeredOnce, int calls)
    {
        using var service = new ServiceStub((call, _) => answeredOnce && call == 1 ? ServiceStub.Took(1) : throw new HttpRequestException("refused"));

        Assert.Equal(ExitCodes.Failed, await RunAsync(service, "aaaa\nbbbb\n", 5, time: new HastyTime()));

        Assert.Equal(calls, service.Calls.Count);
        Assert.Contains("The service cannot be reached: refused", Lines(_progress), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(HttpStatusCode.Unauthorized, "give another one")]
    [InlineData(HttpStatusCode.Forbidden, "lacks the role operator")]
    [InlineData(HttpStatusCode.InternalServerError, "500")]
    [InlineData(HttpStatusCode.ServiceUnavailable, "503")]
    public async Task A_call_that_fails_ends_the_import_and_says_where_to_go_on(HttpStatusCode status, string why)
    {
        using var service = new ServiceStub((call, _) => call == 1 ? ServiceStub.Took(1) : ServiceStub.Refuses(status));

        Assert.Equal(ExitCodes.Failed, await RunAsync(service, "aaaa\n\nbbbb\ncccc\n", 5));

        Assert.Contains(why, Lines(_progress), StringComparison.Ordinal);
        Assert.Contains("Go on with --from-line 3:", Lines(_progress), StringComparison.Ordinal);
        Assert.Equal("1 imported, 0 replaced, 0 rejected\n", Lines(_output));
    }

    [Fact]
    public async Task What_went_before_is_not_sent_again()
    {
        using var service = new ServiceStub();

        Assert.Equal(ExitCodes.Done, await RunAsync(service, "a\n\nb\nc", fromLine: 3));

        Assert.Equal(["b\nc\n"], service.Calls);
    }

    [Theory]
    [InlineData("<html>")]
    [InlineData("{}")]
    [InlineData("null")]
    public async Task Another_service_is_told_apart(string body)
    {
        using var service = new ServiceStub((_, _) => new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(body, Encoding.UTF8, "application/json") });

        Assert.Equal(ExitCodes.Failed, await RunAsync(service, "a\n"));

        Assert.Contains("is this the address of ContractAttach?", Lines(_progress), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public async Task A_line_that_was_not_sent_is_not_rejected_and_what_went_before_is_told(int line)
    {
        using var service = new ServiceStub((call, _) => call == 1 ? ServiceStub.Took(2) : ServiceStub.Took(0, new ImportError(line, "is wrong")));

        Assert.Equal(ExitCodes.Failed, await RunAsync(service, "a\nb\nc\nd\n", 4));

        Assert.Contains("Go on with --from-line 3:", Lines(_progress), StringComparison.Ordinal);
        Assert.Equal("2 imported, 0 replaced, 0 rejected\n", Lines(_output));
    }

    [Fact]
    public async Task Rejected_lines_of_which_the_service_names_none_are_counted_all_the_same()
    {
        using var service = new ServiceStub((_, _) => ServiceStub.Took(0, 2, []));

        Assert.Equal(ExitCodes.Rejected, await RunAsync(service, "a\nb\n"));

        Assert.StartsWith("lines 1 to 2: 2 more rejected lines", Lines(_output), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wait_of_days_is_not_waited_for()
    {
        using var stop = new CancellationTokenSource();
        using var service = new ServiceStub((_, _) => ServiceStub.Refuses(HttpStatusCode.ServiceUnavailable, "259200"));

        Task<int> import = RunAsync(service, "a\n", cancellationToken: stop.Token);
        await Patience.UntilAsync(() => Lines(_progress).Length > 0, "the wait to be told");
        await stop.CancelAsync();

        Assert.Equal(ExitCodes.Stopped, await import);
        Assert.StartsWith("The service answers 503: trying again in 300 s.", Lines(_progress), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_first_line_beyond_the_end_is_told()
    {
        using var service = new ServiceStub();

        Assert.Equal(ExitCodes.Rejected, await RunAsync(service, "a\nb\n\n", fromLine: 3));

        Assert.Empty(service.Calls);
        Assert.Contains("in line 2, before --from-line 3", Lines(_progress), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stopped_it_says_where_to_go_on()
    {
        using var stop = new CancellationTokenSource();
        using var service = new ServiceStub((call, _) =>
        {
            if (call == 2)
                stop.Cancel();
            return call == 1 ? ServiceStub.Took(1) : ServiceStub.Refuses(HttpStatusCode.ServiceUnavailable, "60");
        });

        Assert.Equal(ExitCodes.Stopped, await RunAsync(service, "aaaa\nbbbb\n", 5, cancellationToken: stop.Token));

        Assert.Contains("Go on with --from-line 2:", Lines(_progress), StringComparison.Ordinal);
    }

    private static string Lines(StringWriter writer) => writer.ToString().ReplaceLineEndings("\n");

    private Task<int> RunAsync(HttpMessageHandler service, string text, int size = Whole, int fromLine = 1, CancellationToken? cancellationToken = null, TimeProvider? time = null) =>
        RunAsync(service, new MemoryStream(Encoding.UTF8.GetBytes(text)), size, fromLine, cancellationToken, time);

    private async Task<int> RunAsync(HttpMessageHandler service, Stream file, int size, int fromLine = 1, CancellationToken? cancellationToken = null, TimeProvider? time = null)
    {
        using var http = new HttpClient(service, disposeHandler: false) { BaseAddress = new Uri("http://127.0.0.1/") };
        return await new FileImport(new OperatorApi(http, _progress, time ?? TimeProvider.System), _output, _progress).RunAsync(file, size, fromLine, cancellationToken ?? Cancel);
    }

    /// <summary>A clock whose waits are over at once.</summary>
    private sealed class HastyTime : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
