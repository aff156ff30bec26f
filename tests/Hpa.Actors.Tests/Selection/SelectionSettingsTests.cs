using Hpa.Actors.Runs;
using Hpa.Actors.Tests.Datasets;
using Hpa.Contracts;
using Hpa.Contracts.Features;
using Hpa.Contracts.Selection;

namespace Hpa.Actors.Tests.Selection;

public sealed class SelectionSettingsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("population=1", "hpa.selection.population")]
    [InlineData("population=42", "hpa.selection.population = 42 must be a multiple of islands = 4")]
    [InlineData("population=12", "hpa.selection.population = 12 must be a multiple of islands = 4 with at least 4 each")]
    [InlineData("islands=0", "hpa.selection.islands")]
    [InlineData("islands=64", "hpa.selection.population = 40 must be a multiple of islands = 64")]
    [InlineData("migrants=6", "hpa.selection.migrants = 6 is more than half of an island of 10")]
    [InlineData("migrants=-1", "hpa.selection.migrants")]
    [InlineData("elite=6", "hpa.selection.elite = 6 is more than half of an island of 10")]
    [InlineData("elite=0", "hpa.selection.elite")]
    [InlineData("crossover=1.1", "hpa.selection.crossover = 1.1 is not a number from 0 to 1")]
    [InlineData("mutation=-0.1", "hpa.selection.mutation = -0.1 is not a number from 0 to 1")]
    [InlineData("mutation=often", "hpa.selection.mutation = often is not a number from 0 to 1")]
    [InlineData("generations=0", "hpa.selection.generations")]
    [InlineData("stall-generations=-1", "hpa.selection.stall-generations")]
    [InlineData("migration-every=0", "hpa.selection.migration-every")]
    [InlineData("preset=quick", "hpa.selection.preset = quick is none of: fast, paper")]
    [InlineData("features=[image,nuclei]", "hpa.selection.features: 'nuclei' is none of")]
    [InlineData("features=[]", "hpa.selection.features is empty")]
    [InlineData("searches=[tabu]", "hpa.selection.searches: 'tabu' is none of")]
    [InlineData("repeat=0", "hpa.selection.repeat")]
    [InlineData("folds=1", "hpa.selection.folds")]
    [InlineData("search-budget=-1", "hpa.selection.search-budget")]
    [InlineData("final=best", "hpa.selection.final = best is none of: genetic, front")]
    [InlineData("front-loss=2", "hpa.selection.front-loss = 2 is not a number from 0 to 1")]
    public void A_bad_value_is_refused_with_its_key(string setting, string named) =>
        Assert.StartsWith(named, Assert.Throws<SettingsException>(() => Read(setting)).Message, StringComparison.Ordinal);

    [Fact]
    public void The_front_decides_only_where_there_is_one() =>
        Assert.Contains("hpa.selection.final = front needs nsga2", Assert.Throws<SettingsException>(() => Read("final=front", "searches=[random]")).Message, StringComparison.Ordinal);

    [Fact]
    public void More_blocks_than_a_genome_has_genes_are_refused_with_the_keys_that_make_them()
    {
        string[] combinations = [.. "rgby".SelectMany(a => "rgby".SelectMany(b => "rgby".Select(c => $"{a}{b}{c}")))];

        var refusal = Assert.Throws<SettingsException>(() => SettingsFile.Load(
            Repository.Root, null, [$"hpa.datasets.path={_folder.Path}", $"hpa.images.combinations=[{string.Join(',', combinations)}]"]).Check()).Message;
        foreach (var part in new[] { "hpa.backbones.use", "64 of hpa.images.combinations", "2 of hpa.cells.regions", "can be offered 512" })
            Assert.Contains(part, refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void The_preset_paper_has_the_defaults_of_its_program_for_bit_strings()
    {
        var genetic = Read("preset=paper").Genetic;

        Assert.Equal(new GeneticSettings(1, 200, 0, 50, 20, 40, 10, 0.8, 0.01, false), genetic);
        Assert.Equal(7200, genetic.For(72).Generations);
    }

    [Fact]
    public void The_preset_fast_is_what_settings_say_without_another() =>
        Assert.Equal(new GeneticSettings(4, 40, 30, 0, 5, 2, 5, 0.8, 0.05, true), Read().Genetic);

    [Fact]
    public void A_key_goes_before_the_preset_and_the_others_follow_from_it()
    {
        var genetic = Read("preset=paper", "islands=4", "mutation=0.02").Genetic;

        Assert.Equal(new GeneticSettings(4, 200, 0, 50, 20, 10, 3, 0.8, 0.02, false), genetic);
    }

    [Fact]
    public void Words_are_read_in_the_order_of_the_product()
    {
        var settings = Read("features=[cell,image]", "searches=[nsga2,best-k]");

        Assert.Equal([FeatureSet.Image, FeatureSet.Cell], settings.Features);
        Assert.Equal([SearchKind.BestK, SearchKind.Nsga2], settings.Searches);
    }

    private SelectionSettings Read(params string[] settings) => SettingsFile.Load(
        Repository.Root, null, [$"hpa.datasets.path={_folder.Path}", .. settings.Select(setting => $"hpa.selection.{setting}")]).Check().Selection;
}
