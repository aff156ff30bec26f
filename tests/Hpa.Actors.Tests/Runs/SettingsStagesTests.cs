using Hpa.Actors.Runs;
using Hpa.Contracts.Runs;

namespace Hpa.Actors.Tests.Runs;

public sealed class SettingsStagesTests
{
    [Theory]
    [InlineData("hpa.runs.seed", Stage.Extract)]
    [InlineData("hpa.datasets.split.train", Stage.Extract)]
    [InlineData("hpa.cells.pool", Stage.Extract)]
    [InlineData("hpa.backbones.catalogue.resnet18.input", Stage.Extract)]
    [InlineData("hpa.backbones.catalogue.resnet18.milliseconds", Stage.Select)]
    [InlineData("hpa.selection.validation", Stage.Select)]
    [InlineData("hpa.runs.shuffled-control", Stage.Select)]
    [InlineData("hpa.classifiers.c", Stage.Select)]
    [InlineData("hpa.classifiers.memory-budget-mib", Stage.Select)]
    [InlineData("hpa.classifiers.logistic-regression.c", Stage.Evaluate)]
    [InlineData("hpa.classifiers.model.balanced", Stage.Evaluate)]
    [InlineData("hpa.classifiers.bootstrap", Stage.Evaluate)]
    [InlineData("hpa.classifiers.threads", null)]
    [InlineData("hpa.runs.max-quarantined", null)]
    [InlineData("hpa.runs.min-free-disk", null)]
    [InlineData("hpa.runs.journal-patience", null)]
    [InlineData("hpa.backbones.catalogue.resnet18.file", null)]
    public void A_key_belongs_to_the_first_stage_that_it_changes(string key, Stage? stage) => Assert.Equal(stage, SettingsStages.Of(key));

    [Theory]
    [InlineData("hpa.runs.seed=2", false, false, false)]
    [InlineData("hpa.selection.repeat=2", true, false, false)]
    [InlineData("hpa.classifiers.bootstrap=2", true, true, false)]
    [InlineData("hpa.classifiers.threads=2", true, true, true)]
    public void A_fingerprint_changes_with_the_keys_of_its_stage_and_of_those_before(string change, bool extract, bool select, bool evaluate)
    {
        var (before, after) = (Fingerprints(), Fingerprints(change));

        Assert.Equal((extract, select, evaluate), (before.Extract == after.Extract, before.Select == after.Select, before.Evaluate == after.Evaluate));
    }

    private static StageFingerprints Fingerprints(params string[] more) =>
        SettingsFile.Load(Repository.Root, null, ["hpa.datasets.path=/data", .. more]).Check().Fingerprints;
}
