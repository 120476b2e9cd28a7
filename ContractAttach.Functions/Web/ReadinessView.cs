namespace ContractAttach.Functions.Web;

/// <summary>Whether the service can serve, and which part of it cannot.</summary>
internal sealed record ReadinessView(Availability Status, Availability Storage, Availability Engine);
