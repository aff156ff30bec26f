using Hpa.Contracts.Server;
using Hpa.Host.Server.Views;

namespace Hpa.Host.Tests.Server.Views;

public sealed class RunDraftTests
{
    [Fact]
    public void Only_what_differs_from_the_defaults_is_handed_in()
    {
        var (settings, fault) = new RunDraft { Networks = ["resnet18"] }.Settings();

        Assert.Null(fault);
        Assert.Equal(["hpa.backbones.use"], settings.Keys);
    }

    [Fact]
    public void Typed_settings_win_over_fields()
    {
        var (settings, _) = new RunDraft { Networks = ["resnet18"], Random = true, More = "hpa.backbones.use = [vgg16]\nhpa.backbones.weights = trained" }.Settings();

        Assert.Equal("vgg16", settings["hpa.backbones.use"][0].GetString());
        Assert.Equal("trained", settings["hpa.backbones.weights"].GetString());
    }

    [Fact]
    public void Settings_of_an_earlier_run_go_into_the_fields_or_the_lines_and_give_the_same_run_again()
    {
        var earlier = new RunDraft { Networks = ["resnet18"], Membrane = false, Preset = "paper", AllImages = true, More = "hpa.runs.seed = 7" };
        var text = "hpa.datasets.name = \"x\"\nhpa.datasets.path = \"/data/images/a\"\nhpa.backbones.folder = \"/data/models\"\n"
            + string.Join('\n', earlier.Settings().Settings.Select(setting => $"{setting.Key} = {setting.Value.GetRawText()}"));
        var draft = new RunDraft();

        draft.Take(new QueuedRun("run-00001", "x", "a", text, RunPhase.Finished, 1, DateTimeOffset.UnixEpoch), ["resnet18"]);

        Assert.Equal(("a", "paper", true, false, true), (draft.Images, draft.Preset, draft.Nucleus, draft.Membrane, draft.AllImages));
        Assert.Equal("hpa.runs.seed = 7", draft.More);
        Assert.Equal(earlier.Settings().Settings.Keys.Order(), draft.Settings().Settings.Keys.Order());
    }

    [Fact]
    public void Networks_that_the_field_does_not_offer_stay_in_the_lines_with_their_files_by_name()
    {
        var draft = new RunDraft();

        draft.Take(new QueuedRun("run-00001", "x", "a", "hpa.backbones.use = [\"mine\"]\nhpa.backbones.catalogue.mine.file = \"/data/models/mine.onnx\"\n", RunPhase.Failed, 1, DateTimeOffset.UnixEpoch), ["resnet18"]);

        Assert.True(draft.NamesNetworks);
        Assert.Contains("hpa.backbones.catalogue.mine.file = mine.onnx", draft.More, StringComparison.Ordinal);
    }
}
