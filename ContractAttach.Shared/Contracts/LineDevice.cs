namespace ContractAttach.Contracts;

/// <summary>Where an SMS to a mobile line is read.</summary>
public enum LineDevice
{
    /// <summary>On a telephone.</summary>
    Phone,

    /// <summary>In the page of a 4G home box, under Messages.</summary>
    Flybox,
}
