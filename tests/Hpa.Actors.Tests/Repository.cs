namespace Hpa.Actors.Tests;

/// <summary>Where the sources are, for tests about files of the project.</summary>
internal static class Repository
{
    /// <summary>The folder of Hpa.Actors.sln.</summary>
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    /// <summary>A file or folder below <see cref="Root"/>.</summary>
    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string Find(string folder)
    {
        while (!File.Exists(Path.Combine(folder, "Hpa.Actors.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("the tests do not run below Hpa.Actors.sln");
        return folder;
    }
}
