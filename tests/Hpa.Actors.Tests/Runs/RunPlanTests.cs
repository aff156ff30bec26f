using Hpa.Actors.Runs;
using Hpa.Actors.Tests.Datasets;
using Hpa.Contracts;
using Hpa.Contracts.Datasets;
using Hpa.Contracts.Runs;

namespace Hpa.Actors.Tests.Runs;

public sealed class RunPlanTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private RunFolder Run => new(_folder["run"]);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_new_run_leaves_its_settings_and_its_split()
    {
        RunTables.Write(_folder, RunTables.Forty);
        var plan = RunPlan.Begin(Settings(), Run);

        Assert.Equal(Settings().Check().Fingerprints.Extract[..12], plan.Run);
        Assert.Equal(plan.Settings.Fingerprint, SettingsFile.Read(Run.Settings).Check().Fingerprint);
        Assert.Equal(["Id,Set", .. plan.Index.Images.Select((image, i) => $"{image.Id},{plan.Index.Parts[i].ToString().ToLowerInvariant()}")], File.ReadAllLines(Run.Split));
    }

    [Fact]
    public void A_run_that_continues_keeps_its_split()
    {
        RunTables.Write(_folder, RunTables.Forty);
        var first = RunPlan.Begin(Settings(), Run);
        // Another split of the same images: what the file says counts, not what would be drawn.
        File.WriteAllText(Run.Split, File.ReadAllText(Run.Split).Replace("field-00,train", "field-00,test", StringComparison.Ordinal));

        var second = RunPlan.Continue(Run);

        Assert.Equal(first.Run, second.Run);
        Assert.Equal(first.Index.Fingerprint, second.Index.Fingerprint);
        Assert.Equal(Part.Test, second.Index.Parts[0]);
        Assert.Equal(first.Index.Parts.Skip(1), second.Index.Parts.Skip(1));
    }

    [Fact]
    public void Other_settings_in_the_same_folder_are_refused_with_the_difference()
    {
        RunTables.Write(_folder, RunTables.Forty);
        RunPlan.Begin(Settings(), Run);

        var refusal = Assert.Throws<SettingsException>(() => RunPlan.Begin(Settings("hpa.runs.seed=2"), Run)).Message;

        Assert.Contains("hpa.runs.seed was 1, is 2", refusal, StringComparison.Ordinal);
        Assert.Equal(1UL, SettingsFile.Read(Run.Settings).Check().Seed);
    }

    [Fact]
    public void Settings_that_change_no_result_may_differ()
    {
        RunTables.Write(_folder, RunTables.Forty);
        RunPlan.Begin(Settings(), Run);

        Assert.Equal(3, RunPlan.Begin(Settings("hpa.backbones.threads=3"), Run).Settings.Backbones.Threads);
        Assert.Equal(3, RunPlan.Continue(Run).Settings.Backbones.Threads);
    }

    [Fact]
    public void A_run_of_an_earlier_version_takes_the_defaults_of_keys_that_change_no_result()
    {
        RunTables.Write(_folder, RunTables.Forty);
        var before = RunPlan.Begin(Settings(), Run);
        File.WriteAllLines(Run.Settings, File.ReadAllLines(Run.Settings).Where(line => !line.StartsWith("hpa.runs.max-quarantined", StringComparison.Ordinal)));

        var after = RunPlan.Continue(Run);

        Assert.Equal((before.Run, 0.2), (after.Run, after.Settings.Faults.MaxQuarantined));
        Assert.Contains("hpa.runs.max-quarantined = \"0.2\"", File.ReadAllLines(Run.Settings));
    }

    [Fact]
    public void A_key_that_changes_results_must_be_there()
    {
        RunTables.Write(_folder, RunTables.Forty);
        RunPlan.Begin(Settings(), Run);
        File.WriteAllLines(Run.Settings, File.ReadAllLines(Run.Settings).Where(line => !line.StartsWith("hpa.images.batch-size", StringComparison.Ordinal)));

        Assert.Contains("hpa.images.batch-size is missing", Assert.Throws<SettingsException>(() => RunPlan.Continue(Run)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("hpa.selection.features=[image, cell]", "`hpa select RUN --set 'hpa.selection.features=[image, cell]'`")]
    [InlineData("hpa.classifiers.bootstrap=5", "`hpa evaluate RUN --set hpa.classifiers.bootstrap=5`")]
    [InlineData("hpa.images.batch-size=7", "choose another --out")]
    public void Other_settings_are_refused_with_what_to_do_instead(string other, string remedy)
    {
        RunTables.Write(_folder, RunTables.Forty);
        RunPlan.Begin(Settings(), Run);

        Assert.EndsWith(remedy.Replace("RUN", Run.Path, StringComparison.Ordinal), Assert.Throws<SettingsException>(() => RunPlan.Begin(Settings(other), Run)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_choice_made_again_is_the_same_run_with_other_islands()
    {
        RunTables.Write(_folder, RunTables.Forty);
        var before = RunPlan.Begin(Settings(), Run);
        var after = RunPlan.Change(Run, Stage.Select, ["hpa.selection.repeat=2", "hpa.classifiers.bootstrap=5"]);

        Assert.Equal((before.Run, 2, 5), (after.Run, after.Settings.Selection.Repeat, after.Settings.Classifiers.Bootstrap));
        Assert.NotEqual(before.Selection, after.Selection);
        Assert.Equal(after.Settings.Fingerprint, RunPlan.Continue(Run).Settings.Fingerprint);
    }

    [Fact]
    public void An_evaluation_made_again_keeps_its_islands()
    {
        RunTables.Write(_folder, RunTables.Forty);
        var before = RunPlan.Begin(Settings(), Run);

        Assert.Equal(before.Selection, RunPlan.Change(Run, Stage.Evaluate, ["hpa.classifiers.bootstrap=5"]).Selection);
    }

    [Theory]
    [InlineData(Stage.Select, "hpa.runs.seed=2", "hpa.runs.seed changes the features")]
    [InlineData(Stage.Evaluate, "hpa.selection.repeat=2", "hpa.selection.repeat changes what blocks are chosen: `hpa select")]
    [InlineData(Stage.Select, "hpa.selection.repet=2", "hpa.selection.repet is not a key")]
    [InlineData(Stage.Select, "hpa.selection.population=1", "hpa.selection.population")]
    [InlineData(Stage.Select, "hpa.selection.features=[nucleus]", "hpa.selection.features = nucleus: the run has nothing of this")]
    [InlineData(Stage.Select, "hpa.classifiers.memory-budget-mib=1", "hpa.classifiers.memory-budget-mib")]
    public void A_change_that_cannot_be_leaves_the_run_as_it_was(Stage stage, string change, string refusal)
    {
        RunTables.Write(_folder, RunTables.Forty);
        RunPlan.Begin(Settings("hpa.cells.regions=[]"), Run);
        var before = File.ReadAllText(Run.Settings);

        Assert.StartsWith(refusal, Assert.ThrowsAny<InputException>(() => RunPlan.Change(Run, stage, [change])).Message, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllText(Run.Settings));
    }

    [Fact]
    public void A_table_of_other_images_is_refused()
    {
        RunTables.Write(_folder, RunTables.Forty);
        RunPlan.Begin(Settings(), Run);
        RunTables.Write(_folder, RunTables.Forty.Append(("field-99", LabelSet.Of(0))));

        Assert.StartsWith($"{Run.Split} is of other images", Assert.Throws<InputException>(() => RunPlan.Continue(Run)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_of_other_labels_has_another_fingerprint()
    {
        RunTables.Write(_folder, RunTables.Forty);
        var before = RunPlan.Begin(Settings(), Run).Index.Fingerprint;
        RunTables.Write(_folder, RunTables.Forty.Select((row, i) => i == 0 ? (row.Id, LabelSet.Of(27)) : row));

        Assert.NotEqual(before, RunPlan.Continue(Run).Index.Fingerprint);
    }

    [Fact]
    public void A_folder_without_a_run_says_how_to_start_one() =>
        Assert.Contains($"hpa run CONFIG --out {Run.Path}", Assert.Throws<InputException>(() => RunPlan.Continue(Run)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_folder_is_held_by_one_process()
    {
        using (Run.Lock())
        {
            Assert.Contains("in use by another hpa process", Assert.Throws<InputException>(() => Run.Lock()).Message, StringComparison.Ordinal);
        }

        Run.Lock().Dispose();
    }

    private SettingsFile Settings(params string[] overrides) =>
        SettingsFile.Load(Repository.Root, null, [$"hpa.datasets.path={_folder["data"]}", .. overrides]);
}
