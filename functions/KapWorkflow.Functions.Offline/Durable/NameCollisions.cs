namespace DurableTask.Core.Exceptions;

public class OrchestrationAlreadyExistsException : InvalidOperationException
{
    public OrchestrationAlreadyExistsException()
    {
    }

    public OrchestrationAlreadyExistsException(string message)
        : base(message)
    {
    }

    public OrchestrationAlreadyExistsException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

/// <summary>
/// Never used here. The real package has a type of this name beside Microsoft.DurableTask's, so using both namespaces must be as
/// ambiguous offline as it is there.
/// </summary>
public class TaskFailedException : Exception
{
}
