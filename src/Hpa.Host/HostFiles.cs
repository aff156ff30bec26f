namespace Hpa.Host;

/// <summary>The files that come with the program.</summary>
internal static class HostFiles
{
    /// <summary>Folder with <c>config/hocon</c> and <c>models</c>.</summary>
    public static string Home { get; } = AppContext.BaseDirectory;

    /// <summary>A file of config/hocon.</summary>
    public static string Hocon(string name) => Path.Combine(Home, "config", "hocon", name);
}
