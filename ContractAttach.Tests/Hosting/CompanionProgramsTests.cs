using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using ContractAttach.LocalRuntime;
using ContractAttach.LocalRuntime.Hosting;
using ContractAttach.LocalRuntime.Hosting.Companions;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace ContractAttach.Tests.Hosting;

public sealed class CompanionProgramsTests : IDisposable
{
    // Answers its process id and the digest of its setting; the first argument is its port.
    private const string Script = """
        require('http').createServer((q, s) => s.setHeader('Setting-Digest', require('crypto').hash('sha256', 'test data')).end(String(process.pid))).listen(process.argv[2], '127.0.0.1', () => console.log('listening'))
        """;

    private readonly DirectoryInfo _current = Directory.CreateTempSubdirectory();
    private readonly DirectoryInfo _application = Directory.CreateTempSubdirectory();
    private readonly StringWriter _output = new();
    private readonly int _port = FreePort();

    public CompanionProgramsTests() => File.WriteAllText(Path.Combine(_application.FullName, "companion.js"), Script);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _output.Dispose();
        _current.Delete(recursive: true);
        _application.Delete(recursive: true);
    }

    [Fact]
    public async Task A_companion_is_started_in_a_session_of_its_own_and_ended_with_the_application()
    {
        await using CompanionPrograms programs = Programs(Server());

        await programs.StartAsync(Token);
        int id = await AskAsync();
        using Process process = Process.GetProcessById(id);
        string[] stat = (await File.ReadAllTextAsync($"/proc/{id}/stat", Token)).Split(") ")[1].Split(' ');
        await programs.StopAsync(Token);

        Assert.Equal($"{id}", stat[3]);
        Assert.True(process.HasExited);
        Assert.Equal("listening\n", await File.ReadAllTextAsync(Path.Combine(_current.FullName, ".local", "logs", "Server.log"), Token));
        Assert.Contains("Starting Server", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_answers_already_is_used_and_left_running_and_that_is_said()
    {
        await using CompanionPrograms first = Programs(Server()), second = Programs(Server());
        await first.StartAsync(Token);
        int id = await AskAsync();

        _output.GetStringBuilder().Clear();
        await second.StartAsync(Token);
        string said = _output.ToString();
        await second.StopAsync(Token);

        Assert.Equal(id, await AskAsync());
        Assert.Equal($"Server already answers at http://127.0.0.1:{_port}: it is used, and is left running when this ends.{Environment.NewLine}", said);
    }

    [Theory]
    [InlineData("test data", true)]
    [InlineData("other data", false)]
    [InlineData(null, false)]
    public async Task One_that_answers_already_is_used_only_if_it_has_the_same_setting(string? value, bool used)
    {
        Companion companion = Server() with { SameSetting = "Some__Key" };
        await using CompanionPrograms first = Programs(companion), second = Programs(companion, ("Some:Key", value));
        await first.StartAsync(Token);

        if (used)
            await second.StartAsync(Token);
        else
            Assert.Contains($"The Server that answers at http://127.0.0.1:{_port} has another Some__Key", (await Assert.ThrowsAsync<StartupException>(() => second.StartAsync(Token))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_ends_before_it_is_ready_stops_the_start_with_its_last_lines()
    {
        await using CompanionPrograms programs = Programs(Server() with { Arguments = ["-e", "console.error('no such thing'); process.exit(3)"] });

        StartupException e = await Assert.ThrowsAsync<StartupException>(() => programs.StartAsync(Token));

        Assert.Contains("Server ended with exit code 3", e.Message, StringComparison.Ordinal);
        Assert.EndsWith("    no such thing", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_setting_leaves_them_out()
    {
        await using CompanionPrograms programs = Programs(Server(), ("Companions:Disabled", "true"));
        await programs.StartAsync(Token);
        await Assert.ThrowsAsync<HttpRequestException>(AskAsync);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private Companion Server() => new() { Name = "Server", Command = "node", Arguments = ["companion.js", $"{_port}"], Ready = $"http://127.0.0.1:{_port}/" };

    private CompanionPrograms Programs(Companion companion, params (string Name, string? Value)[] settings)
    {
        var options = new LocalHostOptions { CurrentDirectory = _current.FullName, ApplicationDirectory = _application.FullName };
        IConfiguration configuration = new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(setting => setting.Name, setting => setting.Value)).Build();
        return new CompanionPrograms([companion], options, configuration) { Output = _output };
    }

    private async Task<int> AskAsync()
    {
        using var client = new HttpClient();
        return int.Parse(await client.GetStringAsync(new Uri($"http://127.0.0.1:{_port}/"), Token), System.Globalization.CultureInfo.InvariantCulture);
    }
}
