using System.Reflection;

namespace Microsoft.DurableTask;

/// <summary>What is known of the failure of an activity or orchestration.</summary>
/// <param name="ErrorType">The full name of the exception's type.</param>
/// <param name="ErrorMessage">Its message.</param>
/// <param name="StackTrace">Where it was thrown.</param>
/// <param name="InnerFailure">What caused it.</param>
/// <param name="Properties">What else is said about it.</param>
public record TaskFailureDetails(
    string ErrorType,
    string ErrorMessage,
    string? StackTrace,
    TaskFailureDetails? InnerFailure,
    IDictionary<string, object?>? Properties)
{
    /// <inheritdoc/>
    public override string ToString() => $"{ErrorType}: {ErrorMessage}";

    /// <summary>Whether an exception of this type, or of one derived from it, is the cause.</summary>
    /// <exception cref="AmbiguousMatchException">Several loaded types bear the name of the error.</exception>
    public bool IsCausedBy<T>()
        where T : Exception
        => IsCausedBy(typeof(T));

    /// <summary>Whether an exception of this type, or of one derived from it, is the cause.</summary>
    /// <exception cref="ArgumentException">It is no exception's type.</exception>
    /// <exception cref="AmbiguousMatchException">Several loaded types bear the name of the error.</exception>
    public bool IsCausedBy(Type targetBaseExceptionType)
    {
        ArgumentNullException.ThrowIfNull(targetBaseExceptionType);
        if (!typeof(Exception).IsAssignableFrom(targetBaseExceptionType))
            throw new ArgumentException($"{targetBaseExceptionType} is not an exception.", nameof(targetBaseExceptionType));
        return FindErrorType(targetBaseExceptionType.Assembly) is { } type && targetBaseExceptionType.IsAssignableFrom(type);
    }

    /// <summary>The details of an exception and of what caused it.</summary>
    public static TaskFailureDetails FromException(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        TaskFailureDetails? inner = exception is TaskFailedException failed
            ? failed.FailureDetails
            : exception.InnerException is { } cause ? FromException(cause) : null;
        return new(exception.GetType().ToString(), exception.Message, exception.StackTrace, inner, null);
    }

    private Type? FindErrorType(Assembly nearest)
    {
        if (string.IsNullOrEmpty(ErrorType))
            return null;
        if ((Type.GetType(ErrorType, throwOnError: false) ?? nearest.GetType(ErrorType, throwOnError: false)) is { } near)
            return near;

        Type[] loaded = [.. AppDomain.CurrentDomain.GetAssemblies().Select(a => a.GetType(ErrorType, throwOnError: false)).OfType<Type>()];
        return loaded.Length > 1 ? throw new AmbiguousMatchException($"{loaded.Length} loaded types are named {ErrorType}.") : loaded.FirstOrDefault();
    }
}
