namespace ContractAttach.Contracts;

/// <summary>Keys of the rows that list a customer's contracts: <c>customer:{number}</c>, <c>{contract id}</c>. They have no columns.</summary>
internal static class CustomerRow
{
    /// <summary>The partition of a customer.</summary>
    public static string Partition(string customerNumber) => "customer:" + customerNumber;
}
