namespace ContractAttach.Tests.Storage;

internal sealed class ProcessDiedException : Exception;
