using System.Security.Cryptography;
using System.Text;
using Hpa.Contracts.Runs;

namespace Hpa.Actors.Runs;

/// <summary>
/// Which stage a key of the settings changes first. Blocks can be chosen again on the same features, and classifiers measured again on
/// the same choice; features are made once in a folder.
/// </summary>
internal static class SettingsStages
{
    /// <summary>Keys that change speed, memory or places but no result; they may differ when a run is continued.</summary>
    private static readonly string[] FreeKeys =
    [
        "hpa.datasets.path", "hpa.backbones.folder", "hpa.backbones.mirror", "hpa.backbones.threads", "hpa.backbones.memory-budget-mib",
        "hpa.images.in-flight", "hpa.cells.in-flight", "hpa.cells.cellpose.file", "hpa.classifiers.threads",
        "hpa.runs.max-quarantined", "hpa.runs.min-free-disk", "hpa.runs.journal-patience",
    ];

    /// <summary>Keys outside <c>hpa.selection</c> that fitness or the list of studies depends on; the budgets decide how many images are used.</summary>
    private static readonly string[] SelectKeys =
    [
        "hpa.runs.shuffled-control", "hpa.classifiers.c", "hpa.classifiers.tolerance", "hpa.classifiers.kernels",
        "hpa.classifiers.memory-budget-mib", "hpa.classifiers.disk-budget-mib",
    ];

    /// <summary>Extract, Select or Evaluate; null for a key that changes no result.</summary>
    public static Stage? Of(string key) => key switch
    {
        _ when FreeKeys.Contains(key) || MergedSettings.IsCatalogueFile(key) => null,
        _ when SelectKeys.Contains(key) || key.StartsWith("hpa.selection.", StringComparison.Ordinal) || MergedSettings.IsCatalogueTime(key) => Stage.Select,
        _ when key.StartsWith("hpa.classifiers.", StringComparison.Ordinal) => Stage.Evaluate,
        _ => Stage.Extract,
    };

    /// <summary>Fingerprints of settings.</summary>
    /// <param name="values">Full key → value or list of values, sorted by key.</param>
    public static StageFingerprints Fingerprints(IReadOnlyDictionary<string, IReadOnlyList<string>> values) =>
        new(Fingerprint(values, Stage.Extract), Fingerprint(values, Stage.Select), Fingerprint(values, Stage.Evaluate));

    private static string Fingerprint(IReadOnlyDictionary<string, IReadOnlyList<string>> values, Stage until)
    {
        var lines = values.Where(v => Of(v.Key) <= until).Select(v => $"{v.Key}={string.Join('\u001f', v.Value)}\n");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(lines))));
    }
}
