using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Xunit;

namespace ContractAttach.Tests.Communication;

/// <summary>A communication resource that answers what a test tells it to, and checks signatures by its own arithmetic.</summary>
internal sealed class CommunicationServer : IAsyncDisposable
{
    private readonly WebApplication _web;
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);
    private readonly Queue<(int Status, string Body, int? RetryAfter)> _answers = new();

    private CommunicationServer(WebApplication web) => _web = web;

    public string Endpoint => _web.Urls.Single();

    public string Key => Convert.ToBase64String(_key);

    public string ConnectionString => $"endpoint={Endpoint}/;accesskey={Key}";

    public List<(string Method, string Path, IReadOnlyDictionary<string, string> Headers, JsonNode? Body)> Requests { get; } = [];

    public static async Task<CommunicationServer> StartAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        WebApplication web = builder.Build();
        var server = new CommunicationServer(web);
        web.Run(server.AnswerAsync);
        await web.StartAsync(TestContext.Current.CancellationToken);
        return server;
    }

    public void WillAnswer(int status, string body, int? retryAfter = null) => _answers.Enqueue((status, body, retryAfter));

    public ValueTask DisposeAsync() => _web.DisposeAsync();

    private async Task AnswerAsync(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        byte[] bytes = body.ToArray();
        string path = $"{http.Request.Path}{http.Request.QueryString}";
        Requests.Add((http.Request.Method, path, http.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString()), bytes.Length == 0 ? null : JsonNode.Parse(bytes)));

        (int status, string answer, int? retryAfter) = IsSigned(http.Request, path, bytes) ? _answers.Dequeue() : (401, """{"error":{"code":"Denied","message":"Denied by the resource provider."}}""", null);
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json";
        if (retryAfter is not null)
            http.Response.Headers.RetryAfter = retryAfter.ToString();
        await http.Response.WriteAsync(answer, http.RequestAborted);
    }

    private bool IsSigned(HttpRequest request, string path, byte[] body)
    {
        string hash = Convert.ToBase64String(SHA256.HashData(body));
        string text = $"{request.Method}\n{path}\n{request.Headers["x-ms-date"]};{request.Host};{hash}";
        using var hmac = new HMACSHA256(_key);
        string signature = Convert.ToBase64String(hmac.ComputeHash(Encoding.UTF8.GetBytes(text)));
        return request.Headers["x-ms-content-sha256"] == hash
            && request.Headers.Authorization == $"HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature={signature}";
    }
}
