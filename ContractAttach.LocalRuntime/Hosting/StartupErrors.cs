using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Azure;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace ContractAttach.LocalRuntime.Hosting;

/// <summary>Turns what hinders a start into sentences for the person who started it.</summary>
internal static partial class StartupErrors
{
    /// <summary>Runs a part of the start; where the process is the application's own and the part fails for a known reason, says why and ends the process with exit code 1.</summary>
    public static T Guard<T>(LocalHostOptions options, Func<T> part)
    {
        try
        {
            return part();
        }
        catch (Exception e) when (options.OwnsProcess && Sentences(e) is { } sentences)
        {
            Exit(sentences);
            throw;
        }
    }

    /// <inheritdoc cref="Guard"/>
    public static async Task GuardAsync(LocalHostOptions options, Func<ValueTask> cleanUp, Func<Task> part)
    {
        try
        {
            await part();
        }
        catch (Exception e) when (options.OwnsProcess && Sentences(e) is { } sentences)
        {
            await cleanUp();
            Exit(sentences);
            throw;
        }
    }

    /// <summary>One sentence a line; null where the reason is none that the person could do something about.</summary>
    public static string? Sentences(Exception exception) => exception switch
    {
        StartupException => exception.Message,
        OptionsValidationException options => string.Join(Environment.NewLine, options.Failures.Select(OwnMessage)),
        InvalidOperationException when Unconverted().Match(exception.Message) is { Success: true } unconverted
            => $"{unconverted.Groups[1].Value.Replace(":", "__", StringComparison.Ordinal)} must be {Form(unconverted.Groups[2].Value)}.",
        AggregateException many when many.Flatten().InnerExceptions.Select(Sentences).Distinct().ToList() is var all && all.All(s => s is not null)
            => string.Join(Environment.NewLine, all),
        IOException { InnerException: AddressInUseException or SocketException } => BusyPort(exception.Message),
        RequestFailedException { Status: 0 } => $"The storage account cannot be reached ({exception.Message.ReplaceLineEndings(" ")}): start it, or correct its connection string.",
        RequestFailedException { Status: 408 or 429 or >= 500 } away => $"The storage account does not serve now ({away.Status} {away.ErrorCode}): start again once it does.",
        RequestFailedException { Status: (int)HttpStatusCode.Forbidden or (int)HttpStatusCode.Unauthorized } refused
            => $"The storage account refuses the credentials ({refused.ErrorCode}): correct its connection string, or give this identity access.",
        { InnerException: { } inner } => Sentences(inner),
        _ => null,
    };

    private static string BusyPort(string message)
        => message.TrimEnd('.') + ": end the program that listens there, or choose another port with Host__LocalHttpPort (for instance Host__LocalHttpPort=7081).";

    private static string OwnMessage(string failure) => DataAnnotation().Replace(FrameworksOwn().Replace(failure, "$1__$2 $3"), "$1");

    private static string Form(string type) => type switch
    {
        "System.Int32" => "a whole number",
        "System.TimeSpan" => "a length of time, such as 00:10:00",
        "System.Boolean" => "true or false",
        "System.Uri" => "an address, such as https://example.com",
        _ => $"of the form of {type}",
    };

    // What the framework wraps around an attribute's own message.
    [GeneratedRegex("^DataAnnotation validation failed for .* with the error: '(.*)'\\.$")]
    private static partial Regex DataAnnotation();

    // And around one that the attribute has from the framework. The options of section X are XOptions.
    [GeneratedRegex(@"^DataAnnotation validation failed for '(\w+)Options' members: '(\w+)' with the error: 'The field \2 (.*)'\.$")]
    private static partial Regex FrameworksOwn();

    // What the binder of settings says. The value is not repeated.
    [GeneratedRegex("^Failed to convert configuration value .* at '([^']+)' to type '([^']+)'\\.$")]
    private static partial Regex Unconverted();

    private static void Exit(string sentences)
    {
        Console.Error.WriteLine(sentences);
        Environment.Exit(1);
    }
}
