using ContractAttach.LocalRuntime;
using ContractAttach.LocalRuntime.Hosting.Companions;
using ContractAttach.LocalRuntime.Hosting.Settings;
using Xunit;

namespace ContractAttach.Tests.Hosting;

public sealed class LocalSettingsTests : IDisposable
{
    private readonly DirectoryInfo _current = Directory.CreateTempSubdirectory();
    private readonly DirectoryInfo _application = Directory.CreateTempSubdirectory();

    public void Dispose()
    {
        _current.Delete(recursive: true);
        _application.Delete(recursive: true);
    }

    [Fact]
    public void The_file_of_the_current_directory_is_read_in_the_shape_of_the_core_tools()
    {
        Write(_current, "local.settings.json", """
            { // a comment
              "IsEncrypted": false,
              "Values": { "Storage__TablePrefix": "t", "Empty": "" },
              "Host": { "LocalHttpPort": 7081, "CORS": "*" },
              "Companions": [ { "Name": "Dev", "Command": "dotnet", "Arguments": ["a.dll", "b"], "Ready": "http://127.0.0.1:1/health" } ]
            }
            """);
        Write(_application, "local.settings.json", """{ "Values": { "Other": "x" } }""");

        LocalSettings settings = Load();

        Assert.Equal(new Dictionary<string, string> { ["Storage__TablePrefix"] = "t", ["Empty"] = "" }, settings.Values);
        Assert.Equal("7081", settings.HostSettings["Host:LocalHttpPort"]);
        Companion companion = Assert.Single(settings.Companions);
        Assert.Equal(("Dev", "dotnet", "http://127.0.0.1:1/health"), (companion.Name, companion.Command, companion.Ready));
        Assert.Equal(["a.dll", "b"], companion.Arguments);
    }

    [Fact]
    public void Else_the_file_beside_the_application_is_read()
    {
        Write(_application, "local.settings.json", """{ "Values": { "Other": "x" } }""");
        Assert.Equal("x", Load().Values["Other"]);
    }

    [Fact]
    public void Else_one_is_made_from_the_sample_with_fresh_keys_for_its_owner_alone()
    {
        Write(_application, "local.settings.sample.json", """{ "Values": { "Key": "{random:32}", "Text": "k={random:16};v=1", "Plain": "p" } }""");

        LocalSettings made = Load();
        LocalSettings again = Load();

        Assert.Equal(32, Convert.FromBase64String(made.Values["Key"]).Length);
        Assert.Equal(16, Convert.FromBase64String(made.Values["Text"]["k=".Length..^";v=1".Length]).Length);
        Assert.Equal("p", made.Values["Plain"]);
        Assert.Equal(made.Values, again.Values);
        FileInfo file = Assert.Single(_current.GetFiles());
        Assert.Equal("local.settings.json", file.Name);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, file.UnixFileMode);
    }

    [Fact]
    public void Without_any_there_are_no_settings() => Assert.Empty(Load().Values);

    [Fact]
    public void What_the_environment_says_already_stays()
    {
        string name = $"Test_{Guid.NewGuid():N}", taken = $"Test_{Guid.NewGuid():N}";
        Environment.SetEnvironmentVariable(taken, "before");
        Write(_current, "local.settings.json", $$"""{ "Values": { "{{name}}": "new", "{{taken}}": "after" } }""");
        try
        {
            Load().ApplyToEnvironment();
            Assert.Equal(("new", "before"), (Environment.GetEnvironmentVariable(name), Environment.GetEnvironmentVariable(taken)));
        }
        finally
        {
            Environment.SetEnvironmentVariable(name, null);
            Environment.SetEnvironmentVariable(taken, null);
        }
    }

    [Theory]
    [InlineData("{\n  \"Values\": {\n    \"A\": oops\n  }\n}", "local.settings.json, line 3:")]
    [InlineData("[]", "local.settings.json: ")]
    [InlineData("{ \"IsEncrypted\": true }", "is encrypted")]
    public void A_file_that_cannot_be_used_is_named_with_the_line(string text, string saying)
    {
        Write(_current, "local.settings.json", text);
        StartupException e = Assert.Throws<StartupException>(Load);
        Assert.Contains(saying, e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', e.Message);
    }

    [Fact]
    public void A_malformed_host_json_is_named_with_the_line()
    {
        Write(_application, "host.json", "{\n  \"version\" \"2.0\"\n}");
        StartupException e = Assert.Throws<StartupException>(() => TestApplication.Builder(typeof(HttpFunctionTests.Returns), applicationDirectory: _application.FullName));
        Assert.Contains("host.json, line 2:", e.Message, StringComparison.Ordinal);
    }

    private static void Write(DirectoryInfo directory, string name, string text) => File.WriteAllText(Path.Combine(directory.FullName, name), text);

    private LocalSettings Load() => LocalSettings.Load(_current.FullName, _application.FullName);
}
