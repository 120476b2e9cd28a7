using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ContractAttach.Tests.Fixtures;
using Xunit;

namespace ContractAttach.Tests.DevServices;

/// <summary>The portal is there with all that its page asks for. What a person sees of it is in the browser tests.</summary>
public sealed partial class PortalTests(DevServicesFixture services)
{
    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Page_HasItsFiles_AndNoScriptOrStyleWithinIt()
    {
        using HttpResponseMessage response = await services.Http.GetAsync("/", CancellationToken);
        string page = await response.Content.ReadAsStringAsync(CancellationToken);

        string policy = response.Headers.GetValues("Content-Security-Policy").Single();
        Assert.StartsWith("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.DoesNotMatch("<script>|<style|style=| on[a-z]+=", page);
        IReadOnlyList<string> files = [.. References().Matches(page).Select(match => match.Groups[1].Value)];
        Assert.Equal(["/icon.svg", "/portal.css", "/portal.js"], files);
        foreach (string file in files)
        {
            using HttpResponseMessage answer = await services.Http.GetAsync(file, CancellationToken);
            Assert.Equal((HttpStatusCode.OK, "nosniff"), (answer.StatusCode, answer.Headers.GetValues("X-Content-Type-Options").Single()));
            Assert.NotNull(answer.Headers.ETag);
        }
    }

    [Fact]
    public async Task Samples_AreWhatTheFilesHave()
    {
        JsonObject samples = (await services.Http.GetFromJsonAsync<JsonObject>("/dev/samples", CancellationToken))!;

        Assert.Equal("http://127.0.0.1:7071", (string?)samples["application"]);
        Assert.Contains(samples["people"]!.AsArray(), person => (string?)person!["sub"] == "alice");
        Assert.Equal(File.ReadLines(Path.Combine(AppContext.BaseDirectory, "samples", "contracts.ndjson")).Count(), samples["contracts"]!.AsArray().Count);
    }

    [Fact]
    public async Task Messages_AreNoMoreThanAskedFor()
    {
        using HttpResponseMessage first = await services.Process.SmsAsync("+33611000501", "1");
        using HttpResponseMessage second = await services.Process.SmsAsync("+33611000501", "2");

        JsonObject answer = (await services.Http.GetFromJsonAsync<JsonObject>("/dev/messages?to=0611000501&limit=1", CancellationToken))!;

        Assert.Equal("2", (string?)Assert.Single(answer["items"]!.AsArray())!["text"]);
    }

    [Fact]
    public async Task Mail_RunsNoScript_AndItsLinksOpenElsewhere()
    {
        Guid operation = Guid.NewGuid();
        using HttpResponseMessage sent = await services.Process.EmailAsync("portal@example.com", operation);

        using HttpResponseMessage response = await services.Http.GetAsync($"/dev/mail?operationId={operation}&to=portal@example.com", CancellationToken);

        Assert.Equal("<!doctype html><base target=\"_blank\"><p>Texte</p>", await response.Content.ReadAsStringAsync(CancellationToken));
        string policy = response.Headers.GetValues("Content-Security-Policy").Single();
        Assert.StartsWith("default-src 'none';", policy, StringComparison.Ordinal);
        Assert.EndsWith("sandbox allow-popups allow-popups-to-escape-sandbox", policy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UnknownMail_IsNotFound()
    {
        using HttpResponseMessage response = await services.Http.GetAsync($"/dev/mail?operationId={Guid.NewGuid()}&to=portal@example.com", CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task Events_TellOfMessagesAndFaults_AndEndWithTheServices()
    {
        DirectoryInfo directory = Directory.CreateTempSubdirectory("contract-attach-portal-");
        await using (DevServicesProcess own = await DevServicesProcess.StartAsync(directory.FullName, services.Process.SameAzurite(), cancellationToken: CancellationToken))
        {
            using HttpClient browser = new() { BaseAddress = new Uri(own.BaseUrl) };
            using StreamReader events = new(await browser.GetStreamAsync("/dev/events", CancellationToken));
            await NextAsync(events);

            using HttpResponseMessage sms = await own.SmsAsync("+33611000502");
            await NextAsync(events);

            using HttpResponseMessage fault = await own.Http.PostAsJsonAsync("/dev/faults", new { kind = "sms", mode = "slow" }, CancellationToken);
            await NextAsync(events);

            using HttpResponseMessage deleted = await own.Http.DeleteAsync("/dev/messages", CancellationToken);
            await NextAsync(events);

            own.Process.StandardInput.Close();
            await EndAsync(events);
        }

        directory.Delete(recursive: true);
    }

    // Where the machine is slow, it is cut off when the services' time to end is over.
    private static async Task EndAsync(StreamReader events)
    {
        try
        {
            Assert.DoesNotContain("change", await events.ReadToEndAsync(CancellationToken), StringComparison.Ordinal);
        }
        catch (IOException exception)
        {
            Assert.IsType<SocketException>(exception.InnerException);
        }
    }

    private static async Task NextAsync(StreamReader events)
    {
        string? line;
        do
        {
            line = await events.ReadLineAsync(CancellationToken);
            Assert.NotNull(line);
        }
        while (line != "event: change");
    }

    [GeneratedRegex("(?:href|src)=\"(/[^\"]+)\"")]
    private static partial Regex References();
}
