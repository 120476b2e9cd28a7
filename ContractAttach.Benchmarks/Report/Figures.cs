using System.Globalization;

namespace ContractAttach.Benchmarks.Report;

/// <summary>Writes numbers as the tables have them.</summary>
internal static class Figures
{
    /// <summary>A number with so many decimals.</summary>
    public static string Number(double value, int decimals = 0) => value.ToString("N" + decimals, CultureInfo.InvariantCulture);
}
