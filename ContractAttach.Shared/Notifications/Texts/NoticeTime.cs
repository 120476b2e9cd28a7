using System.Globalization;

namespace ContractAttach.Notifications.Texts;

/// <summary>Instants as the operator's customers write them.</summary>
internal static class NoticeTime
{
    /// <summary>Months are here, since a deployed application has no culture but the invariant one.</summary>
    private static readonly string[] Months =
        ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"];

    private static readonly TimeZoneInfo? Paris =
        TimeZoneInfo.TryFindSystemTimeZoneById("Europe/Paris", out TimeZoneInfo? zone) ? zone : null;

    /// <summary>Day and time in Paris; in UTC, and called so, where the machine has no time zones.</summary>
    public static string Write(DateTimeOffset instant, bool french)
    {
        DateTimeOffset local = Paris is null ? instant.ToUniversalTime() : TimeZoneInfo.ConvertTime(instant, Paris);
        string zone = Paris is null ? "UTC" : french ? "heure de Paris" : "Paris time";
        string day = local.Day == 1 && french ? "1er" : local.Day.ToString(CultureInfo.InvariantCulture);
        return french
            ? string.Create(CultureInfo.InvariantCulture, $"{day} {Months[local.Month - 1]} {local.Year} à {local:HH}\u00A0h\u00A0{local:mm} ({zone})")
            : string.Create(CultureInfo.InvariantCulture, $"{day} {local:MMMM yyyy} at {local:HH:mm} ({zone})");
    }
}
