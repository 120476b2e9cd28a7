using Microsoft.DurableTask;

namespace ContractAttach.LocalRuntime.Engine;

/// <summary>What an orchestrator or activity is registered under. Name and version are compared without regard to case.</summary>
internal readonly record struct TaskKey(TaskName Name, TaskVersion Version);
