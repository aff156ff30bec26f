using System.CommandLine;
using System.Globalization;
using Hpa.Actors.Runs;
using Hpa.Contracts;
using Hpa.Host.Benchmarks;

namespace Hpa.Host.Commands;

/// <summary><c>hpa bench evaluate</c>.</summary>
internal static class BenchEvaluateCommand
{
    private static readonly Option<string> s_data = new("--data") { Description = "Folder with data sets in ARFF or LIBSVM form: compares answers on them" };
    private static readonly Option<string> s_sizes = new("--sizes") { Description = "Numbers of training rows, such as 5000,10000,21750: measures how time and memory grow" };
    private static readonly Option<string> s_labels = new("--labels") { Description = "Label table in the form of train.csv; labels as in the Kaggle 2018 table when left out" };
    private static readonly Option<int> s_train = new("--train") { Description = "Generated training rows", DefaultValueFactory = _ => 1000 };
    private static readonly Option<int> s_test = new("--test") { Description = "Generated rows that are predicted", DefaultValueFactory = _ => 400 };
    private static readonly Option<int?> s_blocks = new("--blocks") { Description = "Feature blocks; 4 when left out, 20 with --sizes" };
    private static readonly Option<int?> s_columns = new("--columns") { Description = "Columns of a block; 250 when left out, 1000 with --sizes" };
    private static readonly Option<ulong> s_seed = new("--seed") { Description = "Seed of the features", DefaultValueFactory = _ => 1 };
    private static readonly Option<string> s_python = new("--python") { Description = "Python with scikit-learn; the usual places when left out" };
    private static readonly Option<string[]> s_set = RunCommand.Set();

    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var command = new Command("evaluate", "The classifiers of the paper's table, beside scikit-learn's and LIBSVM's.")
        {
            s_data, s_sizes, s_labels, s_train, s_test, s_blocks, s_columns, s_seed, s_python, s_set,
        };
        command.SetAction((parsed, stop) => Outcome.Of(() => Task.Run(
            () => EvaluateBenchmark.RunAsync(
                QuestionOf(parsed), SettingsFile.Load(HostFiles.Home, null, ["hpa.datasets.path=.", .. parsed.GetValue(s_set) ?? []]).Check().Classifiers, stop), stop)));
        return command;
    }

    /// <summary>Without <c>--data</c> and <c>--sizes</c> the comparison on generated rows.</summary>
    private static EvaluateQuestion QuestionOf(ParseResult parsed)
    {
        int[] growth = parsed.GetValue(s_sizes) is { } list
            ? [.. list.Split(',', StringSplitOptions.TrimEntries).Select(size => Checked(s_sizes, int.TryParse(size, CultureInfo.InvariantCulture, out var n) ? n : 0, size, 10, 40_000))]
            : [];
        int Number(Option option, int value, int least, int most) => Checked(option, value, $"{value}", least, most);
        int Blocks(int usual) => Number(s_blocks, parsed.GetValue(s_blocks) ?? usual, 1, 512);
        int Columns(int usual) => Number(s_columns, parsed.GetValue(s_columns) ?? usual, 1, 100_000);
        var data = parsed.GetValue(s_data);
        var size = growth.Length > 0 || data is not null
            ? null
            : new EvaluationSize(Number(s_train, parsed.GetValue(s_train), 2, 20_000), Number(s_test, parsed.GetValue(s_test), 1, 20_000), Blocks(4), Columns(250));
        return new EvaluateQuestion(size, data, growth, Blocks(20), Columns(1000), parsed.GetValue(s_labels), parsed.GetValue(s_seed), parsed.GetValue(s_python));
    }

    private static int Checked(Option option, int value, string text, int least, int most) =>
        value >= least && value <= most ? value : throw new SettingsException($"{option.Name} {text} must be from {least} to {most}");
}
