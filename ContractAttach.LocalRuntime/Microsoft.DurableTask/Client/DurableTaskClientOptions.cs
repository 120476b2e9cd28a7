using System.Diagnostics.CodeAnalysis;
using Microsoft.DurableTask.Converters;

namespace Microsoft.DurableTask.Client;

/// <summary>Settings of a client.</summary>
public class DurableTaskClientOptions
{
    private DataConverter? _dataConverter;

    /// <summary>The version of instances that are started without one.</summary>
    public string DefaultVersion { get; set; } = string.Empty;

    /// <summary>What turns payloads into text; a registered <see cref="DurableTask.DataConverter"/> where none is set, else JSON.</summary>
    [AllowNull]
    public DataConverter DataConverter
    {
        get => _dataConverter ?? JsonDataConverter.Default;
        set => _dataConverter = value;
    }

    internal void UseWhereNoneIsSet(DataConverter? converter) => _dataConverter ??= converter;
}
