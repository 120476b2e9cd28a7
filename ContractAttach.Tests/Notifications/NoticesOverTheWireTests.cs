using System.Net.Http.Json;
using Azure.Data.Tables;
using ContractAttach.Notifications;
using ContractAttach.Storage;
using ContractAttach.Tests.Fixtures;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ContractAttach.Tests.Notifications;

/// <summary>From rows in a table to messages in a mailbox and on a telephone.</summary>
public sealed class NoticesOverTheWireTests(DevServicesFixture services) : IAsyncLifetime
{
    private readonly string _id = Guid.NewGuid().ToString("N");
    private ServiceProvider _application = null!;
    private TableClient _accounts = null!;

    /// <summary>Its own in every test: the service knows operations over all accounts.</summary>
    private string Account => $"account-{_id}";

    private string Address => $"{_id}@example.com";

    private NoticeSender Sender => _application.GetRequiredService<NoticeSender>();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        IConfiguration configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Storage:ConnectionString"] = services.StorageConnectionString,
            ["Storage:TablePrefix"] = "t" + _id,
            ["Storage:HashKey"] = Convert.ToBase64String(new byte[32]),
            ["Communication:ConnectionString"] = services.CommunicationConnectionString,
            ["Sms:From"] = "+33700000000",
            ["Email:From"] = "espace-client@example.com",
        }).Build();
        _application = new ServiceCollection().AddLogging().AddBusiness(configuration).AddNotifications(configuration).BuildServiceProvider();
        _accounts = _application.GetRequiredService<Tables>().Accounts;
        await _accounts.CreateIfNotExistsAsync(Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await _accounts.DeleteAsync(CancellationToken.None);
        await _application.DisposeAsync();
    }

    [Fact]
    public async Task Left_notices_arrive_once_and_leave_the_other_rows()
    {
        NoticeRow email = ToMailbox("r-n1");
        NoticeRow sms = Notices.Sms(NoticeKinds.AttachedHolder, "r-n2");
        sms.PartitionKey = Account;
        sms.To = "+3365" + Random.Shared.Next(0, 10_000_000).ToString("D7", null);
        await WriteAsync(email, sms, new TableEntity(Account, "link:C-1"), new TableEntity(Account, "request:r"));

        Assert.Equal(0, (await Sender.SendLeftAsync(Account, "r", Cancellation)).Left);
        Assert.Equal(0, (await Sender.SendLeftAsync(Account, "r", Cancellation)).Left);

        ReceivedMessage mail = Assert.Single(await services.WaitForMessagesAsync(1, Address, "email", Cancellation));
        Assert.Equal((email.OperationId.ToString(), 1), (mail.OperationId, mail.Deliveries));
        Assert.Equal(NoticeTexts.Render(email), new NoticeText(mail.Subject!, mail.Text!, mail.Html!));
        ReceivedMessage text = Assert.Single(await services.WaitForMessagesAsync(1, sms.To, "sms", Cancellation));
        Assert.Equal((NoticeTexts.RenderSms(sms), "notice:r-n2"), (text.Text, text.Tag));
        Assert.Equal(["link:C-1", "request:r"], await KeysAsync());
    }

    [Fact]
    public async Task One_that_the_service_fails_is_sent_the_next_time()
    {
        NoticeRow[] rows = [ToMailbox("r-n1"), ToMailbox("r-n2")];
        rows[1].To = "other-" + Address;
        await WriteAsync(rows);
        await FaultAsync(new { kind = "email", mode = "fail", status = 403, count = 1, to = Address });

        Assert.Equal(1, (await Sender.SendAsync(Account, rows, Cancellation)).Left);
        Assert.Equal(["notice:r-n1"], await KeysAsync());

        Assert.Equal(0, (await Sender.SendLeftAsync(Account, "r", Cancellation)).Left);
        Assert.Single(await services.WaitForMessagesAsync(1, Address, "email", Cancellation));
        Assert.Empty(await KeysAsync());
    }

    [Fact]
    public async Task A_blip_of_the_service_is_not_even_noticed()
    {
        NoticeRow row = ToMailbox("r-n1");
        await WriteAsync(row);
        await FaultAsync(new { kind = "email", mode = "fail", status = 503, count = 1, to = Address });
        Assert.Equal(0, (await Sender.SendAsync(Account, [row], Cancellation)).Left);
        Assert.Single(await services.WaitForMessagesAsync(1, Address, "email", Cancellation));
    }

    [Fact]
    public async Task Sent_by_two_at_once_it_is_one_email()
    {
        NoticeRow[] rows = [ToMailbox("r-n1"), ToMailbox("r-n2")];
        await WriteAsync(rows);
        NoticeCount[] counts = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Sender.SendAsync(Account, rows, Cancellation)));
        Assert.All(counts, count => Assert.Equal(0, count.Left));
        IReadOnlyList<ReceivedMessage> mails = await services.WaitForMessagesAsync(2, Address, "email", Cancellation);
        Assert.Equal(rows.Select(row => row.OperationId.ToString()).Order(), mails.Select(mail => mail.OperationId).Order());
        Assert.Empty(await KeysAsync());
    }

    [Fact]
    public async Task A_row_comes_back_from_the_table_as_it_went()
    {
        NoticeRow row = ToMailbox("r-n1");
        await WriteAsync(row);
        NoticeRow read = (await _accounts.GetEntityAsync<NoticeRow>(Account, "notice:r-n1", cancellationToken: Cancellation)).Value;
        Assert.Equal(
            (row.Kind, row.Channel, row.To, row.ToName, row.Language, row.Facts, row.CreatedAt, row.OperationId),
            (read.Kind, read.Channel, read.To, read.ToName, read.Language, read.Facts, read.CreatedAt, read.OperationId));
    }

    private NoticeRow ToMailbox(string id)
    {
        NoticeRow row = Notices.Email(NoticeKinds.AttachedHolder, id);
        (row.PartitionKey, row.To) = (Account, Address);
        return row;
    }

    private async Task WriteAsync(params ITableEntity[] rows) => await _accounts.SubmitTransactionAsync(
        rows.Select(row => new TableTransactionAction(TableTransactionActionType.Add, row)), Cancellation);

    private async Task FaultAsync(object fault)
    {
        using HttpResponseMessage response = await services.Http.PostAsJsonAsync("/dev/faults", fault, Cancellation);
        response.EnsureSuccessStatusCode();
    }

    private async Task<List<string>> KeysAsync() =>
        await _accounts.QueryAsync<TableEntity>(cancellationToken: Cancellation).Select(row => row.RowKey).ToListAsync(Cancellation);
}
