using System.Net;
using System.Net.Http.Json;
using System.Text;
using ContractAttach.Contracts;

namespace ContractAttach.Tests.Import;

/// <summary>A service that notes what is sent, and answers as it is told.</summary>
internal sealed class ServiceStub(Func<int, string, HttpResponseMessage> answer) : HttpMessageHandler
{
    private readonly List<string> _calls = [];

    /// <summary>A service that takes everything.</summary>
    public ServiceStub()
        : this((_, text) => Took(text.Count(c => c == '\n')))
    {
    }

    /// <summary>The body of each call.</summary>
    public IReadOnlyList<string> Calls => _calls;

    public static HttpResponseMessage Took(int imported, params ImportError[] errors) => Took(imported, errors.Length, errors);

    public static HttpResponseMessage Took(int imported, int rejected, ImportError[] errors) =>
        new(HttpStatusCode.OK) { Content = JsonContent.Create(new ImportResult(imported, 0, rejected, errors)) };

    public static HttpResponseMessage Refuses(HttpStatusCode status, string retryAfter = "0") =>
        new(status) { Headers = { { "Retry-After", retryAfter } } };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        string text = Encoding.UTF8.GetString(await request.Content!.ReadAsByteArrayAsync(cancellationToken));
        _calls.Add(text);
        return answer(_calls.Count, text);
    }
}
