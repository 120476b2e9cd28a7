namespace ContractAttach.Functions.Web;

/// <summary>Ends a call with one of the API's errors; <see cref="ProblemMiddleware"/> makes the answer of it.</summary>
public sealed class ApiException : Exception
{
    /// <summary>An error that needs no more than its code.</summary>
    public ApiException(ApiErrorCode error)
        : base(error?.Code) => Error = error!;

    /// <summary>What is wrong.</summary>
    public ApiErrorCode Error { get; }

    /// <summary>Field → messages, for a 400.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<BilingualText>>? Errors { get; init; }

    /// <summary>When it is worth trying again; becomes <c>Retry-After</c>.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>How many wrong codes more are taken, where one was wrong.</summary>
    public int? TriesLeft { get; init; }

    /// <summary><c>invalid-request</c> for one field; <c>$</c> is the whole body.</summary>
    public static ApiException Invalid(string field, BilingualText message) =>
        new(ApiErrorCode.InvalidRequest) { Errors = new Dictionary<string, IReadOnlyList<BilingualText>> { [field] = [message] } };
}
