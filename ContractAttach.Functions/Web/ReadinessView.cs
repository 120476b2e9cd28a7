namespace ContractAttach.Functions.Web;

/// <summary>Whether the service can serve, and which part of it cannot.</summary>
internal sealed record ReadinessView(Readiness Status, Readiness Storage, Readiness Engine);
