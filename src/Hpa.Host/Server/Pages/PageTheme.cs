using Hpa.Actors.Reports;
using MudBlazor;

namespace Hpa.Host.Server.Pages;

/// <summary>The pages' colours and type, those of the report: one accent, the reader's own fonts.</summary>
internal static class PageTheme
{
    private static readonly string[] s_fonts =
        ["system-ui", "-apple-system", "Segoe UI", "Roboto", "Noto Sans", "Liberation Sans", "Arial", "sans-serif"];

    /// <summary>Both palettes.</summary>
    public static MudTheme Theme { get; } = new()
    {
        PaletteLight = new PaletteLight
        {
            Primary = Tint.Accent.Light,
            Secondary = Tint.Second.Light,
            Tertiary = "#0b6b4b",
            Info = Tint.Accent.Light,
            Success = "#0b6b4b",
            Warning = Tint.Second.Light,
            Error = "#b3261e",
            Background = "#f6f8fa",
            BackgroundGray = "#eef2f6",
            Surface = Tint.Paper.Light,
            AppbarBackground = Tint.Paper.Light,
            AppbarText = Tint.Ink.Light,
            DrawerBackground = Tint.Paper.Light,
            DrawerText = Tint.Ink.Light,
            TextPrimary = Tint.Ink.Light,
            TextSecondary = Tint.Muted.Light,
            ActionDefault = Tint.Muted.Light,
            LinesDefault = Tint.Rule.Light,
            LinesInputs = Tint.Control.Light,
            TableLines = Tint.Rule.Light,
            Divider = Tint.Rule.Light,
            Dark = Tint.Ink.Light,
        },
        PaletteDark = new PaletteDark
        {
            Primary = Tint.Accent.Dark,
            Secondary = Tint.Second.Dark,
            Tertiary = "#5fd3a5",
            Info = Tint.Accent.Dark,
            Success = "#5fd3a5",
            Warning = Tint.Second.Dark,
            Error = "#ff9b93",
            Background = "#0f1318",
            BackgroundGray = "#222a33",
            Surface = Tint.Paper.Dark,
            AppbarBackground = Tint.Paper.Dark,
            AppbarText = Tint.Ink.Dark,
            DrawerBackground = Tint.Paper.Dark,
            DrawerText = Tint.Ink.Dark,
            TextPrimary = Tint.Ink.Dark,
            TextSecondary = Tint.Muted.Dark,
            ActionDefault = Tint.Muted.Dark,
            LinesDefault = Tint.Rule.Dark,
            LinesInputs = Tint.Control.Dark,
            TableLines = Tint.Rule.Dark,
            Divider = Tint.Rule.Dark,
            PrimaryContrastText = "#0f1318",
            SecondaryContrastText = "#0f1318",
            SuccessContrastText = "#0f1318",
            WarningContrastText = "#0f1318",
            ErrorContrastText = "#0f1318",
        },
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "10px", AppbarHeight = "60px" },
        Typography = new Typography
        {
            Default = new DefaultTypography { FontFamily = s_fonts, FontSize = "1rem", LineHeight = "1.55", LetterSpacing = "normal" },
            H1 = new H1Typography { FontFamily = s_fonts, FontSize = "2rem", FontWeight = "650", LineHeight = "1.2", LetterSpacing = "-0.02em" },
            H2 = new H2Typography { FontFamily = s_fonts, FontSize = "1.25rem", FontWeight = "650", LineHeight = "1.3", LetterSpacing = "-0.01em" },
            H3 = new H3Typography { FontFamily = s_fonts, FontSize = "1.02rem", FontWeight = "600", LineHeight = "1.4", LetterSpacing = "0" },
            Button = new ButtonTypography { FontFamily = s_fonts, FontSize = ".92rem", FontWeight = "600", TextTransform = "none", LetterSpacing = "0" },
            Body1 = new Body1Typography { FontFamily = s_fonts, FontSize = "1rem", LetterSpacing = "0" },
            Body2 = new Body2Typography { FontFamily = s_fonts, FontSize = ".92rem", LetterSpacing = "0" },
            Caption = new CaptionTypography { FontFamily = s_fonts, FontSize = ".84rem", LetterSpacing = "0" },
        },
    };

    /// <summary>Colours of lines that stand side by side, told apart without red against green.</summary>
    public static string[] Lines(bool dark) => [.. Tint.Lines.Select(tint => dark ? tint.Dark : tint.Light)];
}
