using System.Diagnostics.CodeAnalysis;
using Microsoft.DurableTask.Converters;

namespace Microsoft.DurableTask.Worker;

/// <summary>Settings of a worker.</summary>
public class DurableTaskWorkerOptions
{
    private DataConverter? _dataConverter;

    /// <summary>What turns payloads into text; a registered <see cref="DurableTask.DataConverter"/> where none is set, else JSON.</summary>
    [AllowNull]
    public DataConverter DataConverter
    {
        get => _dataConverter ?? JsonDataConverter.Default;
        set => _dataConverter = value;
    }

    internal void UseWhereNoneIsSet(DataConverter? converter) => _dataConverter ??= converter;
}
