namespace Hpa.Actors.Tests.Cells.Cellpose;

/// <summary>Needs data of others, which are not part of the project: a folder below the one that the environment variable HPA_DATA names.</summary>
internal sealed class ReferenceDataFactAttribute : FactAttribute
{
    public ReferenceDataFactAttribute(string folder) => Skip = Directory.Exists(PathOf(folder)) ? null : $"needs {folder} in the folder that HPA_DATA names";

    /// <summary>A file or folder below it.</summary>
    public static string PathOf(params string[] parts) => Path.Combine([Environment.GetEnvironmentVariable("HPA_DATA") ?? "", .. parts]);
}
