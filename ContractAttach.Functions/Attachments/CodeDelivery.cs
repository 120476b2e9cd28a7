namespace ContractAttach.Functions.Attachments;

/// <summary>Where a code is read.</summary>
internal enum CodeDelivery
{
    /// <summary>Among the messages of a telephone.</summary>
    Sms,

    /// <summary>In the page of a 4G home box, under Messages.</summary>
    Flybox,
}
