using ContractAttach.Storage;
using Xunit;

namespace ContractAttach.Tests.Storage;

public sealed class RecentTests
{
    [Fact]
    public void The_last_so_many_are_known_and_no_more_than_twice_that()
    {
        Recent<int> recent = new(10);
        for (int i = 0; i < 1_000; i++)
        {
            recent.Remember($"{i}", i);
            for (int j = Math.Max(0, i - 9); j <= i; j++)
                Assert.True(recent.TryFind($"{j}", out int value) && value == j);
        }

        Assert.InRange(Enumerable.Range(0, 1_000).Count(i => recent.TryFind($"{i}", out _)), 10, 20);
    }

    [Fact]
    public void What_is_remembered_again_or_forgotten_is_not_what_it_was()
    {
        Recent<int> recent = new(1);
        recent.Remember("a", 1);
        recent.Remember("b", 2);
        recent.Remember("a", 3);
        Assert.True(recent.TryFind("a", out int a) && a == 3);

        recent.Forget("a");
        Assert.False(recent.TryFind("a", out _));
        recent.Forget("b");
        Assert.False(recent.TryFind("b", out _));
    }
}
