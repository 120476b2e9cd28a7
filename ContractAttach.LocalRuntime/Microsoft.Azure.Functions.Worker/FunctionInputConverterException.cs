namespace Microsoft.Azure.Functions.Worker;

/// <summary>An input does not fit the parameter that it is for; thrown when the function is about to run, so that the pipeline can answer it.</summary>
public class FunctionInputConverterException : FunctionWorkerException
{
    /// <summary>Says why.</summary>
    /// <param name="message">Why.</param>
    public FunctionInputConverterException(string message) : base(message) { }

    /// <summary>Says why.</summary>
    /// <param name="message">Why.</param>
    /// <param name="innerException">What caused it.</param>
    public FunctionInputConverterException(string message, Exception innerException) : base(message, innerException) { }
}
