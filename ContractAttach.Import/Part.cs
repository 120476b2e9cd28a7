namespace ContractAttach.Import;

/// <summary>Lines of a file that go in one call: gathered in one buffer, which the next part takes over.</summary>
/// <param name="size">Most bytes that go in one call.</param>
internal sealed class Part(int size)
{
    private readonly byte[] _bytes = new byte[size];
    private readonly List<int> _numbers = [];
    private int _length;

    /// <summary>What goes in the call.</summary>
    public ReadOnlyMemory<byte> Bytes => _bytes.AsMemory(0, _length);

    /// <summary>Whether nothing is to be sent.</summary>
    public bool IsEmpty => _numbers.Count == 0;

    /// <summary>How many lines there are.</summary>
    public int Count => _numbers.Count;

    /// <summary>The number in the file of the first line.</summary>
    public int FirstLine => _numbers[0];

    /// <summary>The number in the file of the last line.</summary>
    public int LastLine => _numbers[^1];

    /// <summary>The number in the file of a line of the call, from 1: blank lines are not sent.</summary>
    public int NumberOf(int lineOfCall) => _numbers[lineOfCall - 1];

    /// <summary>Adds a line; false where it no longer fits.</summary>
    public bool TryAdd(int number, ReadOnlyMemory<byte> line)
    {
        if (_length + line.Length + 1 > _bytes.Length)
            return false;
        line.CopyTo(_bytes.AsMemory(_length));
        _length += line.Length;
        _bytes[_length++] = (byte)'\n';
        _numbers.Add(number);
        return true;
    }

    /// <summary>Makes room for the next lines.</summary>
    public void Clear()
    {
        _length = 0;
        _numbers.Clear();
    }
}
