using ContractAttach.Attachments;
using ContractAttach.Codes;
using ContractAttach.Contracts;
using ContractAttach.Functions.DeliveryReports;
using ContractAttach.Notifications;
using ContractAttach.Telemetry;
using Microsoft.Azure.Functions.Worker;

namespace ContractAttach.Functions.Attachments;

/// <summary>Sends a code to the line by SMS. The same send always has the same code and tag, however often it runs.</summary>
public sealed class SendCodeActivity(AttachmentStore store, CodeBook codes, ISmsSender sms, RequestMetrics metrics)
{
    /// <summary>The activity's name.</summary>
    public const string Name = "SendCode";

    /// <summary>Derives the code and sends it.</summary>
    [Function(Name)]
    public async Task<SendCodeResult> RunAsync([ActivityTrigger] SendCodeInput input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        RequestRow request = await store.FindRequestAsync(input.AccountId, input.RequestId, cancellationToken)
            ?? throw new InvalidOperationException("The request is gone.");
        CodeSeed seed = request.Seed ?? throw new InvalidOperationException("The request needs no code.");

        string code = codes.Derive(seed, input.Send);
        string text = CodeSms.Write(new CodeSmsFacts(
            request.RequesterFirstName,
            request.RequesterLastName,
            LineMask.Sms(request.Line),
            code,
            input.Send,
            input.Sends,
            (int)Math.Ceiling(input.Lifetime.TotalMinutes),
            request.IsFlybox,
            Enum.Parse<ContractLanguage>(request.Language)));
        try
        {
            SmsOutcome outcome = await sms.SendAsync(new SmsMessage(request.Line, text, new SendTag(request.Id, input.Send).ToString(), DeliveryReport: true), cancellationToken);
            metrics.Sent(outcome.Accepted ? CodeFate.Sent : CodeFate.Refused);
            return new SendCodeResult(outcome.Accepted);
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            metrics.Sent(CodeFate.Failed);
            throw;
        }
    }
}
