namespace ContractAttach.Tests.EndToEnd;

/// <summary>Starts that are answered by <c>contract-not-recognised</c>, each for another cause.</summary>
internal static class UnrecognisedStart
{
    /// <summary>The causes; those of kinds that need a code first.</summary>
    public static readonly string[] Causes =
    [
        "unknown mobile", "other kind", "other segment", "suspended mobile", "terminated mobile", "unreachable holder", "excluded mobile",
        "unknown internet", "wrong customer number", "wrong customer number of a fixed number", "suspended internet", "wrong number of an excluded internet",
    ];

    /// <summary>Those of kinds that need a code, or the others.</summary>
    public static IEnumerable<string> CausesOf(string kind) => Causes.Where((_, index) => index < 7 == (kind == "mobile"));

    /// <summary>Has such a contract, and says with what to begin the request.</summary>
    public static Task<(TestContract Contract, string? CustomerNumber)> PrepareAsync(Deployment deployment, string cause) =>
        PrepareAsync(deployment.ImportAsync, cause);

    /// <summary>The same where contracts are taken in otherwise.</summary>
    public static async Task<(TestContract Contract, string? CustomerNumber)> PrepareAsync(Func<TestContract, Task> import, string cause)
    {
        TestContract mobile = TestContract.Mobile();
        TestContract internet = TestContract.Internet();
        TestContract telephone = TestContract.InternetWithTelephone();
        const string Excluded = "Performance Pro";
        (TestContract? imported, TestContract asked, string? number) = cause switch
        {
            "unknown mobile" => (null, mobile, null),
            "other kind" => (mobile, mobile with { Kind = "open" }, null),
            "other segment" => (mobile, mobile with { Segment = "professional" }, null),
            "suspended mobile" => (mobile with { Status = "suspended" }, mobile, null),
            "terminated mobile" => (mobile with { Status = "terminated" }, mobile, null),
            "unreachable holder" => (mobile with { HolderEmail = null }, mobile, null),
            "excluded mobile" => (mobile with { Segment = "professional", Range = Excluded }, mobile with { Segment = "professional" }, null),
            "unknown internet" => (null, internet, null),
            "wrong customer number" => (internet, internet, TestContract.Digits(10)),
            "wrong customer number of a fixed number" => (telephone, telephone, TestContract.Digits(10)),
            "suspended internet" => (internet with { Status = "suspended" }, internet, null),
            "wrong number of an excluded internet" =>
                (internet with { Segment = "professional", Range = Excluded }, internet with { Segment = "professional" }, TestContract.Digits(10)),
            _ => throw new ArgumentOutOfRangeException(nameof(cause)),
        };
        if (imported is not null)
            await import(imported);
        return (asked, number);
    }
}
