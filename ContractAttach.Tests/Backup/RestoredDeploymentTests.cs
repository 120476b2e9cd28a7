using System.Diagnostics;
using ContractAttach.Backup;
using ContractAttach.Functions.Cleanup;
using ContractAttach.Tests.Documentation;
using ContractAttach.Tests.EndToEnd;
using ContractAttach.Tests.Fixtures;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ContractAttach.Tests.Backup;

/// <summary>An application on tables that were restored by the commands of <c>docs/operating.md</c>: without the orchestrations of before.</summary>
public sealed class RestoredDeploymentTests(DevServicesFixture services) : IDisposable
{
    // RULES: a request is overdue 10 minutes after its hour.
    private static readonly TimeSpan s_overdue = TimeSpan.FromMinutes(71);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("contract-attach-tests-");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Links_are_there_requests_end_and_all_goes_on()
    {
        Dictionary<string, string?> before = TestApplication.Settings(services);
        Dictionary<string, string?> after = new(before);
        foreach (string name in new[] { "Storage__TablePrefix", "AzureFunctionsJobHost__extensions__durableTask__hubName" })
            after[name] = before[name] + "r";
        var person = new TestPerson();
        var abandoning = new TestPerson();
        TestContract contract = TestContract.Mobile();
        TestContract wanted = TestContract.Mobile();
        string open;
        await using (TestApplication application = await TestApplication.StartAsync(before))
        {
            using var deployment = new Deployment(application.BaseUrl, new Uri(services.BaseUrl), TimeProvider.System);
            await deployment.ImportAsync([contract, wanted]);
            await (await deployment.CustomerAsync(person)).AttachAsync(contract);
            (open, _) = await (await deployment.CustomerAsync(abandoning)).AwaitCodeAsync(wanted);

            // It goes on meanwhile.
            CommandBlock[] commands = [.. CommandBlock.Read("docs/operating.md", "Backup and restore")];
            Assert.Equal(2, commands.Length);
            await TypeAsync(commands[0], before["Storage__TablePrefix"]!);
            await TypeAsync(commands[1], after["Storage__TablePrefix"]!);
        }

        var clock = new TestApplicationClock();
        await using TestApplication restored = await TestApplication.StartAsync(after, clock);
        using var again = new Deployment(restored.BaseUrl, new Uri(services.BaseUrl), clock);
        Channel channel = await again.SignInAsync(person);
        Assert.Equal(contract.Id, (string?)Assert.Single(await channel.ContractsAsync())!["contractId"]);
        Channel holder = await again.CustomerAsync(new TestPerson { CustomerNumber = contract.CustomerNumber });
        Assert.Single((await holder.ProxiesAsync(contract.Id)).Expect(200).Body["items"]!.AsArray());

        clock.Skip(s_overdue);
        await restored.Services.GetRequiredService<Cleaner>().CleanAsync(restored.Services.GetRequiredService<DurableTaskClient>(), Cancel);
        Channel abandoned = await again.SignInAsync(abandoning);
        Assert.Equal("expired", (await abandoned.RequestAsync(open)).Expect(200)["status"]);

        // The holder's link in the e-mail of before ends the access, and what was open can be begun again.
        string link = Channel.LinkIn((await again.MessagesAsync(contract.HolderEmail!, "email"))[^1].Text!);
        (await again.Nobody().PostAsync(link, null)).Expect(200);
        Assert.Empty(await channel.ContractsAsync());
        await abandoned.BeginAsync(wanted);
    }

    // As somebody types them, but for where the program and the tables are.
    private async Task TypeAsync(CommandBlock block, string prefix)
    {
        string program = AppContext.BaseDirectory.Replace("ContractAttach.Tests", "ContractAttach.Backup", StringComparison.Ordinal) + "ContractAttach.Backup.dll";
        string commands = block.Commands
            .Replace("dotnet run --project ContractAttach.Backup --", "dotnet " + program, StringComparison.Ordinal)
            .Replace("\"\"", prefix, StringComparison.Ordinal);
        commands = string.Join('\n', commands.Split('\n').Where(line => !line.StartsWith("export", StringComparison.Ordinal)));
        var start = new ProcessStartInfo("bash", ["-euc", commands]) { WorkingDirectory = _folder.FullName, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment[BackupCommand.TablesVariable] = services.StorageConnectionString;
        using Process process = Process.Start(start)!;
        string[] printed = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(Cancel), process.StandardError.ReadToEndAsync(Cancel));
        await process.WaitForExitAsync(Cancel);
        Assert.Equal((0, ""), (process.ExitCode, printed[1]));
        Assert.True(block.IsAnsweredBy(printed[0]), $"{block.Commands}\nprinted\n{printed[0]}");
    }
}
