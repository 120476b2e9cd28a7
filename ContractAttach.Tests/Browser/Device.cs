using Microsoft.Playwright;

namespace ContractAttach.Tests.Browser;

/// <summary>What somebody looks at the pages with.</summary>
/// <param name="Width">The width of its screen.</param>
/// <param name="Height">The height of its screen.</param>
/// <param name="Dark">Whether it is set to dark.</param>
/// <param name="Locale">The language that it is set to.</param>
public sealed record Device(int Width, int Height, bool Dark = false, string Locale = "fr-FR")
{
    /// <summary>The smallest telephone, in French.</summary>
    public static readonly Device SmallPhone = new(320, 640);

    /// <summary>A telephone, in French.</summary>
    public static readonly Device Phone = new(390, 844);

    /// <summary>The same, set to dark.</summary>
    public static readonly Device DarkPhone = Phone with { Dark = true };

    /// <summary>A computer, in French.</summary>
    public static readonly Device Desktop = new(1280, 900);

    /// <summary>For the browser.</summary>
    public BrowserNewContextOptions Options() => new()
    {
        ViewportSize = new ViewportSize { Width = Width, Height = Height },
        ColorScheme = Dark ? ColorScheme.Dark : ColorScheme.Light,
        Locale = Locale,
        ReducedMotion = ReducedMotion.Reduce,
    };
}
