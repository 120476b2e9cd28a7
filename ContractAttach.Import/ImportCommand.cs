using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using System.Net.Http.Headers;
using System.Net.Sockets;
using ContractAttach.Contracts;

namespace ContractAttach.Import;

/// <summary>The command line of the operator's import.</summary>
internal static class ImportCommand
{
    /// <summary>Names the environment variable of the token: a command line is seen by others on the machine.</summary>
    public const string TokenVariable = "CONTRACT_ATTACH_TOKEN";

    // HTTP-API: 10 MB a call.
    private const int LargestCall = 10_000_000;

    // Some 2,500 contracts, which take a minute or two: Azure's front end ends a call after 230 seconds, and progress is seen.
    private const int UsualCall = 1_000_000;

    // The longest line that the service reads, and its end.
    private const int SmallestCall = NdjsonReader.LongestLine + 1;

    // How often a silent connection is asked whether its other end is there.
    private const int KeepAliveSeconds = 15;

    /// <summary>Does what a command line asks for.</summary>
    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, InvocationConfiguration console, CancellationToken cancellationToken = default)
    {
        ParseResult parsed = Create().Parse(arguments);
        int exitCode = await parsed.InvokeAsync(console, cancellationToken);
        return parsed.Action is ParseErrorAction ? ExitCodes.Failed : exitCode;
    }

    private static RootCommand Create()
    {
        Argument<FileInfo> file = new("file") { Description = "The contracts, one JSON object a line." };
        file.AcceptExistingOnly();
        Option<string> url = new("--url") { Description = "Where the service is.", DefaultValueFactory = _ => "http://127.0.0.1:7071" };
        url.Validators.Add(RequireAddress);
        Option<string?> token = new("--token")
        {
            Description = $"A token with the role operator; better given in the environment variable {TokenVariable}, since others see command lines.",
        };
        Option<int> fromLine = Number("--from-line", "The first line to import: where an earlier import stopped.", 1, 1, int.MaxValue);
        Option<int> callSize = Number("--call-size", "Most bytes of a call.", UsualCall, SmallestCall, LargestCall);

        RootCommand command = new(
            "Imports contracts into ContractAttach. A file of any length goes in several calls, never cut within a line. "
            + "Ends with 0 when every line was taken, 1 when some were rejected, 2 when a call failed or the command line was not understood, 130 when it was stopped.")
        {
            file, url, token, fromLine, callSize,
        };
        command.Validators.Add(result => RequireToken(TokenOf(result.GetResult(token)), result));
        command.SetAction((parsed, cancellationToken) => RunAsync(
            parsed.GetValue(file)!,
            parsed.GetValue(url)!,
            TokenOf(parsed.GetResult(token))!,
            parsed.GetValue(callSize),
            parsed.GetValue(fromLine),
            parsed.InvocationConfiguration,
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        FileInfo file, string url, string token, int callSize, int fromLine, InvocationConfiguration console, CancellationToken cancellationToken)
    {
        // A call takes as long as it takes; a service that is gone ends the connection, or no longer answers for it.
        using var connections = new SocketsHttpHandler { ConnectCallback = ConnectAsync };
        using var http = new HttpClient(connections) { BaseAddress = new Uri(url.TrimEnd('/') + "/"), Timeout = Timeout.InfiniteTimeSpan };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        http.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");
        try
        {
            await using FileStream contracts = file.OpenRead();
            return await new FileImport(new OperatorApi(http, console.Error, TimeProvider.System), console.Output, console.Error)
                .RunAsync(contracts, callSize, fromLine, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            await console.Error.WriteLineAsync(exception.Message);
            return ExitCodes.Failed;
        }
    }

    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, KeepAliveSeconds);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, KeepAliveSeconds);
            await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static Option<int> Number(string name, string description, int usual, int least, int most)
    {
        Option<int> option = new(name) { Description = description, DefaultValueFactory = _ => usual };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is var number && (number < least || number > most))
                result.AddError($"{name} must be from {least} to {most}.");
        });
        return option;
    }

    // The token is a key: it goes in clear to nobody but this machine.
    private static void RequireAddress(OptionResult result)
    {
        if (!Uri.TryCreate(result.GetValueOrDefault<string>(), UriKind.Absolute, out Uri? address) || !address.IsSecure())
            result.AddError("--url must be an address that begins with https://, or with http:// and this machine's own name.");
    }

    // No default value of the option: the help shows those.
    private static string? TokenOf(OptionResult? given) =>
        given is null ? Environment.GetEnvironmentVariable(TokenVariable) : given.Tokens.SingleOrDefault()?.Value;

    private static void RequireToken(string? token, CommandResult result)
    {
        if (string.IsNullOrWhiteSpace(token) || !AuthenticationHeaderValue.TryParse("Bearer " + token, out _))
            result.AddError($"Give the operator's token in the environment variable {TokenVariable}, or with --token.");
    }
}
