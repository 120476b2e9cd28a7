using System.ComponentModel;
using System.Reflection;
using ContractAttach.LocalRuntime.Hosting.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;

namespace ContractAttach.LocalRuntime.Hosting.Functions;

/// <summary>Gives a parameter its value for one invocation.</summary>
internal delegate ValueTask<object?> ParameterBinder(Invocation invocation);

/// <summary>Chooses, once for each parameter of each function, where its value comes from.</summary>
internal static class ParameterBinding
{
    /// <summary>The source of a parameter; one without a source stops the start.</summary>
    public static ParameterBinder For(Function function, ParameterInfo parameter)
        => ForAnyTrigger(parameter)
            ?? function.Trigger switch
            {
                HttpTriggerAttribute http => ForHttp(function, http, parameter),
                TimerTriggerAttribute => ForTrigger<TimerInfo>(function, parameter),
                OrchestrationTriggerAttribute => ForTrigger<TaskOrchestrationContext>(function, parameter) ?? ForOrchestrationInput(function, parameter),
                ActivityTriggerAttribute => ForActivity(function, parameter),
                _ => null,
            }
            ?? throw new StartupException($"Function {function.Name}: parameter '{parameter.Name}' of type {parameter.ParameterType.Name} has no source; a function with {function.Trigger.GetType().Name} takes {Sources(function.Trigger)}.");

    /// <summary>A binding's kind as host and worker call it: the attribute's name in camel case.</summary>
    public static string TypeName(BindingAttribute binding)
    {
        string name = binding.GetType().Name;
        return char.ToLowerInvariant(name[0]) + name[1..^nameof(Attribute).Length];
    }

    /// <summary>The parameter that an orchestrator takes its input by: the first that nothing else fills.</summary>
    public static ParameterInfo? OrchestrationInput(Function function)
        => function.Parameters.FirstOrDefault(p => p.GetCustomAttribute<BindingAttribute>() is null && ForAnyTrigger(p) is null);

    private static ParameterBinder? ForAnyTrigger(ParameterInfo parameter) => parameter.ParameterType switch
    {
        var type when type == typeof(FunctionContext) => invocation => new(invocation),
        var type when type == typeof(CancellationToken) => invocation => new(invocation.CancellationToken),
        var type when type == typeof(DurableTaskClient) && parameter.GetCustomAttribute<DurableClientAttribute>() is not null
            => invocation => new(invocation.InstanceServices.GetRequiredService<DurableTaskClient>()),
        _ => null,
    };

    private static ParameterBinder? ForTrigger<T>(Function function, ParameterInfo parameter)
        => parameter == function.TriggerParameter && parameter.ParameterType == typeof(T) ? invocation => new(invocation.TriggerValue) : null;

    private static ParameterBinder? ForHttp(Function function, HttpTriggerAttribute trigger, ParameterInfo parameter)
        => ForTrigger<HttpRequest>(function, parameter)
            ?? (parameter.GetCustomAttribute<FromBodyAttribute>() is not null ? FromBodyConverter.For(parameter)
                : HttpFunctions.Pattern(function.Name, trigger).GetParameter(parameter.Name!) is not null ? ForRouteValue(parameter)
                : null);

    private static ParameterBinder? ForRouteValue(ParameterInfo parameter)
    {
        TypeConverter converter = TypeDescriptor.GetConverter(parameter.ParameterType);
        object? missing = parameter.HasDefaultValue ? parameter.DefaultValue : parameter.ParameterType.IsValueType ? Activator.CreateInstance(parameter.ParameterType) : null;
        return converter.CanConvertFrom(typeof(string)) ? invocation => new(Convert(invocation)) : null;

        object? Convert(Invocation invocation)
        {
            if (invocation.BindingContext.BindingData.GetValueOrDefault(parameter.Name!) is not string text)
                return missing;
            try
            {
                return converter.ConvertFromInvariantString(text);
            }
            catch (Exception e) when (e is ArgumentException or FormatException or OverflowException or NotSupportedException)
            {
                throw new FunctionInputConverterException($"The route value of '{parameter.Name}' is no {parameter.ParameterType.Name}.", e);
            }
        }
    }

    private static ParameterBinder? ForOrchestrationInput(Function function, ParameterInfo parameter)
        => parameter == OrchestrationInput(function) ? invocation => new(invocation.Input) : null;

    private static ParameterBinder? ForActivity(Function function, ParameterInfo parameter)
        => parameter == function.TriggerParameter ? invocation => new(invocation.TriggerValue)
            : parameter.Name == "instanceId" && parameter.ParameterType == typeof(string) ? invocation => new(invocation.BindingContext.BindingData["instanceId"])
            : null;

    private static string Sources(TriggerBindingAttribute trigger)
    {
        const string Always = "FunctionContext, CancellationToken and [DurableClient] DurableTaskClient";
        return trigger switch
        {
            HttpTriggerAttribute => $"[HttpTrigger] HttpRequest, [FromBody], values of its route by name, {Always}",
            TimerTriggerAttribute => $"[TimerTrigger] TimerInfo, {Always}",
            OrchestrationTriggerAttribute => "[OrchestrationTrigger] TaskOrchestrationContext, one input, FunctionContext and CancellationToken",
            _ => $"[ActivityTrigger] its input, string instanceId, {Always}",
        };
    }
}
