using Azure.Data.Tables;
using ContractAttach.Attachments;
using ContractAttach.Notifications;

namespace ContractAttach.Benchmarks.Floor;

/// <summary>A contract that was attached, and what is left to be done about it.</summary>
/// <param name="Request">The request, with its end.</param>
/// <param name="Tries">The row that counts the try.</param>
/// <param name="Notices">What is to be told.</param>
internal sealed record FloorAttached(RequestRow Request, TableEntity Tries, IReadOnlyList<NoticeRow> Notices);
