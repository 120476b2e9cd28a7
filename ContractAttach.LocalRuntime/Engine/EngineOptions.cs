namespace ContractAttach.LocalRuntime.Engine;

/// <summary>Where the embedded durable engine keeps its state and how much it runs at once.</summary>
internal sealed class EngineOptions
{
    /// <summary>Connection string of the storage account; <c>AzureWebJobsStorage</c> in the host's settings.</summary>
    public string? ConnectionString { get; set; }

    /// <summary><c>extensions.durableTask.hubName</c> of host.json: prefix of the engine's tables, 3 to 45 letters and digits.</summary>
    public string HubName { get; set; } = "TestHubName";

    /// <summary><c>extensions.durableTask.defaultVersion</c> of host.json: the version of instances that are started without one.</summary>
    public string? DefaultVersion { get; set; }

    /// <summary><c>maxConcurrentActivityFunctions</c> of host.json; the real host's default is 10 a core.</summary>
    public int MaxConcurrentActivities { get; set; } = 10 * Environment.ProcessorCount;

    /// <summary><c>maxConcurrentOrchestratorFunctions</c> of host.json; the real host's default is 10 a core.</summary>
    public int MaxConcurrentOrchestrators { get; set; } = 10 * Environment.ProcessorCount;
}
