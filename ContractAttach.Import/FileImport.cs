using ContractAttach.Contracts;

namespace ContractAttach.Import;

/// <summary>Imports one file, part by part, and tells how it goes.</summary>
/// <param name="api">The service.</param>
/// <param name="output">Where rejected lines and the sum are told.</param>
/// <param name="progress">Where progress and failures are told.</param>
internal sealed class FileImport(OperatorApi api, TextWriter output, TextWriter progress)
{
    private int _imported;
    private int _replaced;
    private int _rejected;
    private int _next;

    /// <summary>Imports the file.</summary>
    /// <param name="file">The file, read once.</param>
    /// <param name="callSize">Most bytes of a call; a line of the longest that the service reads fits in.</param>
    /// <param name="fromLine">The first line to import, from 1.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    public async Task<int> RunAsync(Stream file, int callSize, int fromLine, CancellationToken cancellationToken)
    {
        _next = fromLine;
        try
        {
            var part = new Part(callSize);
            int last = 0;
            await foreach (NdjsonLine line in NdjsonReader.ReadAsync(file, cancellationToken))
            {
                last = line.Number;
                if (line.Number < fromLine)
                    continue;
                if (line.Json is not { } json)
                {
                    await RejectAsync(line.Number, $"is longer than {NdjsonReader.LongestLine / 1024} KiB");
                }
                else if (!part.TryAdd(line.Number, json))
                {
                    await SendAsync(part, file, cancellationToken);
                    part.TryAdd(line.Number, json);
                }
            }

            if (!part.IsEmpty)
                await SendAsync(part, file, cancellationToken);
            if (fromLine > 1 && last < fromLine)
            {
                await progress.WriteLineAsync($"Nothing was imported: the last contract of the file is in line {last}, before --from-line {fromLine}.");
                return ExitCodes.Rejected;
            }
        }
        catch (OperationCanceledException)
        {
            return await StopAsync("Stopped.", ExitCodes.Stopped);
        }
        catch (Exception exception) when (exception is ImportFailedException or IOException)
        {
            return await StopAsync(exception.Message, ExitCodes.Failed);
        }

        await SumUpAsync();
        return _rejected == 0 ? ExitCodes.Done : ExitCodes.Rejected;
    }

    private async Task SendAsync(Part part, Stream file, CancellationToken cancellationToken)
    {
        _next = part.FirstLine;
        ImportResult result = await api.SendAsync(part.Bytes, cancellationToken);
        if (result.Errors.Any(error => error is null || error.Line < 1 || error.Line > part.Count))
            throw OperatorApi.NoImport();
        _imported += result.Imported;
        _replaced += result.Replaced;
        foreach (ImportError error in result.Errors)
            await RejectAsync(part.NumberOf(error.Line), error.Message);
        if (result.Rejected - result.Errors.Count is var unnamed and > 0)
        {
            _rejected += unnamed;
            int named = result.Errors.Count > 0 ? part.NumberOf(result.Errors[^1].Line) : part.FirstLine - 1;
            await output.WriteLineAsync($"lines {named + 1} to {part.LastLine}: {unnamed} more rejected lines, which the service does not name: correct the others first");
        }

        string share = file.CanSeek && file.Length > 0 ? $"{100 * file.Position / file.Length} %  " : "";
        await progress.WriteLineAsync(
            $"{share}lines {part.FirstLine} to {part.LastLine}: {result.Imported} imported, {result.Replaced} replaced, {result.Rejected} rejected");
        _next = part.LastLine + 1;
        part.Clear();
    }

    private Task RejectAsync(int line, string message)
    {
        _rejected++;
        return output.WriteLineAsync($"line {line}: {message}");
    }

    private async Task<int> StopAsync(string why, int exitCode)
    {
        await SumUpAsync();
        await progress.WriteLineAsync($"{why}\nGo on with --from-line {_next}: a line that is taken twice does no harm.");
        return exitCode;
    }

    private Task SumUpAsync() => output.WriteLineAsync($"{_imported} imported, {_replaced} replaced, {_rejected} rejected");
}
