using System.Net;
using System.Net.Http.Headers;
using System.Net.Mime;
using System.Text;
using System.Text.Json;
using Azure.Identity;
using Microsoft.Extensions.Logging;
using Polly;

namespace ContractAttach.Contracts;

/// <summary>
/// A directory of the operator's own, which answers as <c>docs/contract-directory.openapi.json</c> has it. One call for each read,
/// whatever it finds. What is asked stands in the body, since addresses are logged on their way.
/// </summary>
internal sealed partial class HttpContractDirectory(HttpClient http, ILogger<HttpContractDirectory> logger) : IContractDirectory
{
    // No contract has this id: a colon is in none.
    private const string NoContract = ":";

    /// <inheritdoc/>
    public async Task<Contract?> GetAsync(string contractId, CancellationToken cancellationToken)
    {
        string asked = ContractId.IsValid(contractId) ? contractId : NoContract;
        List<Contract> found = await SearchAsync("contractId", asked, contract => contract.Id == asked, cancellationToken);
        return OneOf(found);
    }

    /// <inheritdoc/>
    public async Task<Contract?> FindByLineAsync(string lineNumber, CancellationToken cancellationToken)
    {
        List<Contract> found = await SearchAsync("lineNumber", lineNumber, contract => contract.Lines.Any(line => line.Number == lineNumber), cancellationToken);
        return OneOf(found.FindAll(contract => contract.Keeps(lineNumber)));
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Contract>> FindByCustomerAsync(string customerNumber, CancellationToken cancellationToken)
    {
        List<Contract> found = await SearchAsync("customerNumber", customerNumber, contract => contract.CustomerNumber == customerNumber, cancellationToken);
        return found.FindAll(contract => contract.Status != ContractStatus.Terminated);
    }

    private static Contract? OneOf(List<Contract> found) => found.Count <= 1 ? found.SingleOrDefault() : throw NotUnderstood("there are several contracts where there can be one");

    private async Task<List<Contract>> SearchAsync(string field, string value, Predicate<Contract> fits, CancellationToken cancellationToken)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "contracts/search")
            {
                Content = new StringContent(JsonSerializer.Serialize(new Dictionary<string, string> { [field] = value }), Encoding.UTF8, MediaTypeNames.Application.Json),
                Headers = { Accept = { new MediaTypeWithQualityHeaderValue(MediaTypeNames.Application.Json) } },
            };
            DirectoryTries.Begin(request);
            using HttpResponseMessage response = await http.SendAsync(request, cancellationToken);
            int status = (int)response.StatusCode;
            if (status is >= 400 and < 500 and not (408 or 429))
                LogRefused(status);
            if (status != (int)HttpStatusCode.OK)
                throw NotUnderstood($"its status is {status}");
            using JsonDocument answer = await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync(cancellationToken), ContractReader.Strict, cancellationToken);
            List<Contract> found = Read(answer.RootElement);
            return found.TrueForAll(fits) ? found : throw NotUnderstood("there is a contract that was not asked for");
        }
        catch (HttpRequestException exception) when (exception.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded)
        {
            throw NotUnderstood($"it is longer than {http.MaxResponseContentBufferSize} bytes");
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or ExecutionRejectedException or AuthenticationFailedException
            || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new DirectoryUnavailableException("The contract directory does not answer.", exception);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Neither says what stands there: such an exception may quote it. Texts with halves of surrogate pairs parse, but cannot be read.
            throw NotUnderstood("it is not JSON");
        }
    }

    private static List<Contract> Read(JsonElement answer)
    {
        if (answer.ValueKind != JsonValueKind.Object || !answer.TryGetProperty("contracts", out JsonElement items) || items.ValueKind != JsonValueKind.Array)
            throw NotUnderstood("it has no list of contracts");

        List<Contract> contracts = [];
        foreach (JsonElement item in items.EnumerateArray())
        {
            (Contract? contract, string? problem) = item.ValueKind == JsonValueKind.Object
                ? ContractReader.Read(item, takesOthers: true)
                : (null, "must be an object");
            contracts.Add(contract ?? throw NotUnderstood($"contracts[{contracts.Count}]: {problem}"));
        }

        return contracts;
    }

    private static DirectoryUnavailableException NotUnderstood(string why) => new($"The contract directory's answer is not understood: {why}.");

    // It will not be another answer later: somebody has to mend something.
    [LoggerMessage(LogLevel.Error, "The contract directory refuses what it is asked, with status {Status}: look at Directory__BaseUrl, Directory__Scope and what the directory takes")]
    private partial void LogRefused(int status);
}
