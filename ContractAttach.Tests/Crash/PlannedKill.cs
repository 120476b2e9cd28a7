using ContractAttach.Tests.Fixtures;

namespace ContractAttach.Tests.Crash;

/// <summary>When the process is killed.</summary>
/// <param name="Service">At which kind of call.</param>
/// <param name="Call">At which of them, counted from 1 in the life of that process.</param>
/// <param name="Answered">Whether the service has done and answered the call; else the call never reaches it.</param>
internal sealed record PlannedKill(WireProxyService Service, int Call, bool Answered);
