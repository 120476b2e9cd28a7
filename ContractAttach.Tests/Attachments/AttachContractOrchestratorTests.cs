using ContractAttach.Accounts;
using ContractAttach.Attachments;
using ContractAttach.Functions.Attachments;
using Xunit;

namespace ContractAttach.Tests.Attachments;

public sealed class AttachContractOrchestratorTests
{
    private const string Wrong = "99999999";

    [Fact]
    public void RightCode_AttachesTheContract_WithOneWaitOneTimerAndTwoActivities()
    {
        OrchestrationScript script = new OrchestrationScript().Run(sent: true);

        script.Enter(OrchestrationScript.Code(1));

        Assert.True(script.Orchestration.IsCompletedSuccessfully);
        Assert.Equal(RequestStatus.Attached, script.Progress.Status);
        Assert.Equal(Role.Proxy, script.Progress.Role);
        Assert.Equal([RequestStatus.SendingCode, RequestStatus.AwaitingCode, RequestStatus.Attaching, RequestStatus.Attached], script.Statuses);
        Assert.Equal((1, 1, 1, 1, 0), (script.Waits, script.Timers.Count, script.Sends.Count, script.Attaches, script.Ends.Count));
        Assert.True(script.Timers[0].IsCancelled);
    }

    [Fact]
    public void WhileTheCodeIsAwaited_TheProgressSaysWhatAWebChannelShows()
    {
        OrchestrationScript script = new OrchestrationScript().Run(sent: true);

        Assert.Equal(
            (RequestStatus.AwaitingCode, 1, 2, 5, false),
            (script.Progress.Status, script.Progress.Sends, script.Progress.SendsLeft, script.Progress.TriesLeft, script.Progress.SendFailed));
        Assert.Equal(OrchestrationScript.Start.AddMinutes(10), script.Progress.CodeExpiresAt);
        Assert.Equal(OrchestrationScript.Start.AddSeconds(30), script.Progress.ResendAt);
    }

    [Fact]
    public void WrongCode_CostsATry_AndTheRequestGoesOn()
    {
        OrchestrationScript script = new OrchestrationScript().Run(sent: true);

        string entry = script.Enter(Wrong);

        Assert.Equal(Outcome.Incorrect, script.OutcomeOf(entry));
        Assert.Equal((RequestStatus.AwaitingCode, 4), (script.Progress.Status, script.Progress.TriesLeft));
        Assert.Single(script.Timers);

        script.Enter(OrchestrationScript.Code(1));
        Assert.Equal(RequestStatus.Attached, script.Progress.Status);
    }

    [Fact]
    public void FifthWrongCode_EndsTheRequest_WhateverCodesItWasEnteredFor()
    {
        OrchestrationScript script = new OrchestrationScript().Run(sent: true);
        script.Enter(Wrong);
        script.Enter(Wrong);
        script.Pass(TimeSpan.FromSeconds(30));
        script.Resend();
        script.Sent();
        script.Enter(Wrong);
        script.Enter(Wrong);

        string last = script.Enter(Wrong);

        Assert.Equal(Outcome.LastTryWrong, script.OutcomeOf(last));
        Assert.Equal((RequestStatus.Refused, RefusalReason.TooManyTries, 0), (script.Progress.Status, script.Progress.Reason, script.Progress.TriesLeft));
        Assert.Equal((RequestStatus.Refused, RefusalReason.TooManyTries), (script.Ends[0].Status, script.Ends[0].Reason));
        Assert.Equal(0, script.Attaches);
        Assert.True(script.Orchestration.IsCompletedSuccessfully);
    }

    [Fact]
    public void RightCodeAsTheLastTry_Attaches()
    {
        OrchestrationScript script = new OrchestrationScript().Run(sent: true);
        for (int wrong = 0; wrong < 4; wrong++)
            script.Enter(Wrong);

        script.Enter(OrchestrationScript.Code(1));

        Assert.Equal(RequestStatus.Attached, script.Progress.Status);
    }

    [Fact]
    public void CodeThatHasRunOut_IsNotCompared_AndCostsNoTry()
    {
        OrchestrationScript script = new OrchestrationScript().Run(sent: true);
        script.Pass(TimeSpan.FromMinutes(10));

        string right = script.Enter(OrchestrationScript.Code(1));
        string wrong = script.Enter(Wrong);

        Assert.Equal((Outcome.CodeExpired, Outcome.CodeExpired), (script.OutcomeOf(right), script.OutcomeOf(wrong)));
        Assert.Equal((RequestStatus.AwaitingCode, 5), (script.Progress.Status, script.Progress.TriesLeft));
    }

