using Hpa.Actors.Selection;
using Hpa.Contracts;
using Hpa.Contracts.Features;
using Hpa.Contracts.Selection;

namespace Hpa.Actors.Tests.Selection;

public sealed class StudyFilesTests : IDisposable
{
    private readonly DirectoryInfo _run = Directory.CreateTempSubdirectory("hpa-selection-");

    private StudyFiles Files => new(_run.FullName, "selected");

    public void Dispose() => _run.Delete(recursive: true);

    [Fact]
    public void Evaluations_are_sorted_and_read_back_to_the_bit()
    {
        var cache = new FitnessCache();
        cache.Add(Genome.Parse("110"), 1.0 / 3);
        cache.Add(Genome.Parse("001"), 0.1 + 0.2);
        Files.WriteEvaluations(cache);

        Assert.Equal("Genome,Fitness\n001,0.30000000000000004\n110,0.3333333333333333\n", File.ReadAllText(Files.Evaluations));
        Assert.Equal(cache.Sorted(), Files.ReadEvaluations(genes: 3).Sorted());
    }

    [Fact]
    public void Without_a_file_nothing_was_evaluated() => Assert.Equal(0, Files.ReadEvaluations(genes: 3).Evaluated);

    [Fact]
    public void Evaluations_of_other_blocks_are_refused()
    {
        Write(Files.Evaluations, "Genome,Fitness\n0011,0.5\n");

        Assert.Contains("of 4 blocks where the run has 3", Assert.Throws<InputException>(() => Files.ReadEvaluations(genes: 3)).Message);
    }

    [Theory]
    [InlineData("Genome,Fitness\n001,0.5\n01x,0.5\n", "row 2")]
    [InlineData("Genome,Fitness\n001,much\n", "row 1")]
    [InlineData("Genome,Fitness\n001\n", "row 1")]
    [InlineData("Genome,Fitness\n001,NaN\n", "row 1")]
    [InlineData("Genome,Score\n001,0.5\n", "Fitness")]
    [InlineData("Genome,Fitness\n001,0.5\n001,0.5\n", "twice")]
    public void A_row_that_cannot_be_read_is_named(string content, string named)
    {
        Write(Files.Evaluations, content);

        var refusal = Assert.Throws<InputException>(() => Files.ReadEvaluations(genes: 3)).Message;
        Assert.StartsWith(Files.Evaluations, refusal);
        Assert.Contains(named, refusal);
        Assert.DoesNotContain('\n', refusal);
    }

    [Fact]
    public void History_is_written_by_generation_then_island()
    {
        HistoryRow[] rows = [new(2, 0, 0.5, 0.25, 0.125), new(1, 1, 0.5, 0.1, 0.2), new(1, 0, 1, 0, 0.3)];
        Files.WriteHistory(rows);

        Assert.Equal("Generation,Island,Best,Mean,Diversity\n1,0,1,0,0.3\n1,1,0.5,0.1,0.2\n2,0,0.5,0.25,0.125\n", File.ReadAllText(Files.History));
        Assert.Equal([rows[2], rows[1], rows[0]], Files.ReadHistory());
    }

    [Fact]
    public void Chosen_blocks_keep_their_order()
    {
        BlockName[] blocks = [BlockName.Parse("image.resnet18.rgb"), BlockName.Parse("image.mobilenet_v2.ggg")];
        Files.WriteChosen(blocks);

        Assert.Equal("Block\nimage.resnet18.rgb\nimage.mobilenet_v2.ggg\n", File.ReadAllText(Files.Chosen));
        Assert.Equal(blocks, Files.ReadChosen());
    }

    [Fact]
    public void A_missing_history_says_what_to_run() =>
        Assert.Contains("hpa select", Assert.Throws<InputException>(() => Files.ReadHistory()).Message);

    private static void Write(string path, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
    }
}
