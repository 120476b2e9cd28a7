using System.Text.Json;
using System.Text.Json.Serialization;
using ContractAttach.DevServices.Hosting;
using ContractAttach.DevServices.Portal;

namespace ContractAttach.DevServices.Messages;

/// <summary>
/// Every accepted message, kept in <c>messages.jsonl</c>: a line for each acceptance, of which the last one for the same send and
/// recipient counts. What has been answered is in the file, whatever happens to this process.
/// </summary>
internal sealed class MessageLog : IDisposable
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    private readonly Lock _gate = new();
    private readonly FileStream _file;
    private readonly List<Message> _messages = [];
    private readonly Dictionary<(string OperationId, string To), int> _places = [];
    private readonly ChangeSignal _changes;

    private MessageLog(FileStream file, ChangeSignal changes)
    {
        (_file, _changes) = (file, changes);
        Read();
    }

    /// <summary>Opens the log of a directory, empty where there is none.</summary>
    /// <exception cref="CannotStartException">The file cannot be opened, most likely since another process has it; or it is damaged.</exception>
    public static MessageLog Open(string directory, ChangeSignal changes)
    {
        string path = Path.Combine(directory, "messages.jsonl");
        FileStream? file = null;
        try
        {
            // No buffer: what is written is with the operating system when the write returns. No sharing: a log has one writer.
            file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
            return new MessageLog(file, changes);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CannotStartException($"{path} cannot be opened: stop the development services that use it, or set DevServices__DataDirectory to another directory ({exception.Message}).", exception);
        }
        catch (JsonException exception)
        {
            file?.Dispose();
            throw new CannotStartException($"{path}, {exception.Message}: correct that line, or delete the file to forget all messages.", exception);
        }
    }

    /// <summary>Keeps a message; the repeat of a send counts one more delivery of the message that is there.</summary>
    /// <returns>The message as it is kept.</returns>
    public Message Append(Message message)
    {
        lock (_gate)
        {
            if (_places.TryGetValue((message.OperationId, message.To), out int place))
                message = _messages[place] with { Deliveries = _messages[place].Deliveries + 1 };

            Write([.. JsonSerializer.SerializeToUtf8Bytes(message, Format), (byte)'\n']);
            Keep(message);
            _changes.Raise();
            return message;
        }
    }

    /// <summary>The messages asked for, newest first.</summary>
    public IReadOnlyList<Message> Find(Func<Message, bool> asked)
    {
        lock (_gate)
            return [.. _messages.Where(asked).Reverse()];
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _file.SetLength(0);
            _messages.Clear();
            _places.Clear();
            _changes.Raise();
        }
    }

    /// <summary>Comes back as soon as at least that many messages asked for are there.</summary>
    public async Task WaitAsync(Func<Message, bool> asked, int count, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                if (_messages.Count(asked) >= count)
                    return;
                changed = _changes.Next;
            }

            await changed.WaitAsync(cancellationToken);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private void Read()
    {
        byte[] content = new byte[_file.Length];
        _file.ReadExactly(content);
        // What follows the last line end was being written when the process was killed, and had not been answered.
        int end = Array.LastIndexOf(content, (byte)'\n') + 1;
        _file.SetLength(end);
        _file.Position = end;
        int number = 0;
        foreach (Range line in content.AsSpan(0, end).Split((byte)'\n'))
        {
            number++;
            if (!content.AsSpan(0, end)[line].IsEmpty)
                Keep(Parse(content.AsSpan(0, end)[line], number));
        }
    }

    private static Message Parse(ReadOnlySpan<byte> line, int number)
    {
        try
        {
            return JsonSerializer.Deserialize<Message>(line, Format) ?? throw new JsonException();
        }
        catch (JsonException exception)
        {
            throw new JsonException($"line {number} is not a message", exception);
        }
    }

    // Where the disk is full, half a line must not stand before the next message.
    private void Write(byte[] line)
    {
        long end = _file.Length;
        try
        {
            _file.Write(line);
        }
        catch (IOException)
        {
            _file.SetLength(end);
            throw;
        }
    }

    private void Keep(Message message)
    {
        if (_places.TryAdd((message.OperationId, message.To), _messages.Count))
            _messages.Add(message);
        else
            _messages[_places[(message.OperationId, message.To)]] = message;
    }
}
