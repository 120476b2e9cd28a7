namespace ContractAttach.Functions.Web;

/// <summary>That the process answers.</summary>
internal sealed record LivenessView(string Status);
