using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.DurableTask;

public sealed partial class DurableTaskRegistry
{
    /// <summary>Adds an activity of a version, made anew by a function for each run.</summary>
    public DurableTaskRegistry AddActivity(TaskName name, TaskVersion version, Func<ITaskActivity> factory)
    {
        ArgumentNullException.ThrowIfNull(factory);
        return Add(Activities, name, version, _ => factory());
    }

    /// <summary>Adds an activity, made anew by a function of the run's services for each run.</summary>
    public DurableTaskRegistry AddActivity(TaskName name, Func<IServiceProvider, ITaskActivity> factory) => Add(Activities, name, default, factory);

    /// <summary>Adds an activity by its class.</summary>
    public DurableTaskRegistry AddActivity(TaskName name, Type type) =>
        Add(Activities, name, VersionOf(Concrete<ITaskActivity>(type)), services => (ITaskActivity)ActivatorUtilities.GetServiceOrCreateInstance(services, type));

    /// <summary>Adds an activity by its class, under the name that its <see cref="DurableTaskAttribute"/> or the class has.</summary>
    public DurableTaskRegistry AddActivity(Type type) => AddActivity(NameOf(Concrete<ITaskActivity>(type)), type);

    /// <summary>Adds an activity by its class.</summary>
    public DurableTaskRegistry AddActivity<TActivity>(TaskName name)
        where TActivity : class, ITaskActivity
        => AddActivity(name, typeof(TActivity));

    /// <summary>Adds an activity by its class, under the name that its <see cref="DurableTaskAttribute"/> or the class has.</summary>
    public DurableTaskRegistry AddActivity<TActivity>()
        where TActivity : class, ITaskActivity
        => AddActivity(typeof(TActivity));

    /// <summary>Adds an activity that serves all runs.</summary>
    public DurableTaskRegistry AddActivity(TaskName name, ITaskActivity activity)
    {
        ArgumentNullException.ThrowIfNull(activity);
        return Add(Activities, name, VersionOf(activity.GetType()), _ => activity);
    }

    /// <summary>Adds an activity that serves all runs, under the name that its <see cref="DurableTaskAttribute"/> or the class has.</summary>
    public DurableTaskRegistry AddActivity(ITaskActivity activity)
    {
        ArgumentNullException.ThrowIfNull(activity);
        return AddActivity(NameOf(activity.GetType()), activity);
    }

    /// <summary>Adds an activity by its function.</summary>
    public DurableTaskRegistry AddActivityFunc<TInput, TOutput>(TaskName name, Func<TaskActivityContext, TInput, Task<TOutput>> activity)
    {
        ArgumentNullException.ThrowIfNull(activity);
        return AddActivityFunc(name, default, activity);
    }

    /// <summary>Adds an activity of a version by its function.</summary>
    public DurableTaskRegistry AddActivityFunc<TInput, TOutput>(TaskName name, TaskVersion version, Func<TaskActivityContext, TInput, Task<TOutput>> activity)
    {
        ArgumentNullException.ThrowIfNull(activity);
        return Add(Activities, name, version, _ => FuncTaskActivity.Create(activity));
    }

    /// <summary>Adds an activity by its function.</summary>
    public DurableTaskRegistry AddActivityFunc<TInput, TOutput>(TaskName name, Func<TaskActivityContext, TInput, TOutput> activity)
    {
        ArgumentNullException.ThrowIfNull(activity);
        return AddActivityFunc<TInput, TOutput>(name, default, (context, input) => Task.FromResult(activity(context, input)));
    }

    /// <summary>Adds an activity by its function.</summary>
    public DurableTaskRegistry AddActivityFunc<TInput>(TaskName name, Func<TaskActivityContext, TInput, Task> activity)
    {
        ArgumentNullException.ThrowIfNull(activity);
        return AddActivityFunc<TInput, object?>(name, default, async (context, input) =>
        {
            await activity(context, input).ConfigureAwait(false);
            return null;
        });
    }

    /// <summary>Adds an activity by its function.</summary>
    public DurableTaskRegistry AddActivityFunc<TOutput>(TaskName name, Func<TaskActivityContext, Task<TOutput>> activity)
    {
        ArgumentNullException.ThrowIfNull(activity);
        return AddActivityFunc<object?, TOutput>(name, default, (context, _) => activity(context));
    }

    /// <summary>Adds an activity by its function.</summary>
    public DurableTaskRegistry AddActivityFunc(TaskName name, Func<TaskActivityContext, Task> activity)
    {
        ArgumentNullException.ThrowIfNull(activity);
        return AddActivityFunc<object?, object?>(name, default, async (context, _) =>
        {
            await activity(context).ConfigureAwait(false);
            return null;
        });
    }

    /// <summary>Adds an activity by its function.</summary>
    public DurableTaskRegistry AddActivityFunc<TOutput>(TaskName name, Func<TaskActivityContext, TOutput> activity)
    {
        ArgumentNullException.ThrowIfNull(activity);
        return AddActivityFunc<object?, TOutput>(name, default, (context, _) => Task.FromResult(activity(context)));
    }

    /// <summary>Adds an activity by its function.</summary>
    public DurableTaskRegistry AddActivityFunc<TInput>(TaskName name, Action<TaskActivityContext, TInput> activity)
    {
        ArgumentNullException.ThrowIfNull(activity);
        return AddActivityFunc<TInput, object?>(name, default, (context, input) =>
        {
            activity(context, input);
            return Task.FromResult<object?>(null);
        });
    }

    /// <summary>Adds an activity by its function.</summary>
    public DurableTaskRegistry AddActivityFunc(TaskName name, Action<TaskActivityContext> activity)
    {
        ArgumentNullException.ThrowIfNull(activity);
        return AddActivityFunc<object?, object?>(name, default, (context, _) =>
        {
            activity(context);
            return Task.FromResult<object?>(null);
        });
    }
}
