namespace Microsoft.Azure.Functions.Worker;

/// <summary>The host could not do what the function's declaration asks for.</summary>
public class FunctionWorkerException : Exception
{
    /// <summary>Says why.</summary>
    /// <param name="message">Why.</param>
    public FunctionWorkerException(string message) : base(message) { }

    /// <summary>Says why.</summary>
    /// <param name="message">Why.</param>
    /// <param name="innerException">What caused it.</param>
    public FunctionWorkerException(string message, Exception innerException) : base(message, innerException) { }
}