    [Fact]
    public void CodeAtTheLastInstantOfItsLife_IsRight()
    {
        OrchestrationScript script = new OrchestrationScript().Run(sent: true);
        script.Pass(TimeSpan.FromMinutes(10) - TimeSpan.FromTicks(1));

        script.Enter(OrchestrationScript.Code(1));

        Assert.Equal(RequestStatus.Attached, script.Progress.Status);
    }

    [Fact]
    public void NewCodeAfterOneHasRunOut_IsSentAndAttaches()
    {
        OrchestrationScript script = new OrchestrationScript().Run(sent: true);
        script.Pass(TimeSpan.FromMinutes(11));

        string resend = script.Resend();
        script.Sent();
        script.Enter(OrchestrationScript.Code(2));

        Assert.Equal(Outcome.Done, script.OutcomeOf(resend));
        Assert.Equal(2, script.Sends[1].Send);
        Assert.Equal(RequestStatus.Attached, script.Progress.Status);
    }

    [Fact]
    public void NewerCode_SupersedesTheOlder_AtNoCost()
    {
        OrchestrationScript script = new OrchestrationScript().Run(sent: true);
        script.Pass(TimeSpan.FromSeconds(30));
        script.Resend();
        script.Sent();

        string entry = script.Enter(OrchestrationScript.Code(1));

        Assert.Equal(Outcome.Superseded, script.OutcomeOf(entry));
        Assert.Equal(5, script.Progress.TriesLeft);
    }

    [Fact]
    public void NewerCode_HasALifetimeAndATimerOfItsOwn()
    {
        OrchestrationScript script = new OrchestrationScript().Run(sent: true);
        script.Pass(TimeSpan.FromMinutes(5));
        script.Resend();
        script.Sent();

        Assert.Equal(OrchestrationScript.Start.AddMinutes(15), script.Progress.CodeExpiresAt);
        Assert.True(script.Timers[0].IsCancelled);
        Assert.Equal(OrchestrationScript.Start.AddMinutes(15), script.Timers[1].Due);
    }

    [Fact]
    public void Resend_IsAllowedAfter30Seconds_ThenAfter60_ThenNoMore()
    {
        OrchestrationScript script = new OrchestrationScript().Run(sent: true);

        string tooSoon = script.Resend();
        script.Pass(TimeSpan.FromSeconds(30));
        string second = script.Resend();
        script.Sent();
        script.Pass(TimeSpan.FromSeconds(59));
        string stillTooSoon = script.Resend();
        script.Pass(TimeSpan.FromSeconds(1));
        string third = script.Resend();
        script.Sent();
        script.Pass(TimeSpan.FromMinutes(5));
        string noMore = script.Resend();

        Assert.Equal(
            [Outcome.TooSoon, Outcome.Done, Outcome.TooSoon, Outcome.Done, Outcome.NoSendLeft],
            new[] { tooSoon, second, stillTooSoon, third, noMore }.Select(id => script.OutcomeOf(id)!.Value));
        Assert.Equal(3, script.Sends.Count);
        Assert.Null(script.Progress.ResendAt);
    }

    [Fact]
    public void TwoResendsAtOnce_SendOneCode()
    {
        OrchestrationScript script = new OrchestrationScript().Run(sent: true);
        script.Pass(TimeSpan.FromMinutes(1));

        string first = script.Resend();
        string second = script.Resend();

        Assert.Equal((Outcome.Done, Outcome.TooSoon), (script.OutcomeOf(first), script.OutcomeOf(second)));
        Assert.Equal(2, script.Sends.Count);
    }

    [Fact]
    public void LastCodeRunOut_WithNoSendLeft_EndsTheRequest()
    {
        OrchestrationScript script = new OrchestrationScript().Run(sent: true);
        script.Pass(TimeSpan.FromMinutes(1));
        script.Resend();
        script.Sent();
        script.Pass(TimeSpan.FromMinutes(1));
        script.Resend();
        script.Sent();

        script.Pass(TimeSpan.FromMinutes(10));

        Assert.Equal(RequestStatus.Expired, script.Progress.Status);
        Assert.True(script.Orchestration.IsCompletedSuccessfully);
    }

