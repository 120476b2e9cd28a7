namespace Microsoft.DurableTask;

public sealed partial class DurableTaskRegistry
{
    /// <summary>Adds an orchestrator of a version, made anew by a function for each run.</summary>
    public DurableTaskRegistry AddOrchestrator(TaskName name, TaskVersion version, Func<ITaskOrchestrator> factory)
    {
        ArgumentNullException.ThrowIfNull(factory);
        return Add(Orchestrators, name, version, _ => factory());
    }

    /// <summary>Adds an orchestrator, made anew by a function for each run.</summary>
    public DurableTaskRegistry AddOrchestrator(TaskName name, Func<ITaskOrchestrator> factory) => AddOrchestrator(name, default, factory);

    /// <summary>Adds an orchestrator by its class.</summary>
    public DurableTaskRegistry AddOrchestrator(TaskName name, Type type) =>
        Add(Orchestrators, name, VersionOf(Concrete<ITaskOrchestrator>(type)), _ => (ITaskOrchestrator)Activator.CreateInstance(type)!);

    /// <summary>Adds an orchestrator by its class, under the name that its <see cref="DurableTaskAttribute"/> or the class has.</summary>
    public DurableTaskRegistry AddOrchestrator(Type type) => AddOrchestrator(NameOf(Concrete<ITaskOrchestrator>(type)), type);

    /// <summary>Adds an orchestrator by its class.</summary>
    public DurableTaskRegistry AddOrchestrator<TOrchestrator>(TaskName name)
        where TOrchestrator : class, ITaskOrchestrator
        => AddOrchestrator(name, typeof(TOrchestrator));

    /// <summary>Adds an orchestrator by its class, under the name that its <see cref="DurableTaskAttribute"/> or the class has.</summary>
    public DurableTaskRegistry AddOrchestrator<TOrchestrator>()
        where TOrchestrator : class, ITaskOrchestrator
        => AddOrchestrator(typeof(TOrchestrator));

    /// <summary>Adds an orchestrator that serves all runs.</summary>
    public DurableTaskRegistry AddOrchestrator(TaskName name, ITaskOrchestrator orchestrator)
    {
        ArgumentNullException.ThrowIfNull(orchestrator);
        return Add(Orchestrators, name, VersionOf(orchestrator.GetType()), _ => orchestrator);
    }

    /// <summary>Adds an orchestrator that serves all runs, under the name that its <see cref="DurableTaskAttribute"/> or the class has.</summary>
    public DurableTaskRegistry AddOrchestrator(ITaskOrchestrator orchestrator)
    {
        ArgumentNullException.ThrowIfNull(orchestrator);
        return AddOrchestrator(NameOf(orchestrator.GetType()), orchestrator);
    }

    /// <summary>Adds an orchestrator by its function.</summary>
    public DurableTaskRegistry AddOrchestratorFunc<TInput, TOutput>(TaskName name, Func<TaskOrchestrationContext, TInput, Task<TOutput>> orchestrator)
    {
        ArgumentNullException.ThrowIfNull(orchestrator);
        return AddOrchestratorFunc(name, default, orchestrator);
    }

    /// <summary>Adds an orchestrator of a version by its function.</summary>
    public DurableTaskRegistry AddOrchestratorFunc<TInput, TOutput>(TaskName name, TaskVersion version, Func<TaskOrchestrationContext, TInput, Task<TOutput>> orchestrator)
    {
        ArgumentNullException.ThrowIfNull(orchestrator);
        return Add(Orchestrators, name, version, _ => FuncTaskOrchestrator.Create(orchestrator));
    }

    /// <summary>Adds an orchestrator by its function.</summary>
    public DurableTaskRegistry AddOrchestratorFunc<TInput, TOutput>(TaskName name, Func<TaskOrchestrationContext, TInput, TOutput> orchestrator)
    {
        ArgumentNullException.ThrowIfNull(orchestrator);
        return AddOrchestratorFunc<TInput, TOutput>(name, default, (context, input) => Task.FromResult(orchestrator(context, input)));
    }

    /// <summary>Adds an orchestrator by its function.</summary>
    public DurableTaskRegistry AddOrchestratorFunc<TInput>(TaskName name, Func<TaskOrchestrationContext, TInput, Task> orchestrator)
    {
        ArgumentNullException.ThrowIfNull(orchestrator);
        return AddOrchestratorFunc<TInput, object?>(name, default, async (context, input) =>
        {
            await orchestrator(context, input);
            return null;
        });
    }

    /// <summary>Adds an orchestrator by its function.</summary>
    public DurableTaskRegistry AddOrchestratorFunc<TOutput>(TaskName name, Func<TaskOrchestrationContext, Task<TOutput>> orchestrator)
    {
        ArgumentNullException.ThrowIfNull(orchestrator);
        return AddOrchestratorFunc<object?, TOutput>(name, default, (context, _) => orchestrator(context));
    }

    /// <summary>Adds an orchestrator by its function.</summary>
    public DurableTaskRegistry AddOrchestratorFunc(TaskName name, Func<TaskOrchestrationContext, Task> orchestrator)
    {
        ArgumentNullException.ThrowIfNull(orchestrator);
        return AddOrchestratorFunc<object?, object?>(name, default, async (context, _) =>
        {
            await orchestrator(context);
            return null;
        });
    }

    /// <summary>Adds an orchestrator by its function.</summary>
    public DurableTaskRegistry AddOrchestratorFunc<TOutput>(TaskName name, Func<TaskOrchestrationContext, TOutput> orchestrator)
    {
        ArgumentNullException.ThrowIfNull(orchestrator);
        return AddOrchestratorFunc<object?, TOutput>(name, default, (context, _) => Task.FromResult(orchestrator(context)));
    }

    /// <summary>Adds an orchestrator by its function.</summary>
    public DurableTaskRegistry AddOrchestratorFunc<TInput>(TaskName name, Action<TaskOrchestrationContext, TInput> orchestrator)
    {
        ArgumentNullException.ThrowIfNull(orchestrator);
        return AddOrchestratorFunc<TInput, object?>(name, default, (context, input) =>
        {
            orchestrator(context, input);
            return Task.FromResult<object?>(null);
        });
    }

    /// <summary>Adds an orchestrator by its function.</summary>
    public DurableTaskRegistry AddOrchestratorFunc(TaskName name, Action<TaskOrchestrationContext> orchestrator)
    {
        ArgumentNullException.ThrowIfNull(orchestrator);
        return AddOrchestratorFunc<object?, object?>(name, default, (context, _) =>
        {
            orchestrator(context);
            return Task.FromResult<object?>(null);
        });
    }
}
