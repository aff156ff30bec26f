using Hpa.Host.Tests.Processes;

namespace Hpa.Host.Tests.BadInput;

/// <summary>Settings that are wrong end the command with code 2 and one line naming the key.</summary>
[Collection(TinyRun.Collection)]
public sealed class SettingsTests(TinyRun tiny)
{
    [Theory]
    [InlineData("hpa.selection.generation = 5", "hpa.selection.generation ")]
    [InlineData("hpa.selection.population = 9", "hpa.selection.population")]
    [InlineData("hpa.selection.crossover = 1.5", "hpa.selection.crossover")]
    [InlineData("hpa.selection.fitness = some", "hpa.selection.fitness", "some")]
    [InlineData("hpa.images.batch-size = 0", "hpa.images.batch-size")]
    [InlineData("hpa.images.combinations = [rgx]", "rgx")]
    [InlineData("hpa.classifiers.c = much", "hpa.classifiers.c", "much")]
    [InlineData("hpa.datasets.split.train = 0.9", "hpa.datasets.split")]
    [InlineData("hpa.datasets.path = \"\"", "hpa.datasets.path")]
    [InlineData("hpa.runs.seed = -1", "hpa.runs.seed")]
    [InlineData("hpa.runs.shuffled-control = perhaps", "hpa.runs.shuffled-control")]
    [InlineData("hpa.backbones.use = [lenet]", "hpa.backbones.use", "lenet", "squeezenet1_1")]
    [InlineData("hpa.backbones.catalogue.squeezenet1_1.trained = on", "hpa.backbones.catalogue.squeezenet1_1.trained")]
    [InlineData("hpa { images {", "not valid HOCON", "line 8", "never closed")]
    [InlineData("}", "not valid HOCON", "line 8", "closes nothing")]
    [InlineData("hpa.datasets.name = \"x", "not valid HOCON", "line 8", "quote")]
    [InlineData("hpa.images.combinations = [ggg", "not valid HOCON", "line 8")]
    [InlineData("hpa.images = 5", "hpa.images")]
    public async Task A_wrong_setting_is_refused_by_name(string line, params string[] words)
    {
        var settings = tiny.SettingsWith(line);
        (await HpaProcess.RunAsync("run", settings, "--out", tiny.NewRun().Path)).MustComplain(2, words);
    }

    [Fact]
    public async Task A_settings_file_that_does_not_exist_is_refused()
    {
        var settings = tiny.NewPath("none.conf");
        (await HpaProcess.RunAsync("run", settings, "--out", tiny.NewRun().Path)).MustComplain(2, settings);
    }

    [Fact]
    public async Task A_folder_in_place_of_a_settings_file_is_refused() =>
        (await HpaProcess.RunAsync("run", tiny.Data, "--out", tiny.NewRun().Path)).MustComplain(2, tiny.Data);

    [Theory]
    [InlineData("hpa.runs.seed", "hpa.runs.seed", "key=value")]
    [InlineData("hpa.runs.sed=2", "hpa.runs.sed")]
    [InlineData("hpa.runs.seed=x", "hpa.runs.seed", "x")]
    public async Task A_wrong_override_is_refused(string text, params string[] words) =>
        (await HpaProcess.RunAsync([.. tiny.Run(tiny.NewRun()), "--set", text])).MustComplain(2, words);

    [Fact]
    public async Task Other_settings_than_those_of_the_run_are_refused_with_both_values()
    {
        var ended = await HpaProcess.RunAsync([.. tiny.Run(tiny.Reference), "--set", "hpa.selection.generations=7"]);
        ended.MustComplain(2, tiny.Reference.Path, "hpa.selection.generations was 6, is 7");
    }

    [Theory]
    [InlineData()]
    [InlineData("walk")]
    [InlineData("run")]
    [InlineData("run", "a.conf")]
    [InlineData("run", "a.conf", "--out", "b", "--until", "lunch")]
    [InlineData("run", "a.conf", "--out", "b", "--fast")]
    [InlineData("demo", "--images", "many")]
    [InlineData("demo", "--images", "5")]
    [InlineData("predict", "a", "b")]
    [InlineData("models")]
    [InlineData("models", "list", "alexnet")]
    [InlineData("models", "import", "alexnet")]
    public async Task Wrong_usage_is_refused(params string[] arguments) =>
        (await HpaProcess.RunAsync(arguments)).MustComplain(2);
}
