namespace ContractAttach.Tests.EndToEnd;

/// <summary>Holds every exchange with an application against the OpenAPI document that the application serves.</summary>
/// <param name="application">Where it listens.</param>
/// <param name="inner">What sends.</param>
internal sealed class ContractHandler(Uri application, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private readonly SemaphoreSlim _gate = new(1);
    private ApiContract? _contract;

    /// <summary>What the application says of itself.</summary>
    public async Task<ApiContract> ContractAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_contract is null)
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(application, "/openapi.json"));
                using HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
                _contract = ApiContract.Of(await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync(cancellationToken));
            }

            return _contract;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
        await response.Content.LoadIntoBufferAsync(cancellationToken);
        await (await ContractAsync(cancellationToken)).HoldAsync(request, response);
        return response;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _gate.Dispose();
        base.Dispose(disposing);
    }
}
