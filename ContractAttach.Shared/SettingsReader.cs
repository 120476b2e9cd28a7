using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ContractAttach;

/// <summary>
/// Reads a section's settings one by one. The framework's own binder gives up at the first that it cannot read, and the start would say
/// nothing of all others that are wrong.
/// </summary>
internal sealed partial class SettingsReader<T> : IConfigureOptions<T>, IValidateOptions<T>
    where T : class, new()
{
    private readonly IConfigurationSection _section;

    /// <summary>Of a section. What is no setting is told of and does no harm: another version may have it.</summary>
    public SettingsReader(IConfigurationSection section, ILogger<SettingsReader<T>> logger)
    {
        _section = section;
        foreach (IConfigurationSection unknown in section.GetChildren().Where(setting => Property(setting) is null))
            LogUnknown(logger, Name(unknown));
    }

    /// <inheritdoc/>
    public void Configure(T options)
    {
        foreach (IConfigurationSection setting in _section.GetChildren())
            TryRead(setting, options);
    }

    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, T options)
    {
        T unused = new();
        string[] complaints = [.. _section.GetChildren().Where(setting => !TryRead(setting, unused)).Select(Complaint)];
        return complaints.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(complaints);
    }

    private bool TryRead(IConfigurationSection setting, T options)
    {
        IConfigurationRoot alone = new ConfigurationBuilder().AddInMemoryCollection(setting.AsEnumerable().Where(pair => pair.Value is not null)).Build();
        try
        {
            alone.GetSection(_section.Path).Bind(options);
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    // What stands there is not repeated.
    private static string Complaint(IConfigurationSection setting)
    {
        Type? type = Property(setting)?.PropertyType;
        return $"{Name(setting)} must be " + (type switch
        {
            _ when type == typeof(int) => "a whole number.",
            _ when type == typeof(TimeSpan) => "a length of time, such as 00:10:00.",
            _ when type == typeof(Uri) => "an address, such as https://example.com.",
            _ => $"of the form of {type}.",
        });
    }

    private static string Name(IConfigurationSection setting) => setting.Path.Replace(":", "__", StringComparison.Ordinal);

    private static PropertyInfo? Property(IConfigurationSection setting) =>
        typeof(T).GetProperty(setting.Key, BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase);

    [LoggerMessage(LogLevel.Warning, "There is no setting {Name}: it changes nothing")]
    private static partial void LogUnknown(ILogger logger, string name);
}
