using Hpa.Actors.Selection.Searches;
using Hpa.Actors.Tests.Datasets;
using Hpa.Contracts;
using Hpa.Contracts.Selection;

namespace Hpa.Actors.Tests.Selection.Searches;

public sealed class SearchFilesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private SearchFiles Files => new(_folder.Path, "image");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Traces_read_back_to_the_bit()
    {
        TraceRow[] rows =
        [
            new(SearchKind.GreedyForward, 1, new Individual(Genome.Parse("001"), 1.0 / 3)), new(SearchKind.GreedyForward, 7, new Individual(Genome.Parse("001"), 1.0 / 3)),
            new(SearchKind.Nsga2, 1, new Individual(Genome.Parse("110"), 0.5)),
        ];
        Files.WriteSearches(rows);

        Assert.Equal(
            "Search,Evaluation,Fitness,Genome\ngreedy-forward,1,0.3333333333333333,001\ngreedy-forward,7,0.3333333333333333,001\nnsga2,1,0.5,110\n",
            File.ReadAllText(Files.Searches));
        Assert.Equal(rows, Files.ReadSearches());
    }

    [Fact]
    public void A_front_reads_back_to_the_bit()
    {
        Tradeoff[] front = [new(Genome.Parse("001"), 0.1 + 0.2, 4800), new(Genome.Parse("110"), 0.5, 9_000_000_000)];
        Files.WriteFront(front);

        Assert.Equal("Genome,Fitness,Microseconds\n001,0.30000000000000004,4800\n110,0.5,9000000000\n", File.ReadAllText(Files.Front));
        Assert.Equal(front, Files.ReadFront());
    }

    [Theory]
    [InlineData("luck,1,0.5,001", "'luck' is none of best-k, ")]
    [InlineData("random,first,0.5,001", "row 1")]
    [InlineData("random,1,NaN,001", "row 1")]
    [InlineData("random,1,0.5,002", "row 1")]
    public void A_row_that_cannot_be_read_is_named(string row, string named)
    {
        Files.WriteSearches([]);
        File.AppendAllText(Files.Searches, row + "\n");

        var refusal = Assert.Throws<InputException>(() => Files.ReadSearches()).Message;
        Assert.StartsWith(Files.Searches, refusal, StringComparison.Ordinal);
        Assert.Contains(named, refusal, StringComparison.Ordinal);
    }
}
