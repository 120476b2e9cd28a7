using System.Text;
using System.Text.Json.Nodes;
using ContractAttach.Contracts;
using Xunit;

namespace ContractAttach.Tests.DevServices;

/// <summary>The sample files are what the import and the sign-in page take, and show everything once.</summary>
public sealed class SamplesTests
{
    private static readonly string[] Excluded = ["Performance Pro", "Performance Entreprises", "Business Everywhere Pro"];
    private static readonly IReadOnlyList<Contract> Contracts = [.. File.ReadLines(Sample("contracts.ndjson")).Select(Read)];
    private static readonly JsonArray People = JsonNode.Parse(File.ReadAllText(Sample("people.json")))!.AsArray();

    [Fact]
    public void Contracts_AreSomeForty() => Assert.InRange(Contracts.Count, 40, 50);

    [Fact]
    public void Contracts_AndTheirLines_AreThereOnce()
    {
        Assert.Distinct(Contracts.Select(contract => contract.Id));
        Assert.Distinct(Contracts.SelectMany(contract => contract.Lines).Select(line => line.Number));
    }

    [Fact]
    public void Contracts_ShowEveryValue()
    {
        Assert.Equal(Enum.GetValues<ContractKind>(), Contracts.Select(contract => contract.Kind).Distinct().Order());
        Assert.Equal(Enum.GetValues<Segment>(), Contracts.Select(contract => contract.Segment).Distinct().Order());
        Assert.Equal(Enum.GetValues<ContractStatus>(), Contracts.Select(contract => contract.Status).Distinct().Order());
        Assert.Equal(Enum.GetValues<ContractLanguage>(), Contracts.Select(contract => contract.Language).Distinct().Order());
        Assert.Equal(Enum.GetValues<LineKind>(), Contracts.SelectMany(contract => contract.Lines).Select(line => line.Kind).Distinct().Order());
        Assert.Equal(
            Enum.GetValues<LineDevice>(), Contracts.SelectMany(contract => contract.Lines).Select(line => line.Device).OfType<LineDevice>().Distinct().Order());
        Assert.Subset(Contracts.Select(contract => contract.Range).ToHashSet(), Excluded.ToHashSet());
    }

    [Fact]
    public void Addresses_AreNobodys() => Assert.All(
        Contracts.Select(contract => contract.Holder.Email).OfType<string>().Concat(People.Select(person => (string)person!["email"]!)),
        address => Assert.Matches(@"[@.]example\.(com|fr)$", address));

    [Fact]
    public void People_AreHoldersARelativeAndAnOperator()
    {
        IReadOnlyList<string?> customers = [.. People.Select(person => (string?)person!["customerNumber"])];

        Assert.Distinct(People.Select(person => (string)person!["sub"]!));
        Assert.Subset(Contracts.Select(contract => contract.CustomerNumber).ToHashSet(), customers.OfType<string>().ToHashSet());
        Assert.Contains(Contracts.GroupBy(contract => contract.CustomerNumber), customer => customer.Count() > 1 && customers.Contains(customer.Key));
        Assert.Contains(People, person => person!["customerNumber"] is null && person["roles"]!.AsArray().Count == 0);
        Assert.Single(People, person => person!["roles"]!.AsArray().Any(role => (string)role! == "operator"));
    }

    [Fact]
    public void People_HaveValidNumbers() => Assert.All(
        People.Select(person => (string?)person!["phoneNumber"]).OfType<string>(),
        number => Assert.True(LineNumber.TryNormalise(number, out string e164) && e164 == number && LineNumber.IsMobile(number)));

    private static Contract Read(string line)
    {
        (Contract? contract, string? problem) = ContractReader.Read(Encoding.UTF8.GetBytes(line));
        return contract ?? throw new InvalidDataException($"{problem}: {line}");
    }

    private static string Sample(string name) => Path.Combine(AppContext.BaseDirectory, "samples", name);
}
