using ContractAttach.Functions.Web;
using CsCheck;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace ContractAttach.Tests.Web;

public sealed class PreferHeaderTests
{
    [Theory]
    [InlineData("wait=10", 10)]
    [InlineData("wait=0", 0)]
    [InlineData("WAIT=10", 10)]
    [InlineData(" wait = 10 ", 10)]
    [InlineData("wait=\"10\"", 10)]
    [InlineData("respond-async, wait=10", 10)]
    [InlineData("wait=10, respond-async", 10)]
    [InlineData("return=minimal; foo=\"some, wait=5\", wait=10", 10)]
    [InlineData("foo=\"a\\\", wait=5\", wait=10", 10)]
    [InlineData("wait=10; foo=bar", 10)]
    [InlineData("wait=10, wait=5", 10)]
    [InlineData(",, wait=10", 10)]
    [InlineData("", null)]
    [InlineData("respond-async", null)]
    [InlineData("wait", null)]
    [InlineData("wait=", null)]
    [InlineData("wait=-1", null)]
    [InlineData("wait=1.5", null)]
    [InlineData("wait=soon", null)]
    [InlineData("wait=soon, wait=5", null)]
    [InlineData("wait=١", null)]
    [InlineData("waiter=10", null)]
    [InlineData("foo=wait=10", null)]
    public void The_wait_is_read_as_the_RFC_has_it(string header, int? seconds) =>
        Assert.Equal(seconds is { } wait ? TimeSpan.FromSeconds(wait) : null, Wait(header));

    [Fact]
    public void Several_headers_are_one_list() => Assert.Equal(TimeSpan.FromSeconds(10), Wait("respond-async", "wait=10", "wait=5"));

    [Fact]
    public void Without_the_header_there_is_none() => Assert.Null(Wait());

    [Fact]
    public void What_is_too_long_for_a_number_is_for_ever() => Assert.Equal(TimeSpan.MaxValue, Wait("wait=99999999999999999999"));

    [Fact]
    public void Whatever_comes_is_read() => Gen.String[Gen.Char["wait=10,;\"\\ a"], 0, 60].Sample(header => Wait(header) is null or { Ticks: >= 0 });

    // A pattern that goes back and forth would take years.
    [Fact]
    public void A_long_header_is_read_too() => Assert.Equal(TimeSpan.FromSeconds(10), Wait(new string('\\', 20_000) + string.Concat(Enumerable.Repeat("\"\\\" ;", 5_000)) + "\", wait=10"));

    private static TimeSpan? Wait(params string[] headers)
    {
        var http = new DefaultHttpContext();
        if (headers.Length > 0)
            http.Request.Headers["Prefer"] = headers;
        return http.Request.Wait();
    }
}