    [Fact]
    public void RequestThatStillAwaitsItsCode_EndsAtSixtyMinutes()
    {
        OrchestrationScript script = new OrchestrationScript().Run(sent: true);

        script.Pass(TimeSpan.FromMinutes(10));
        Assert.Equal(RequestStatus.AwaitingCode, script.Progress.Status);
        script.Pass(TimeSpan.FromMinutes(50));

        Assert.Equal(RequestStatus.Expired, script.Progress.Status);
        Assert.Equal(2, script.Timers.Count);
    }

    [Fact]
    public void RequestThatStillAwaitsAnAnswer_EndsAtSixtyMinutes()
    {
        OrchestrationScript script = new OrchestrationScript(answersGiven: false).Run(sent: true);
        script.Enter(OrchestrationScript.Code(1), lineUser: true);
        Assert.Equal(RequestStatus.AwaitingContactDetails, script.Progress.Status);

        script.Pass(TimeSpan.FromMinutes(60));

        Assert.Equal(RequestStatus.Expired, script.Progress.Status);
    }

    [Fact]
    public void OrchestrationThatBeginsTooLate_EndsTheRequest_AndSendsNothing()
    {
        OrchestrationScript script = new OrchestrationScript().Pass(TimeSpan.FromHours(2)).Run();

        Assert.Equal(RequestStatus.Expired, script.Progress.Status);
        Assert.Empty(script.Sends);
    }

    [Fact]
    public void AnswersGivenWhileTheCodeTravels_AreNotAskedForAgain()
    {
        OrchestrationScript script = new OrchestrationScript(answersGiven: false).Run(sent: true);
        script.Give(lineUser: true);
        script.Give(contactDetails: true);

        script.Enter(OrchestrationScript.Code(1));

        Assert.Equal(RequestStatus.Attached, script.Progress.Status);
        Assert.DoesNotContain(RequestStatus.AwaitingLineUser, script.Statuses);
    }

    [Fact]
    public void AnswersMissingOnceTheCodeIsAccepted_AreAskedForOneAfterTheOther()
    {
        OrchestrationScript script = new OrchestrationScript(answersGiven: false).Run(sent: true);

        string entry = script.Enter(OrchestrationScript.Code(1));
        Assert.Equal((Outcome.Done, RequestStatus.AwaitingLineUser), (script.OutcomeOf(entry), script.Progress.Status));
        script.Give(lineUser: true);
        Assert.Equal(RequestStatus.AwaitingContactDetails, script.Progress.Status);
        script.Give(contactDetails: true);

        Assert.Equal(RequestStatus.Attached, script.Progress.Status);
    }

    [Fact]
    public void AnswersGivenWithTheCode_AttachAtOnce()
    {
        OrchestrationScript script = new OrchestrationScript(answersGiven: false).Run(sent: true);

        script.Enter(OrchestrationScript.Code(1), lineUser: true, contactDetails: true);

        Assert.Equal(RequestStatus.Attached, script.Progress.Status);
    }

    [Fact]
    public void AnswersGivenWithAWrongCode_AreKept()
    {
        OrchestrationScript script = new OrchestrationScript(answersGiven: false).Run(sent: true);
        script.Enter(Wrong, lineUser: true, contactDetails: true);

        script.Enter(OrchestrationScript.Code(1));

        Assert.Equal(RequestStatus.Attached, script.Progress.Status);
    }

    [Fact]
    public void CodeEnteredBeforeTheWait_IsNotLost()
    {
        var script = new OrchestrationScript();
        script.Enter(OrchestrationScript.Code(1));

        script.Run(sent: true);

        Assert.Equal(RequestStatus.Attached, script.Progress.Status);
    }

    [Fact]
    public void CodeEnteredWhileOneIsBeingSent_WaitsForIt()
    {
        OrchestrationScript script = new OrchestrationScript().Run(sent: true);
        script.Pass(TimeSpan.FromMinutes(1));
        script.Resend();

        string entry = script.Enter(OrchestrationScript.Code(2));
        Assert.Null(script.OutcomeOf(entry));
        script.Sent();

        Assert.Equal(RequestStatus.Attached, script.Progress.Status);
    }

