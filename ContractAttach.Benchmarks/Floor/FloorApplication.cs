using System.Net;
using ContractAttach.Accounts;
using ContractAttach.Attachments;
using ContractAttach.Benchmarks.Attach;
using ContractAttach.Benchmarks.Processes;
using ContractAttach.Benchmarks.Security;
using ContractAttach.Contracts;
using ContractAttach.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ContractAttach.Benchmarks.Floor;

/// <summary>
/// The floor: the happy path of a mobile contract by hand, with the fewest reads and writes that keep the application's promises
/// and rows of the same shape, the same calls over HTTP, the same check of tokens, SMS and e-mails; no engine. It is a yardstick:
/// it counts under the limits and refuses nothing, and mistakes are not its business.
/// </summary>
internal static class FloorApplication
{
    /// <summary>Runs it until the process is ended; its settings are the environment's.</summary>
    public static async Task RunAsync(CancellationToken cancellationToken)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddBusinessParts(builder.Configuration).AddSingleton<FloorCounters>().AddSingleton<FloorStart>().AddSingleton<FloorCode>();
        await using WebApplication application = builder.Build();
        Map(application);
        await application.StartAsync(cancellationToken);
        await Console.Out.WriteLineAsync($"Listening on {application.Urls.Single()}");
        await application.WaitForShutdownAsync(cancellationToken);
    }

    private static void Map(WebApplication application)
    {
        application.MapPost("/api/v1/attach-requests", async (HttpRequest http, StartBody body, SignedInAccounts accounts, FloorStart start, CancellationToken cancellationToken) =>
        {
            Account account = await accounts.AccountAsync(http, cancellationToken);
            var lineUser = new LineUser(LineUserKind.Other, body.LineUser.FirstName, body.LineUser.LastName);
            return View(await start.StartAsync(account, body.Identifiers.LineNumber, lineUser, new ContactDetails(body.ContactDetails.Email, null), cancellationToken));
        });
        application.MapPost("/api/v1/attach-requests/{id}/code", async (HttpRequest http, string id, CodeBody body, SignedInAccounts accounts, FloorCode code, CancellationToken cancellationToken) =>
        {
            Account account = await accounts.AccountAsync(http, cancellationToken);
            FloorAttached attached = await code.EnterAsync(account, id, body.Code, cancellationToken);
            http.HttpContext.Response.OnCompleted(() => code.FollowUpAsync(attached, CancellationToken.None));
            return View(attached.Request);
        });
        application.MapGet("/api/v1/attach-requests/{id}", async (HttpRequest http, string id, SignedInAccounts accounts, Tables tables, CancellationToken cancellationToken) =>
        {
            Account account = await accounts.AccountAsync(http, cancellationToken);
            return View(await tables.Accounts.GetEntityAsync<RequestRow>(account.Id, RequestRow.KeyOf(id), cancellationToken: cancellationToken));
        });
    }

    private static IResult View(RequestRow request) => Results.Json(new
    {
        id = request.Id,
        status = request.End is null ? "awaitingCode" : "attached",
        line = LineMask.Screen(request.Line),
        lineUser = request.LineUser,
        contactDetails = request.ContactDetails,
        createdAt = request.CreatedAt,
        expiresAt = request.ExpiresAt,
        endedAt = request.EndedAt,
        contractId = request.End is null ? null : request.ContractId,
    });
}
