using System.Globalization;
using Hpa.Actors.Runs;
using Hpa.Contracts.Classifiers;
using Hpa.Contracts.Runs;
using Hpa.Host.Benchmarks;

namespace Hpa.Host.Tests;

public sealed class LibsvmParityTests : IDisposable
{
    private static readonly ClassifierSettings s_settings = SettingsFile.Load(HostFiles.Home, null, ["hpa.datasets.path=."]).Check().Classifiers;
    private readonly string _folder = Directory.CreateTempSubdirectory("hpa-libsvm-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [LibsvmToolsFact]
    public Task Objectives_and_predictions_on_made_rows_are_those_of_svm_train()
    {
        File.WriteAllLines(Path.Combine(_folder, "made"), Made(500, 1));
        File.WriteAllLines(Path.Combine(_folder, "made.t"), Made(300, 2));
        return CompareAsync(_folder);
    }

    [LibsvmToolsFact("libsvm")]
    public Task Objectives_and_predictions_on_real_rows_are_those_of_svm_train() => CompareAsync(SklearnFactAttribute.PathOf("libsvm"));

    /// <summary>Five C, with and without weights, on columns and on a ready kernel.</summary>
    private static async Task CompareAsync(string folder)
    {
        using var tools = LibsvmTools.Open();
        foreach (var set in DataSetFolder.Find(folder).Libsvm)
        {
            var compared = new List<LibsvmComparison>();
            await foreach (var result in new LibsvmParity(s_settings, tools!).CompareAsync(set, (_, why) => Assert.Fail(why), CancellationToken.None)) compared.Add(result);
            Assert.Equal(20, compared.Distinct().Count());
            Assert.All(compared, result => Assert.True(result.IsNear, $"{set.Name}: {result}"));
        }
    }

    /// <summary>Three overlapping classes of unequal size, labels 7, 2, 4.</summary>
    private static IEnumerable<string> Made(int rows, ulong part)
    {
        var random = new CounterRandom(21).At(part);
        for (var row = 0; row < rows; row++)
        {
            var label = random.NextInt(10) switch { < 6 => 7, < 9 => 2, _ => 4 };
            var values = Enumerable.Range(1, 15).Select(c => string.Create(CultureInfo.InvariantCulture, $"{c}:{random.NextNormal() / 3 + (c % 5 == label % 5 ? 0.2 : 0):R}")).ToArray();
            yield return $"{label} {string.Join(' ', values)}";
        }
    }
}
