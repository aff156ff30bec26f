using System.Text.RegularExpressions;
using Hpa.Contracts.Classifiers;
using Hpa.Host.Benchmarks;
using Hpa.Host.Tests.Processes;

namespace Hpa.Host.Tests;

[Collection(TinyRun.Collection)]
public sealed class EvaluateBenchTests : IDisposable
{
    private const string NoPython = "/nowhere/python3";
    private static readonly string[] Small = ["--train", "150", "--test", "60", "--blocks", "2", "--columns", "40"];
    private readonly string _folder = Directory.CreateTempSubdirectory("hpa-evaluate-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Without_Python_the_ten_classifiers_are_measured_alone()
    {
        var text = await RunAsync([.. Small, "--python", NoPython]);
        Assert.Contains("rows        150 training, 60 others; 2 blocks of 40 columns; C 100, of logistic regression 100", text, StringComparison.Ordinal);
        Assert.Matches($"comparison  none with scikit-learn: .*apt-get install python3-sklearn.*{NoPython}", text);
        foreach (var (strategy, kind) in EvaluationCases.All)
            Assert.Matches($@"{EvaluationPeer.WordOf(strategy)} +{ClassifierWords.Of(kind)} +\d+\.\d{{3}} +0\.\d{{4}}", text);
    }

    [SklearnFact]
    public async Task Scikit_learn_predicts_the_same_label_sets()
    {
        var text = await RunAsync(Small);
        foreach (var (strategy, kind) in EvaluationCases.All)
        {
            var row = Regex.Match(text, $@"{EvaluationPeer.WordOf(strategy)} +{ClassifierWords.Of(kind)} +\d+\.\d{{3}} +\d+\.\d{{3}} +\d+\.\d +(0\.\d{{4}}) +(0\.\d{{4}}) +([01]\.\d{{4}})");
            Assert.True(row.Success, text);
            if (kind != ClassifierKind.DecisionTree) Assert.True(row.Groups[1].Value == row.Groups[2].Value && row.Groups[3].Value == "1.0000", row.Value);
        }
    }

    [LibsvmToolsFact]
    public async Task Libsvm_comes_to_the_same_objectives()
    {
        var text = await RunAsync([.. Small, "--python", NoPython]);
        foreach (var kernel in new[] { "linear", "precomputed" }) Assert.Matches($@"{kernel} +\d+ +\d+\.\d{{3}} +\d+\.\d{{3}} +\d+\.\d +\d\.\de-[5-9] +(1\.0000|0\.98\d\d)", text);
    }

    [Fact]
    public async Task Growth_is_measured_on_rising_sizes()
    {
        var table = Path.Combine(_folder, "some.csv");
        await File.WriteAllLinesAsync(table, [.. Enumerable.Range(0, 200).Select(i => $"image{i},{i % 3} {3 + i % 2}").Prepend("Id,Target")]);
        var text = await RunAsync(["--sizes", "140,70", "--blocks", "2", "--columns", "50", "--labels", table]);
        Assert.Contains("growth      2 blocks of 50 columns, labels of some.csv, C 100", text, StringComparison.Ordinal);
        Assert.Matches(@"\b70 +30 +5 +6( +\d+\.\d){7} +\d+ +[01]\.\d{3} +[01]\.\d{3}\s+140 +60 +5 +6 ", text);
        Assert.Matches("exponent    from 70 to 140 rows: kernel -?[0-9.]+, BR train", text);
        Assert.DoesNotContain("Same label sets", text, StringComparison.Ordinal);
    }

    [SklearnFact]
    public async Task Data_sets_are_compared_and_what_cannot_be_read_is_left_out_by_name()
    {
        await WriteArffAsync("m-train.arff", 90);
        await WriteArffAsync("m-test.arff", 45);
        await File.WriteAllTextAsync(Path.Combine(_folder, "bad.arff"), "@relation r\n@attribute x numeric\n@attribute a {0,1}\n@data\n1\n");
        var text = await RunAsync(["--data", _folder]);
        Assert.Matches(@"left out    bad: .*bad\.arff, line 5: 1 values for 2 attributes", text);
        Assert.Equal(8, Regex.Count(text, @"m +90 \+ 45 .* 0\.0000 +0\.005 +pass"));
        Assert.Contains("parity      10 of 10 comparisons within their limits", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrong_numbers_and_folders_are_named()
    {
        (await HpaProcess.RunAsync("bench", "evaluate", "--sizes", "100,x")).MustComplain(2, "--sizes x must be from 10 to 40000");
        (await HpaProcess.RunAsync("bench", "evaluate", "--sizes", "30000")).MustComplain(2, "30000 training rows and 12858 others", "31072 rows");
        (await HpaProcess.RunAsync("bench", "evaluate", "--blocks", "0")).MustComplain(2, "--blocks 0 must be from 1 to 512");
        (await HpaProcess.RunAsync("bench", "evaluate", "--data", Path.Combine(_folder, "none"))).MustComplain(1, "none is not a folder");
        (await HpaProcess.RunAsync("bench", "evaluate", "--data", _folder)).MustComplain(1, "has no file in ARFF form");
        (await HpaProcess.RunAsync("bench", "evaluate", "--labels", Path.Combine(_folder, "none.csv"))).MustComplain(1, "none.csv does not exist");
    }

    /// <summary>Two columns that tell two labels apart; no two rows are equally far from a third.</summary>
    private Task WriteArffAsync(string name, int rows)
    {
        string[] head = ["@relation r", "@attribute x numeric", "@attribute y numeric", "@attribute a {0,1}", "@attribute b {0,1}", "@data"];
        return File.WriteAllLinesAsync(Path.Combine(_folder, name), [.. head, .. Enumerable.Range(0, rows).Select(i => $"{i % 2 * 50 + 0.01 * i * i},{i % 3 * 90 + 0.1 * i},{i % 2},{(i % 3 + 1) / 2}")]);
    }

    /// <summary>Progress goes to stderr.</summary>
    private static async Task<string> RunAsync(IEnumerable<string> options)
    {
        var ended = await HpaProcess.RunAsync(["bench", "evaluate", .. options]);
        Assert.True(ended.Code == 0, $"{string.Join('\n', ended.Errors)}\n{ended.Text}");
        return ended.Text;
    }
}
