using ContractAttach.Codes;

namespace ContractAttach.Functions.Attachments;

/// <summary>The codes that a request has sent, in their order. Pure: the orchestrator gives it the time.</summary>
/// <param name="rules">The numbers of the request.</param>
/// <param name="digests">The digest of each send's code.</param>
internal sealed class SentCodes(AttachRules rules, IReadOnlyList<string> digests)
{
    private readonly List<SentCode> _codes = [];

    /// <summary>Codes sent so far, failed ones included: each counts.</summary>
    public int Count => _codes.Count;

    /// <summary>Codes that may still be sent.</summary>
    public int Left => rules.Sends - _codes.Count;

    /// <summary>Whether the last send is known not to have arrived.</summary>
    public bool LastFailed => _codes.Count > 0 && _codes[^1].Failed;

    /// <summary>Whether every allowed send has failed.</summary>
    public bool AllFailed => Left == 0 && _codes.TrueForAll(code => code.Failed);

    /// <summary>When the last code that can still be entered runs out; null before the first send.</summary>
    public DateTime? ExpiresAt => _codes.Where((_, index) => !Superseded(index)).Max(code => (DateTime?)code.ExpiresAt);

    /// <summary>When a new code may be asked for; null where none may.</summary>
    public DateTime? ResendAt =>
        Left == 0 || _codes.Count == 0 ? null
        : LastFailed ? _codes[^1].GeneratedAt
        : _codes[^1].GeneratedAt + (_codes.Count == 1 ? rules.FirstResendWait : rules.NextResendWait);

    /// <summary>A code is generated now; its lifetime begins.</summary>
    /// <returns>The number of its send, from 1.</returns>
    public int Generate(DateTime now)
    {
        _codes.Add(new SentCode(now, now + rules.CodeLifetime));
        return _codes.Count;
    }

    /// <summary>What came of the last send.</summary>
    /// <param name="accepted">Whether the service is known to have taken it. One that did not answer may have: the code can be entered all the same.</param>
    public void Sent(bool accepted) => _codes[^1].Failed |= !accepted;

    /// <summary>The send is known not to have arrived.</summary>
    public void Fail(int send)
    {
        if (send >= 1 && send <= _codes.Count)
            _codes[send - 1].Failed = true;
    }

    /// <summary>
    /// Holds an entry against the codes: right, superseded by a newer one, run out (then it is not compared), or wrong. A
    /// newer code that did not arrive supersedes nothing.
    /// </summary>
    /// <param name="entered">The entry's digest for each send.</param>
    /// <param name="now">The time.</param>
    public Outcome Compare(IReadOnlyList<string> entered, DateTime now)
    {
        bool anyLive = false;
        var match = Outcome.Incorrect;
        for (int index = 0; index < _codes.Count; index++)
        {
            bool live = !Superseded(index) && now < _codes[index].ExpiresAt;
            anyLive |= live;
            if (index < entered.Count && CodeDigest.Same(digests[index], entered[index]))
                match = live ? Outcome.Done : Superseded(index) ? Outcome.Superseded : Outcome.CodeExpired;
        }

        return anyLive ? match : Outcome.CodeExpired;
    }

    private bool Superseded(int index) => _codes.FindLastIndex(code => !code.Failed) > index;

    private sealed class SentCode(DateTime generatedAt, DateTime expiresAt)
    {
        public DateTime GeneratedAt { get; } = generatedAt;

        public DateTime ExpiresAt { get; } = expiresAt;

        public bool Failed { get; set; }
    }
}
