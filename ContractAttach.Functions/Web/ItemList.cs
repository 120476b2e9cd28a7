namespace ContractAttach.Functions.Web;

/// <summary>A list as the API answers with it: an object, so that it can say more one day.</summary>
/// <param name="Items">What is listed.</param>
internal sealed record ItemList<T>(IReadOnlyList<T> Items);
