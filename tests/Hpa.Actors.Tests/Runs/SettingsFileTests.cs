using Hpa.Actors.Backbones;
using Hpa.Actors.Runs;
using Hpa.Actors.Tests.Backbones;
using Hpa.Actors.Tests.Datasets;
using Hpa.Contracts;
using Hpa.Contracts.Cells;

namespace Hpa.Actors.Tests.Runs;

public sealed class SettingsFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_users_file_lies_over_the_defaults_and_set_over_both()
    {
        var user = _folder.Add("my.conf", "hpa { runs.seed = 5, selection { islands = 2, population = 8 } }");
        var settings = Load(user, Data, "hpa.runs.seed=7").Check();

        Assert.Equal(7UL, settings.Seed);
        Assert.Equal(2, settings.Selection.Genetic.Islands);
        Assert.Equal(0.05, settings.Selection.Genetic.Mutation);
    }

    [Theory]
    [InlineData("hpa.selection.populaton = 8", "hpa.selection.populaton is not a key of Hpa;")]
    [InlineData("hpa.runs.population = 8", "hpa.runs.population is not a key of Hpa (did you mean hpa.selection.population?)")]
    [InlineData("hpa.datasets.split = 8", "hpa.datasets.split is not a key of Hpa (did you mean hpa.datasets.split.")]
    [InlineData("hpa.runs.seed.of = 8", "hpa.runs.seed.of is not a key")]
    [InlineData("seed = 8", "seed is not a key of Hpa (did you mean hpa.runs.seed?)")]
    [InlineData("hpa.backbones.catalogue.mine.colour = 1", "hpa.backbones.catalogue.mine.colour is not a key")]
    public void An_unknown_key_is_refused_by_name(string line, string refusal) =>
        Assert.StartsWith(refusal, Assert.Throws<SettingsException>(() => Load(_folder.Add("my.conf", line))).Message, StringComparison.Ordinal);

    [Fact]
    public void An_unknown_key_in_set_is_refused_by_name() =>
        Assert.StartsWith("hpa.seed is not a key", Assert.Throws<SettingsException>(() => Load(null, "hpa.seed=2")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("hpa.runs.seed")]
    [InlineData("=2")]
    public void Set_without_key_or_value_says_how_to_write_it(string text) =>
        Assert.Equal($"--set {text}: write key=value, such as --set hpa.runs.seed=2", Assert.Throws<SettingsException>(() => Load(null, text)).Message);

    [Theory]
    [InlineData("hpa.images.combinations=[rgb, ygb]", "rgb ygb")]
    [InlineData("hpa.images.combinations = [ggg]", "ggg")]
    [InlineData("hpa.images.combinations=bbb", "bbb")]
    public void Set_takes_lists(string text, string combinations) =>
        Assert.Equal(combinations, string.Join(' ', Load(null, Data, text).Check().Images.Combinations));

    [Fact]
    public void A_value_in_set_may_have_an_equals_sign() =>
        Assert.Equal("a=b", Load(null, Data, "hpa.datasets.name=a=b").Check().Datasets.Name);

    [Fact]
    public void A_relative_path_counts_from_the_file_that_names_it()
    {
        var user = _folder.Add("sub/my.conf", "hpa.datasets.path = \"../data\"");

        Assert.Equal(_folder["data"], Load(user).Check().Datasets.Path);
    }

    [Fact]
    public void A_relative_path_in_set_counts_from_the_current_folder()
    {
        var user = _folder.Add("my.conf", "hpa.datasets.path = data");

        Assert.Equal(Path.GetFullPath("other"), Load(user, "hpa.datasets.path=other").Check().Datasets.Path);
    }

    [Fact]
    public void A_backbone_file_counts_from_the_settings_file_that_names_it()
    {
        var user = _folder.Add("sub/my.conf", Catalogue + "hpa.backbones.use = [mine]");

        Assert.Equal(_folder["sub/weights/mine.onnx"], Assert.Single(Load(user, Data).Check().Backbones.Use).File);
    }

    [Fact]
    public void A_backbone_file_counts_from_the_folder_key_when_there_is_one()
    {
        var user = _folder.Add("sub/my.conf", Catalogue + "hpa.backbones { use = [mine], folder = \"../all\" }");

        Assert.Equal(_folder["all/weights/mine.onnx"], Assert.Single(Load(user, Data).Check().Backbones.Use).File);
    }

    [Fact]
    public void An_entry_with_an_architecture_may_leave_its_file_out()
    {
        var user = _folder.Add("my.conf", "hpa.backbones { use = [mine], weights = random, catalogue.mine { architecture = resnet18, input = 224, mean = [0, 0, 0], std = [1, 1, 1] } }");

        Assert.Equal("", Assert.Single(Load(user, Data).Check().Backbones.Use).File);
        Assert.Equal(
            "hpa.backbones.catalogue.mine.file: name the checkpoint with the trained weights of resnet18, or set hpa.backbones.weights = random",
            Assert.Throws<SettingsException>(() => Load(user, Data, "hpa.backbones.weights=trained").Check()).Message);
        Assert.Equal("", SettingsFile.Catalogue(Repository.Root, user, []).Entries.Single(e => e.Spec.Name == "mine").Spec.File);
    }

    [Fact]
    public void Whether_an_architecture_is_trained_is_not_the_entrys_word() => Assert.Equal(
        "hpa.backbones.catalogue.resnet18.trained is for ONNX files: leave it out, hpa.backbones.weights decides for resnet18",
        Assert.Throws<SettingsException>(() => Load(null, Data, "hpa.backbones.use=[resnet18]", "hpa.backbones.catalogue.resnet18.trained=off").Check()).Message);

    [Fact]
    public void Trained_weights_are_the_default_and_random_ones_need_no_file()
    {
        var trained = Assert.Single(Load(null, Data, "hpa.backbones.use=[resnet18]", "hpa.backbones.folder=/w").Check().Backbones.Use);
        Assert.Equal(("/w/resnet18-f37072fd.pth", "f37072fd", true), (trained.File, trained.Sha256, trained.Trained));
        var random = Assert.Single(Load(null, Data, "hpa.backbones.use=[resnet18]", "hpa.backbones.weights=random").Check().Backbones.Use);
        Assert.Equal(("", "", false), (random.File, random.Sha256, random.Trained));
    }

    [Fact]
    public void The_catalogues_figures_are_those_of_the_graphs()
    {
        foreach (var (spec, facts) in SettingsFile.Catalogue(Repository.Root, null, []).Entries)
        {
            var (graph, _) = NoWeights.Graph(Architectures.Find(spec.Architecture)!, spec.InputSize);
            Assert.Equal((spec.Name, graph.Parameters, graph.MultiplyAdds), (spec.Name, facts.Parameters, facts.MultiplyAdds));
            Assert.EndsWith(spec.Name == "inception_resnet_v2" ? "/model.safetensors" : $"-{spec.Sha256}.pth", facts.Source, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Only_the_catalogue_entries_in_use_are_kept()
    {
        var entries = Load(null, Data, "hpa.backbones.use=[resnet18]").Values.Keys.Where(key => key.StartsWith("hpa.backbones.catalogue.", StringComparison.Ordinal));

        Assert.All(entries, key => Assert.StartsWith("hpa.backbones.catalogue.resnet18.", key, StringComparison.Ordinal));
    }

    [Fact]
    public void The_catalogue_that_comes_with_the_program_is_complete() =>
        Assert.Equal(Architectures.All.Select(a => (a.Name, a.InputSize)), SettingsFile.Catalogue(Repository.Root, null, []).Entries.Select(e => (e.Spec.Architecture, e.Spec.InputSize)));

    [Theory]
    [InlineData("hpa.datasets.path=elsewhere")]
    [InlineData("hpa.backbones.folder=elsewhere")]
    [InlineData("hpa.backbones.threads=3")]
    [InlineData("hpa.images.in-flight=9")]
    [InlineData("hpa.classifiers.threads=3")]
    public void What_changes_no_result_changes_no_fingerprint(string free)
    {
        var before = Load(null, Data);
        var after = Load(null, Data, free);

        Assert.Equal(before.Check().Fingerprint, after.Check().Fingerprint);
        Assert.Empty(after.DifferencesFrom(before));
        Assert.NotEqual(before.Values.Select(v => string.Join(' ', v.Value)), after.Values.Select(v => string.Join(' ', v.Value)));
    }

    [Theory]
    [InlineData("hpa.runs.seed=2")]
    [InlineData("hpa.images.batch-size=8")]
    [InlineData("hpa.images.combinations=[rgb]")]
    [InlineData("hpa.backbones.batch=4")]
    [InlineData("hpa.backbones.catalogue.resnet18.input=128")]
    [InlineData("hpa.classifiers.c=1")]
    [InlineData("hpa.classifiers.memory-budget-mib=99")]
    [InlineData("hpa.selection.elite=1")]
    public void What_changes_results_changes_the_fingerprint(string key) =>
        Assert.NotEqual(Load(null, Data).Check().Fingerprint, Load(null, Data, key).Check().Fingerprint);

    [Fact]
    public void Values_do_not_run_into_each_other_in_the_fingerprint() => Assert.NotEqual(
        Load(null, Data, "hpa.images.combinations=[rgb, ygb]").Check().Fingerprint,
        Load(null, Data, "hpa.images.combinations=[ygb, rgb]").Check().Fingerprint);

    [Fact]
    public void Differences_name_key_and_both_values()
    {
        var earlier = Load(null, Data, "hpa.images.combinations=[rgb]");
        var now = Load(null, Data, "hpa.runs.seed=2", "hpa.backbones.threads=5", "hpa.backbones.use=[resnet18]");

        string[] differences = [.. now.DifferencesFrom(earlier).Select(d => d.ToString())];

        Assert.Contains("hpa.runs.seed was 1, is 2", differences);
        Assert.Contains("hpa.images.combinations was rgb, is rrr ggg bbb yyy rgb ygb", differences);
        Assert.Contains("hpa.backbones.catalogue.mobilenet_v2.input was 224, is not set", differences);
        Assert.DoesNotContain(differences, d => d.Contains("threads", StringComparison.Ordinal));
        Assert.Equal(differences.Order(StringComparer.Ordinal), differences);
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("")]
    [InlineData("with \"quotes\" and \\ backslash")]
    [InlineData("a # no comment, [no list] {no object} ${no.substitution} = :")]
    [InlineData("Zellkörper 細胞 🔬")]
    [InlineData("line\nbreak\tand tab")]
    [InlineData("//no comment either")]
    public void What_is_written_reads_back(string name)
    {
        var user = _folder.Add("my.conf", "hpa.images.combinations = [rgb]");
        var before = Load(user, Data);
        before.Values["hpa.datasets.name"] = [name];
        before.Write(_folder["run.conf"]);

        var after = SettingsFile.Read(_folder["run.conf"]);

        Assert.Equal(before.Values.Keys, after.Values.Keys);
        Assert.Equal(before.Values.Values.SelectMany(v => v), after.Values.Values.SelectMany(v => v));
        Assert.Equal(before.Check().Fingerprint, after.Check().Fingerprint);
    }

    [Fact]
    public void An_empty_list_of_a_file_stays_one_when_written_and_read_back()
    {
        var before = Load(_folder.Add("my.conf", "hpa.cells { regions = [], leave-out = [ ] }"), Data);
        before.Write(_folder["run.conf"]);

        var after = SettingsFile.Read(_folder["run.conf"]);

        foreach (var cells in new[] { before.Check().Cells, after.Check().Cells })
            Assert.Equal((0, CellFlags.None), (cells.Regions.Count, cells.LeaveOut));
        Assert.Equal(before.Check().Fingerprint, after.Check().Fingerprint);
        Assert.Equal(before.Check().Fingerprint, Load(null, Data, "hpa.cells.regions=[]", "hpa.cells.leave-out=[]").Check().Fingerprint);
    }

    [Theory]
    [InlineData("demo.conf")]
    [InlineData("gpu.conf")]
    [InlineData("hpa512.conf")]
    public void Settings_files_that_come_with_the_program_are_right(string name) =>
        Load(Repository.PathOf("config", "hocon", name), Data).Check();

    [Theory]
    [InlineData("")]
    [InlineData("# nothing but a comment\n")]
    public void An_empty_file_changes_nothing(string content) =>
        Assert.Equal(Load(null, Data).Check().Fingerprint, Load(_folder.Add("my.conf", content), Data).Check().Fingerprint);

    [Fact]
    public void What_is_not_HOCON_is_refused_with_the_files_name()
    {
        var path = _folder.Add("my.conf", "hpa.runs.seed = ${nothing.there}");

        Assert.StartsWith($"{path} is not valid HOCON: ", Assert.Throws<SettingsException>(() => Load(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_is_named() =>
        Assert.StartsWith($"{_folder["none.conf"]} cannot be read: ", Assert.Throws<SettingsException>(() => Load(_folder["none.conf"])).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("hpa.backbones.folder=[]", "hpa.backbones.folder")]
    [InlineData("hpa.datasets.path=[]", "hpa.datasets.path")]
    [InlineData("hpa.backbones.catalogue.resnet18.file=[]", "hpa.backbones.catalogue.resnet18.file")]
    [InlineData("hpa.images.combinations=[]", "hpa.images.combinations")]
    public void An_empty_list_is_refused_by_name(string text, string key) =>
        Assert.Contains(key, Assert.Throws<SettingsException>(() => Load(null, Data, text).Check()).Message, StringComparison.Ordinal);

    private const string Catalogue =
        "hpa.backbones.catalogue.mine { file = \"weights/mine.onnx\", input = 224, mean = [0, 0, 0], std = [1, 1, 1], trained = on }\n";

    private static string Data => "hpa.datasets.path=/data";

    private static SettingsFile Load(string? user, params string[] overrides) => SettingsFile.Load(Repository.Root, user, overrides);
}
