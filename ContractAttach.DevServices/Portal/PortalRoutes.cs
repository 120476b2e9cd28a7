using System.Runtime.CompilerServices;
using ContractAttach.DevServices.Messages;
using ContractAttach.DevServices.SignIn;
using Microsoft.Extensions.FileProviders;

namespace ContractAttach.DevServices.Portal;

/// <summary>The portal: what a person would see of the world around the application, at <c>/</c>.</summary>
internal static class PortalRoutes
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>Serves the files of the page.</summary>
    public static void UsePortal(this IApplicationBuilder app)
    {
        FileServerOptions files = new() { FileProvider = new PhysicalFileProvider(Path.Combine(AppContext.BaseDirectory, "portal")) };
        files.StaticFileOptions.OnPrepareResponse = file =>
        {
            IHeaderDictionary headers = file.Context.Response.Headers;
            headers.ContentSecurityPolicy = Policy;
            headers.CacheControl = "no-cache";
            headers.XContentTypeOptions = "nosniff";
        };
        app.UseFileServer(files);
    }

    /// <summary>Maps what the page asks for.</summary>
    public static void MapPortal(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/dev/samples", (ApplicationAddress application, People people, SampleContracts contracts) =>
            new { application = application.Url, people = people.All, contracts = contracts.All });
        routes.MapGet("/dev/events", (ChangeSignal changes, CancellationToken cancellationToken) =>
            TypedResults.ServerSentEvents(Events(changes, cancellationToken), "change"));
        routes.MapGet("/dev/mail", (string operationId, string to, MessageLog log, HttpResponse response) =>
            log.Find(message => message.Kind == MessageKind.Email && message.OperationId == operationId && message.To == to) is [{ Html: string html }, ..]
                ? MailPage.Show(html, response)
                : Results.Problem("There is no such e-mail, or it has no HTML.", statusCode: StatusCodes.Status404NotFound));
    }

    /// <summary>One event at once, so that whoever connects again looks again, and one after each change; over when the services stop.</summary>
    private static async IAsyncEnumerable<string> Events(ChangeSignal changes, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            Task next = changes.Next;
            yield return "";
            await next.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
