using Azure;
using ContractAttach.LocalRuntime.Engine;
using Xunit;

namespace ContractAttach.Tests.Engine;

public sealed class TableFaultsTests
{
    [Theory]
    [InlineData(413, "RequestBodyTooLarge")]
    [InlineData(413, null)]
    [InlineData(400, "EntityTooLarge")]
    [InlineData(400, "PropertyValueTooLarge")]
    [InlineData(400, "OutOfRangeInput")]
    public Task Only_what_lies_in_the_request_is_a_rejection(int status, string? code) => Assert.ThrowsAsync<StoreRejectedException>(() => MeetAsync(status, code));

    [Theory]
    [InlineData(0, null)]
    [InlineData(400, "InvalidAuthenticationInfo")]
    [InlineData(400, null)]
    [InlineData(401, "NoAuthenticationInformation")]
    [InlineData(403, "AuthorizationFailure")]
    [InlineData(403, "AuthenticationFailed")]
    [InlineData(404, "TableNotFound")]
    [InlineData(409, "TableBeingDeleted")]
    [InlineData(429, null)]
    [InlineData(503, "ServerBusy")]
    public Task All_else_passes_or_is_mended(int status, string? code) => Assert.ThrowsAsync<StoreUnavailableException>(() => MeetAsync(status, code));

    [Theory]
    [InlineData(412, "UpdateConditionNotSatisfied")]
    [InlineData(409, "EntityAlreadyExists")]
    [InlineData(404, "ResourceNotFound")]
    public Task Another_version_is_a_conflict(int status, string code) => Assert.ThrowsAsync<StoreConflictException>(() => MeetAsync(status, code));

    private static Task<bool> MeetAsync(int status, string? code) =>
        TableFaults.TranslateAsync<bool>(() => throw new RequestFailedException(status, "No.", code, null), TestContext.Current.CancellationToken);
}
