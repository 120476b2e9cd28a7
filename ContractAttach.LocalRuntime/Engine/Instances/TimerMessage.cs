namespace ContractAttach.LocalRuntime.Engine;

/// <summary>A timer is due.</summary>
/// <param name="Due">What it was set to: its time has come, whatever the clock says by now.</param>
internal sealed record TimerMessage(DateTimeOffset Due) : Message;
