using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using ContractAttach.Tests.EndToEnd;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using NJsonSchema.Validation;
using Xunit;

namespace ContractAttach.Tests.Fixtures;

/// <summary>
/// A contract directory of an operator's own, over HTTP. What it is asked, and what it answers unless it is told otherwise, is held
/// against the document that operators are given.
/// </summary>
public sealed class ContractDirectoryStub : IAsyncDisposable
{
    private const string Path = "/directory/v1";

    private static readonly ApiContract s_contract =
        ApiContract.Of(File.ReadAllText(System.IO.Path.Combine(AppContext.BaseDirectory, "docs", "contract-directory.openapi.json")));

    private readonly ConcurrentDictionary<string, JsonObject> _contracts = [];
    private readonly ConcurrentQueue<string> _calls = [];
    private readonly ConcurrentQueue<string> _complaints = [];
    private readonly WebApplication _server;

    private ContractDirectoryStub()
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _server = builder.Build();
        _server.Run(ServeAsync);
    }

    /// <summary>For the application: where it is.</summary>
    public string BaseUrl { get; private set; } = "";

    /// <summary>What was asked, as it came.</summary>
    public IReadOnlyCollection<string> Calls => _calls;

    /// <summary>The <c>Authorization</c> of the last call.</summary>
    public string? Authorization { get; private set; }

    /// <summary>Answers the n-th call, from 1, instead of the directory; false leaves that to it.</summary>
    public Func<int, HttpContext, Task<bool>>? Answering { get; set; }

    /// <summary>Starts one on a free port.</summary>
    public static async Task<ContractDirectoryStub> StartAsync()
    {
        var stub = new ContractDirectoryStub();
        await stub._server.StartAsync(TestContext.Current.CancellationToken);
        stub.BaseUrl = stub._server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single() + Path;
        return stub;
    }

    /// <summary>The settings of an application that reads contracts here.</summary>
    public Dictionary<string, string?> Settings(DevServicesFixture services) => new(TestApplication.Settings(services)) { ["Directory__BaseUrl"] = BaseUrl };

    /// <summary>Has a contract, in place of one of the same id.</summary>
    public TestContract Add(TestContract contract)
    {
        _contracts[contract.Id] = JsonNode.Parse(contract.ToJson())!.AsObject();
        return contract;
    }

    /// <summary>Forgets what was asked.</summary>
    public void Forget() => _calls.Clear();

    /// <summary>Answers every call by this.</summary>
    public void AnswerBy(string body, int status = StatusCodes.Status200OK, string mediaType = "application/json") => Answering = async (_, context) =>
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = mediaType;
        await context.Response.WriteAsync(body);
        return true;
    };

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        Assert.Empty(_complaints);
    }

    private async Task ServeAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        string body = await reader.ReadToEndAsync(context.RequestAborted);
        _calls.Enqueue(body);
        Authorization = context.Request.Headers.Authorization;
        if (await ComplaintsAsync(context.Request, body) is { Count: > 0 } complaints)
        {
            complaints.ForEach(_complaints.Enqueue);
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        if (Answering is { } answer && await answer(_calls.Count, context))
            return;
        string found = new JsonObject { ["contracts"] = new JsonArray([.. Find(JsonNode.Parse(body)!.AsObject()).Select(contract => contract.DeepClone())]) }.ToJsonString();
        Note(await s_contract.ValidateAsync(Operation["responses"]!["200"]!["content"]!["application/json"]!["schema"]!, found));
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(found);
    }

    private static JsonObject Operation => s_contract.Calls.Single().Operation;

    private static async Task<List<string>> ComplaintsAsync(HttpRequest request, string body)
    {
        (string method, string path, JsonObject operation) = s_contract.Calls.Single();
        string? mediaType = request.ContentType?.Split(';')[0];
        if (request.Method != method || request.Path != Path + path || request.QueryString.HasValue)
            return [$"The document has no such call: {request.Method} {request.Path}{request.QueryString}"];
        return operation["requestBody"]!["content"]![mediaType ?? ""]?["schema"] is { } schema
            ? [.. (await s_contract.ValidateAsync(schema, body)).Select(error => $"{body}: {error}")]
            : [$"The document has no body of the type {mediaType}"];
    }

    private void Note(IEnumerable<ValidationError> errors)
    {
        foreach (ValidationError error in errors)
            _complaints.Enqueue($"The document does not describe the answer: {error}");
    }

    private IEnumerable<JsonObject> Find(JsonObject search)
    {
        (string by, JsonNode? value) = search.Single();
        return _contracts.Values.Where(contract => by switch
        {
            "contractId" => Is(contract["contractId"]),
            "lineNumber" => (string?)contract["status"] != "terminated" && contract["lines"]!.AsArray().Any(line => Is(line!["number"])),
            _ => (string?)contract["status"] != "terminated" && Is(contract["customerNumber"]),
        });

        bool Is(JsonNode? member) => JsonNode.DeepEquals(member, value);
    }
}
