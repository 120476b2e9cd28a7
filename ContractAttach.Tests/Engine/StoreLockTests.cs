using ContractAttach.LocalRuntime;
using ContractAttach.LocalRuntime.Engine;
using Xunit;

namespace ContractAttach.Tests.Engine;

public sealed class StoreLockTests
{
    private readonly string _identity = $"store {Guid.NewGuid()}";

    [Fact]
    public void One_has_it_at_a_time_and_it_leaves_no_file()
    {
        using (StoreLock.Take(_identity))
            Assert.StartsWith("Another process already runs", Assert.Throws<StartupException>(() => StoreLock.Take(_identity)).Message, StringComparison.Ordinal);

        using (StoreLock.Take(_identity))
            Assert.True(File.Exists(StoreLock.PathOf(_identity)));
        Assert.False(File.Exists(StoreLock.PathOf(_identity)));
    }

    [Fact]
    public async Task Of_many_that_take_it_and_give_it_back_no_two_have_it_at_once()
    {
        int holders = 0, most = 0, taken = 0;
        await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() =>
        {
            for (int i = 0; i < 2000; i++)
            {
                try
                {
                    using StoreLock held = StoreLock.Take(_identity);
                    most = Math.Max(most, Interlocked.Increment(ref holders));
                    Interlocked.Increment(ref taken);
                    Thread.Yield();
                    Interlocked.Decrement(ref holders);
                }
                catch (StartupException)
                {
                    // Another has it.
                }
            }
        })));

        Assert.True(taken > 1);
        Assert.Equal(1, most);
    }

    [Fact]
    public void A_file_that_must_not_be_opened_is_named()
    {
        Directory.CreateDirectory(StoreLock.PathOf(_identity));
        try
        {
            Assert.Contains(StoreLock.PathOf(_identity), Assert.Throws<StartupException>(() => StoreLock.Take(_identity)).Message, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(StoreLock.PathOf(_identity));
        }
    }
}