    [Fact]
    public void TwoEntriesAtOnce_AreJudgedInTheirOrder()
    {
        var script = new OrchestrationScript();
        string wrong = script.Enter(Wrong);
        string right = script.Enter(OrchestrationScript.Code(1));

        script.Run(sent: true);

        Assert.Equal((Outcome.Incorrect, Outcome.Done), (script.OutcomeOf(wrong), script.OutcomeOf(right)));
        Assert.Equal(1, script.Attaches);
    }

    [Fact]
    public void SecondRightEntry_AfterTheFirst_IsToldThatNoCodeIsAwaited()
    {
        OrchestrationScript script = new OrchestrationScript(answersGiven: false).Run(sent: true);
        script.Enter(OrchestrationScript.Code(1));

        string second = script.Enter(OrchestrationScript.Code(1));

        Assert.Equal(Outcome.NotAwaitingCode, script.OutcomeOf(second));
    }

    [Fact]
    public void AnswersGivenWithASecondRightEntry_AreTaken()
    {
        OrchestrationScript script = new OrchestrationScript(answersGiven: false).Run(sent: true);
        script.Enter(OrchestrationScript.Code(1));

        script.Enter(OrchestrationScript.Code(1), lineUser: true, contactDetails: true);

        Assert.Equal(RequestStatus.Attached, script.Progress.Status);
    }

    [Fact]
    public void InputsAfterTheEnd_ChangeNothing()
    {
        OrchestrationScript script = new OrchestrationScript().Run(sent: true);
        script.Cancel();
        AttachProgress ended = script.Progress;

        script.Enter(OrchestrationScript.Code(1));
        script.Resend();
        script.Pass(TimeSpan.FromHours(2));

        Assert.Same(ended, script.Progress);
        Assert.Equal((1, 0, 1), (script.Sends.Count, script.Attaches, script.Ends.Count));
    }

    [Fact]
    public void Cancel_EndsTheRequest_EvenWhileACodeIsBeingSent()
    {
        OrchestrationScript script = new OrchestrationScript().Run();

        script.Cancel();

        Assert.Equal(RequestStatus.Cancelled, script.Progress.Status);
        Assert.True(script.Orchestration.IsCompletedSuccessfully);
    }

    [Fact]
    public void EndThatCameFirst_IsTheOneShown()
    {
        OrchestrationScript script = new OrchestrationScript { EndedBefore = new RequestEnd(RequestStatus.Expired, null, OrchestrationScript.Start) }.Run(sent: true);

        script.Cancel();

        Assert.Equal(RequestStatus.Expired, script.Progress.Status);
    }

    [Fact]
    public void ContractThatIsNoLongerToBeHad_RefusesTheRequest()
    {
        OrchestrationScript script = new OrchestrationScript(attachFails: true).Run(sent: true);

        script.Enter(OrchestrationScript.Code(1));

        Assert.Equal((RequestStatus.Refused, RefusalReason.ContractUnavailable), (script.Progress.Status, script.Progress.Reason));
    }

    [Fact]
    public void SendThatFailed_MayBeRepeatedAtOnce_AndSupersedesNothing()
    {
        OrchestrationScript script = new OrchestrationScript().Run(sent: true);
        script.Pass(TimeSpan.FromSeconds(30));
        script.Resend();
        script.SendFails();

        Assert.True(script.Progress.SendFailed);
        Assert.Equal(1, script.Progress.SendsLeft);
        Assert.Equal(Outcome.Incorrect, script.OutcomeOf(script.Enter(Wrong)));
        string resend = script.Resend();

        Assert.Equal(Outcome.Done, script.OutcomeOf(resend));
        script.Sent();
        script.Enter(OrchestrationScript.Code(3));
        Assert.Equal(RequestStatus.Attached, script.Progress.Status);
    }

    [Fact]
    public void OlderCode_IsStillRight_WhereTheNewerOneDidNotArrive()
    {
        OrchestrationScript script = new OrchestrationScript().Run(sent: true);
        script.Pass(TimeSpan.FromSeconds(30));
        script.Resend();
        script.Sent(accepted: false);

        script.Enter(OrchestrationScript.Code(1));

        Assert.Equal(RequestStatus.Attached, script.Progress.Status);
    }

