namespace Hpa.Host.Tests.Server.Browser;

/// <summary>Needs Debian's Chromium.</summary>
internal sealed class ChromiumFactAttribute : FactAttribute
{
    /// <summary>The browser.</summary>
    public const string Program = "/usr/bin/chromium";

    public ChromiumFactAttribute() => Skip = File.Exists(Program) ? null : "needs a browser: apt-get install chromium";
}
