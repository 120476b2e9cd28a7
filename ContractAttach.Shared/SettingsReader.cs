using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace ContractAttach;

/// <summary>
/// Reads a section's settings one by one. The framework's own binder gives up at the first that it cannot read, and the start would say
/// nothing of all others that are wrong.
/// </summary>
internal sealed class SettingsReader<T>(IConfigurationSection section) : IConfigureOptions<T>, IValidateOptions<T>
    where T : class, new()
{
    /// <inheritdoc/>
    public void Configure(T options)
    {
        foreach (IConfigurationSection setting in section.GetChildren())
            TryRead(setting, options);
    }

    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, T options)
    {
        T unused = new();
        string[] complaints = [.. section.GetChildren().Where(setting => !TryRead(setting, unused)).Select(Complaint)];
        return complaints.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(complaints);
    }

    private bool TryRead(IConfigurationSection setting, T options)
    {
        IConfigurationRoot alone = new ConfigurationBuilder().AddInMemoryCollection(setting.AsEnumerable().Where(pair => pair.Value is not null)).Build();
        try
        {
            alone.GetSection(section.Path).Bind(options);
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
        Type? type = typeof(T).GetProperty(setting.Key, BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase)?.PropertyType;
        return setting.Path.Replace(":", "__", StringComparison.Ordinal) + " must be " + (type switch
        {
            _ when type == typeof(int) => "a whole number.",
            _ when type == typeof(TimeSpan) => "a length of time, such as 00:10:00.",
            _ when type == typeof(Uri) => "an address, such as https://example.com.",
            _ => $"of the form of {type}.",
        });
    }
}
