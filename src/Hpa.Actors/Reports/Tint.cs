using ScottPlot;

namespace Hpa.Actors.Reports;

/// <summary>
/// A colour with a role. Files show the light one; on the page the SVG takes it from a CSS variable, so that one drawing
/// serves light and dark. Light values are different from each other, because the drawing is mapped by value.
/// </summary>
/// <param name="Name">CSS variable, without the dashes.</param>
/// <param name="Light">On white, <c>#RRGGBB</c>.</param>
/// <param name="Dark">On the page's dark ground, <c>#RRGGBB</c>.</param>
internal sealed record Tint(string Name, string Light, string Dark)
{
    public static readonly Tint Paper = new("paper", "#FFFFFF", "#171C22");
    public static readonly Tint Ink = new("ink", "#1C2530", "#E8ECF1");
    public static readonly Tint Muted = new("muted", "#566270", "#A8B3C0");
    public static readonly Tint Rule = new("rule", "#E1E6EC", "#323B46");
    public static readonly Tint Accent = new("accent", "#1F62AE", "#79B4F2");
    public static readonly Tint Second = new("second", "#B4540A", "#F2A35E");
    public static readonly Tint Quiet = new("quiet", "#A9B5C2", "#55626F");
    public static readonly Tint Control = new("control", "#7B8794", "#8E9AA7");

    /// <summary>Lines of islands, told apart without red against green (Okabe and Ito, darkened for thin lines).</summary>
    public static readonly Tint[] Lines =
    [
        new("line-1", "#0067A8", "#66B5EA"), new("line-2", "#C44E00", "#F58F4F"), new("line-3", "#00795A", "#3CC79C"),
        new("line-4", "#B0568B", "#E39AC5"), new("line-5", "#9A6A00", "#E2B23C"), new("line-6", "#5B52A3", "#A9A1EC"),
        new("line-7", "#3E4A57", "#C9D2DC"), new("line-8", "#117C94", "#5FC6DC"),
    ];

    public static IEnumerable<Tint> All => [Paper, Ink, Muted, Rule, Accent, Second, Quiet, Control, .. Lines];

    /// <summary>The colour of files.</summary>
    public Color Color => Color.FromHex(Light);
}
