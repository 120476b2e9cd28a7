using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace ContractAttach.Benchmarks.Peer;

/// <summary>
/// The well-known phone verification (https://learn.microsoft.com/azure/azure-functions/durable/durable-functions-phone-verification):
/// an activity sends the code and returns it, then a timer and a wait for each try; here a link and its e-mails follow.
/// </summary>
internal static class PeerOrchestrator
{
    /// <summary>The orchestrator's name.</summary>
    public const string Name = "PhoneVerification";

    /// <summary>The event that bears what was typed.</summary>
    public const string Entry = "Entry";

    /// <summary>The custom status from which on a code is awaited.</summary>
    public const string Waiting = "waiting";

    private const int Tries = 3;

    /// <summary>One verification; its output says whether the contract is attached.</summary>
    [Function(Name)]
    public static async Task<bool> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        PeerInput input = context.GetInput<PeerInput>()!;
        string code = await context.CallActivityAsync<string>(PeerActivities.SendCode, input);
        context.SetCustomStatus(Waiting);
        using CancellationTokenSource cancel = new();
        // Its asynchronous form leaves the orchestrator's thread, which cannot be replayed.
        Action stop = cancel.Cancel;
        Task expired = context.CreateTimer(context.CurrentUtcDateTime.AddMinutes(10), cancel.Token);
        for (int attempt = 0; attempt < Tries; attempt++)
        {
            Task<string> entry = context.WaitForExternalEvent<string>(Entry);
            if (await Task.WhenAny(entry, expired) == expired)
                return false;
            if (await entry != code)
                continue;
            stop();
            await context.CallActivityAsync(PeerActivities.Attach, input);
            return true;
        }

        stop();
        return false;
    }
}
