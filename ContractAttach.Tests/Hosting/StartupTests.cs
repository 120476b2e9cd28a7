using System.Net;
using System.Net.Sockets;
using ContractAttach.LocalRuntime;
using ContractAttach.LocalRuntime.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Xunit;

namespace ContractAttach.Tests.Hosting;

/// <summary>What hinders a start is one sentence, or one a line, that says what to do.</summary>
public sealed class StartupTests
{
    [Theory]
    [InlineData(typeof(SameName), "Twice")]
    [InlineData(typeof(NoTrigger), "Untriggered")]
    [InlineData(typeof(NoSource), "parameter 'unknown' of type String has no source")]
    [InlineData(typeof(BadSchedule), "'every day' is no NCRONTAB expression")]
    [InlineData(typeof(MissingSchedule), "Cleanup__Schedule, which is missing")]
    [InlineData(typeof(BadRoute), "'a/{b' is no route template")]
    public void A_function_that_cannot_be_run_stops_the_start(Type functions, string saying)
    {
        StartupException e = Assert.Throws<StartupException>(() => TestApplication.Builder(functions).Build());
        Assert.Contains(saying, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_http_trigger_asks_for_the_web_application()
    {
        var builder = new FunctionsApplicationBuilder([], new LocalHostOptions { Settings = new Dictionary<string, string?>(), FunctionTypes = [typeof(HttpFunctionTests.Returns)] });
        StartupException e = Assert.Throws<StartupException>(() => builder.Build());
        Assert.Contains("ConfigureFunctionsWebApplication", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_busy_port_is_named_together_with_the_way_to_another()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        int port = ((IPEndPoint)listener.LocalEndpoint).Port;
        FunctionsApplicationBuilder builder = TestApplication.Builder(typeof(HttpFunctionTests.Returns), new() { ["Host__LocalHttpPort"] = $"{port}" });

        string? sentence = StartupErrors.Sentences(await FailureAsync(builder));

        Assert.Contains($"{port}", sentence, StringComparison.Ordinal);
        Assert.Contains("Host__LocalHttpPort", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_port_that_is_none_is_said()
    {
        FunctionsApplicationBuilder builder = TestApplication.Builder(typeof(HttpFunctionTests.Returns), new() { ["Host__LocalHttpPort"] = "http" });
        StartupException e = Assert.Throws<StartupException>(() =>
        {
            using IHost host = builder.Build();
            host.Start();
        });
        Assert.Contains("Host__LocalHttpPort is 'http'", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrong_settings_are_one_line_each()
    {
        FunctionsApplicationBuilder builder = TestApplication.Builder(typeof(HttpFunctionTests.Returns));
        builder.Services.AddOptions<First>().Validate(_ => false, "Set A__B to a number.").Validate(_ => false, "Set A__C to a name.").ValidateOnStart();
        builder.Services.AddOptions<Second>().Validate(_ => false, "Set D to a key.").ValidateOnStart();

        string? sentences = StartupErrors.Sentences(await FailureAsync(builder));

        Assert.Equal(["Set A__B to a number.", "Set A__C to a name.", "Set D to a key."], sentences!.Split(Environment.NewLine).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_mistake_of_the_program_itself_is_no_sentence() => Assert.Null(StartupErrors.Sentences(new InvalidCastException()));

    [Fact]
    public void The_environment_is_Development_unless_a_setting_says_otherwise()
    {
        Assert.True(TestApplication.Builder(typeof(HttpFunctionTests.Returns)).Environment.IsDevelopment());
        Assert.True(TestApplication.Builder(typeof(HttpFunctionTests.Returns), new() { ["AZURE_FUNCTIONS_ENVIRONMENT"] = "Production" }).Environment.IsProduction());
    }

    private static async Task<Exception> FailureAsync(FunctionsApplicationBuilder builder)
    {
        using IHost host = builder.Build();
        return await Assert.ThrowsAnyAsync<Exception>(() => host.StartAsync(TestContext.Current.CancellationToken));
    }

    private sealed class First;

    private sealed class Second;

    public static class SameName
    {
        [Function("Twice")]
        public static void One([HttpTrigger] HttpRequest request) { }

        [Function("Twice")]
        public static void Other([HttpTrigger] HttpRequest request) { }
    }

    public static class NoTrigger
    {
        [Function("Untriggered")]
        public static void Run(HttpRequest request) { }
    }

    public static class NoSource
    {
        [Function("NoSource")]
        public static void Run([HttpTrigger(Route = "a/{known}")] HttpRequest request, string known, string unknown) { }
    }

    public static class BadSchedule
    {
        [Function("BadSchedule")]
        public static void Run([TimerTrigger("every day")] TimerInfo timer) { }
    }

    public static class MissingSchedule
    {
        [Function("MissingSchedule")]
        public static void Run([TimerTrigger("%Cleanup__Schedule%")] TimerInfo timer) { }
    }

    public static class BadRoute
    {
        [Function("BadRoute")]
        public static void Run([HttpTrigger(Route = "a/{b")] HttpRequest request) { }
    }
}