    [Fact]
    public void CodeWhoseSendWasNotAnswered_MayHaveArrived_AndIsRight()
    {
        OrchestrationScript script = new OrchestrationScript().Run();
        script.SendFails();

        Assert.Equal(Outcome.Done, script.OutcomeOf(script.Enter(OrchestrationScript.Code(1))));

        Assert.Equal((RequestStatus.Attached, 5), (script.Progress.Status, script.Progress.TriesLeft));
    }

    [Fact]
    public void ThirdFailedSend_EndsTheRequest()
    {
        OrchestrationScript script = new OrchestrationScript().Run();
        script.Sent(accepted: false);
        script.Resend();
        script.SendFails();
        script.Resend();

        script.Sent(accepted: false);

        Assert.Equal((RequestStatus.Refused, RefusalReason.CodeNotDelivered), (script.Progress.Status, script.Progress.Reason));
    }

    [Fact]
    public void ReportThatTheSmsDidNotArrive_AllowsANewCodeAtOnce()
    {
        OrchestrationScript script = new OrchestrationScript().Run(sent: true);

        script.Report(1);

        Assert.True(script.Progress.SendFailed);
        Assert.Equal(Outcome.Done, script.OutcomeOf(script.Resend()));
    }

    [Fact]
    public void ReportsThatNoneOfThreeSmsArrived_EndTheRequest()
    {
        OrchestrationScript script = new OrchestrationScript().Run(sent: true);
        script.Report(1);
        script.Resend();
        script.Sent();
        script.Report(2);
        script.Resend();
        script.Sent();

        script.Report(3);

        Assert.Equal(RefusalReason.CodeNotDelivered, script.Progress.Reason);
    }

    [Fact]
    public void LateReportOfAnEarlierSend_LeavesTheNewerCodeAlone()
    {
        OrchestrationScript script = new OrchestrationScript().Run(sent: true);
        script.Pass(TimeSpan.FromMinutes(1));
        script.Resend();
        script.Sent();

        script.Report(1);
        script.Enter(OrchestrationScript.Code(2));

        Assert.Equal(RequestStatus.Attached, script.Progress.Status);
    }

    [Fact]
    public void InternetContract_NeedsNoCode_AndAsksForContactDetailsAlone()
    {
        OrchestrationScript script = new OrchestrationScript(needsCode: false, answersGiven: false).Run();
        Assert.Equal(RequestStatus.AwaitingContactDetails, script.Progress.Status);

        script.Give(contactDetails: true);

        Assert.Equal([RequestStatus.AwaitingContactDetails, RequestStatus.Attaching, RequestStatus.Attached], script.Statuses);
        Assert.Empty(script.Sends);
    }

    [Fact]
    public void InternetContract_WithContactDetailsGiven_AttachesAtOnce_WithoutATimer()
    {
        OrchestrationScript script = new OrchestrationScript(needsCode: false).Run();

        Assert.Equal([RequestStatus.Attaching, RequestStatus.Attached], script.Statuses);
        Assert.Empty(script.Timers);
    }

    [Fact]
    public void TimerOfAClockThatRunsAhead_StillEndsTheCodesLife()
    {
        OrchestrationScript script = new OrchestrationScript().Run(sent: true);

        script.Timers[0].Fire();
        string entry = script.Enter(OrchestrationScript.Code(1));

        Assert.Equal(Outcome.CodeExpired, script.OutcomeOf(entry));
    }

    [Fact]
    public void InputRaisedTwice_IsJudgedOnce()
    {
        OrchestrationScript script = new OrchestrationScript().Run(sent: true);

        string entry = script.Enter(Wrong);
        script.EnterAgain(entry, Wrong);

        Assert.Equal(4, script.Progress.TriesLeft);
    }

    [Fact]
    public void WrongTries_AreNotPushedOutOfTheAnswers()
    {
        OrchestrationScript script = new OrchestrationScript().Run(sent: true);
        string wrong = script.Enter(Wrong);
        script.Pass(TimeSpan.FromMinutes(10));

        for (int entry = 0; entry < 100; entry++)
            script.Enter(Wrong);

        Assert.Equal(Outcome.Incorrect, script.OutcomeOf(wrong));
    }

    [Fact]
    public void AnswersKept_AreBounded()
    {
        OrchestrationScript script = new OrchestrationScript().Run(sent: true);
        script.Pass(TimeSpan.FromMinutes(10));

        for (int entry = 0; entry < 100; entry++)
            script.Enter(Wrong);

        Assert.Equal(32, script.Progress.Answers.Count);
    }
}
