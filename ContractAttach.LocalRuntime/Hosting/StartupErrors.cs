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
        OptionsValidationException options => string.Join(Environment.NewLine, options.Failures.Select(f => DataAnnotation().Replace(f, "$1"))),
        AggregateException many when many.Flatten().InnerExceptions.Select(Sentences).Distinct().ToList() is var all && all.All(s => s is not null)
            => string.Join(Environment.NewLine, all),
        IOException { InnerException: AddressInUseException or SocketException } => BusyPort(exception.Message),
        RequestFailedException { Status: 0 } => $"The storage account cannot be reached ({exception.Message.ReplaceLineEndings(" ")}): start it, or correct its connection string.",
        RequestFailedException { Status: (int)HttpStatusCode.Forbidden or (int)HttpStatusCode.Unauthorized } refused
            => $"The storage account refuses the credentials ({refused.ErrorCode}): correct its connection string, or give this identity access.",
        { InnerException: { } inner } => Sentences(inner),
        _ => null,
    };

    private static string BusyPort(string message)
        => message.TrimEnd('.') + ": end the program that listens there, or choose another port with Host__LocalHttpPort (for instance Host__LocalHttpPort=7081).";

    // What the framework wraps around an attribute's own message.
    [GeneratedRegex("^DataAnnotation validation failed for .* with the error: '(.*)'\\.$")]
    private static partial Regex DataAnnotation();

    private static void Exit(string sentences)
    {
        Console.Error.WriteLine(sentences);
        Environment.Exit(1);
    }
}
