using ContractAttach.Regroupings;

namespace ContractAttach.Functions.Regroupings;

/// <summary>A regrouping as its account's owner sees it.</summary>
internal sealed record RegroupingView(string Id, RegroupingStatus Status, IReadOnlyList<RegroupedContract> Items);
