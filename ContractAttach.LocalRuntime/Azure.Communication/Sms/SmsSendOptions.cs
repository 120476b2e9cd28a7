namespace Azure.Communication.Sms;

/// <summary>What goes along with an SMS.</summary>
public class SmsSendOptions
{
    /// <summary>Says whether its delivery is reported.</summary>
    /// <param name="enableDeliveryReport">Whether it is.</param>
    public SmsSendOptions(bool enableDeliveryReport) => EnableDeliveryReport = enableDeliveryReport;

    /// <summary>Whether its delivery is reported.</summary>
    public bool EnableDeliveryReport { get; }

    /// <summary>Comes back in the delivery report.</summary>
    public string? Tag { get; set; }
}
