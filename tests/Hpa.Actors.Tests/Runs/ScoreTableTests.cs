using Hpa.Actors.Runs;
using Hpa.Contracts.Datasets;

namespace Hpa.Actors.Tests.Runs;

public sealed class ScoreTableTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hpa-scores-");

    [Fact]
    public void Scores_are_read_as_they_were_written_for_the_classes_that_occur()
    {
        var path = Path.Combine(_folder.FullName, "scores.csv");
        float[] first = new float[LocationClasses.Count], second = new float[LocationClasses.Count];
        (first[0], first[25], second[25]) = (0.1f, 1f / 3, -1);

        ScoreTable.Write(path, [ImageId.Parse("b"), ImageId.Parse("a")], [first, second], LabelSet.Of(0, 25));

        Assert.Equal("Id,0,25\nb,0.1,0.33333334\na,0,-1\n", File.ReadAllText(path));
        var read = ScoreTable.Read(path);
        Assert.Equal([0, 25], read[ImageId.Parse("b")].Keys.Order());
        Assert.Equal((0.1f, 1f / 3, -1f), (read[ImageId.Parse("b")][0], read[ImageId.Parse("b")][25], read[ImageId.Parse("a")][25]));
    }

    [Fact]
    public void A_run_without_scores_has_none() => Assert.Empty(ScoreTable.Read(Path.Combine(_folder.FullName, "none.csv")));

    public void Dispose() => _folder.Delete(recursive: true);
}
