namespace Microsoft.DurableTask;

/// <summary>What an activity knows of its call.</summary>
public abstract class TaskActivityContext
{
    /// <summary>The activity's name.</summary>
    public abstract TaskName Name { get; }

    /// <summary>The instance that called it.</summary>
    public abstract string InstanceId { get; }

    /// <summary>The version called, empty where there is none.</summary>
    public virtual string Version => string.Empty;
}
