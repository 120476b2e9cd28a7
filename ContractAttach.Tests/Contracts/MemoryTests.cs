using ContractAttach.Contracts;
using ContractAttach.Import;
using ContractAttach.Tests.Import;
using ContractAttach.Tests.Storage;
using Xunit;

namespace ContractAttach.Tests.Contracts;

/// <summary>
/// What is imported may be of any length: the memory in use stays where it was. It is the whole process's, so nothing else runs at the
/// same time.
/// </summary>
[CollectionDefinition(nameof(MemoryTests), DisableParallelization = true)]
[Collection(nameof(MemoryTests))]
public sealed class MemoryTests(TestTables tables) : IClassFixture<TestTables>
{
    private readonly long _before = GC.GetTotalMemory(forceFullCollection: true);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_line_without_end_is_let_go_as_it_comes()
    {
        // 256 MiB in one line.
        await using var stream = new EndlessStream(256L << 20);

        await foreach (NdjsonLine line in NdjsonReader.ReadAsync(stream, Cancel))
            Assert.Null(line.Json);

        Assert.Equal(0, stream.Left);
        Assert.InRange(stream.MostInUse - _before, long.MinValue, 32 << 20);
    }

    [Fact]
    public async Task An_import_of_any_length_takes_no_memory()
    {
        // Some 2 million lines, rejected without a word to the tables.
        await using var stream = new EndlessStream(32 << 20, "[]\n" + new string('\n', 13));

        ImportResult result = await new ContractImporter(tables.Tables, TimeProvider.System).ImportAsync(stream, (_, write, cancel) => write(cancel), Cancel);

        Assert.Equal((0, stream.Left), (result.Imported + result.Replaced, 0));
        Assert.Equal(100, result.Errors.Count);
        Assert.Equal(2 << 20, result.Rejected);
        Assert.InRange(stream.MostInUse - _before, long.MinValue, 16 << 20);
    }

    [Fact]
    public async Task A_file_of_any_length_takes_no_memory()
    {
        using var service = new CountingService();
        using var http = new HttpClient(service) { BaseAddress = new Uri("http://127.0.0.1/") };
        await using var file = new EndlessStream(64 << 20, new string('x', 500) + "\n");

        Assert.Equal(ExitCodes.Done, await new FileImport(new OperatorApi(http, TextWriter.Null, TimeProvider.System), TextWriter.Null, TextWriter.Null).RunAsync(file, 1_000_000, 1, Cancel));

        Assert.InRange(service.Calls, 65, 75);
        Assert.InRange(file.MostInUse - _before, long.MinValue, 16 << 20);
    }

    private sealed class CountingService : HttpMessageHandler
    {
        public int Calls { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Calls++;
            return Task.FromResult(ServiceStub.Took(0));
        }
    }
}
