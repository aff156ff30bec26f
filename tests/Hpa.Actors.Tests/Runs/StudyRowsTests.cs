using Hpa.Actors.Runs;
using Hpa.Actors.Tests.Datasets;
using Hpa.Contracts;
using Hpa.Contracts.Datasets;

namespace Hpa.Actors.Tests.Runs;

public sealed class StudyRowsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly RunIndex _index;

    public StudyRowsTests()
    {
        var path = RunTables.Write(_folder, RunTables.Forty);
        _index = RunPlan.Begin(SettingsFile.Load(Repository.Root, null, [$"hpa.datasets.path={path}"]), new RunFolder(_folder["run"])).Index;
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_image_is_in_its_part_in_the_order_of_ids()
    {
        var rows = StudyRows.Of(_index, new HashSet<ImageId>());

        Assert.Equal(40, rows.All.Count());
        Assert.Equal(OfPart(Part.Val).Concat(OfPart(Part.Test)), rows.Eval.Select(image => image.Id));
        Assert.Equal(OfPart(Part.Train), rows.Train.Select(image => image.Id));
        Assert.Equal(LabelSet.Of(0, 2, 21, 25), rows.Classes);
    }

    [Fact]
    public void Quarantined_images_are_left_out()
    {
        var rows = StudyRows.Of(_index, new HashSet<ImageId> { ImageId.Parse("field-03"), ImageId.Parse("field-17") });

        Assert.Equal(38, rows.All.Count());
        Assert.DoesNotContain(rows.All, image => image.Id.Value is "field-03" or "field-17");
    }

    [Theory]
    [InlineData(Part.Train, "train")]
    [InlineData(Part.Val, "val")]
    [InlineData(Part.Test, "test")]
    public void An_empty_part_is_refused_with_its_key(Part part, string name)
    {
        var all = OfPart(part).ToHashSet();

        var refusal = Assert.Throws<InputException>(() => StudyRows.Of(_index, all)).Message;
        Assert.StartsWith($"the {name} part has no images left", refusal, StringComparison.Ordinal);
        Assert.EndsWith($"hpa.datasets.split.{name}", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void Shuffled_labels_keep_every_frequency_of_every_part()
    {
        var rows = StudyRows.Of(_index, new HashSet<ImageId>());
        var (truth, shuffled) = (StudyLabels.True(rows), StudyLabels.Shuffled(rows, 1));

        Assert.Equal(truth.Train.Order(), shuffled.Train.Order());
        Assert.Equal(truth.Val.Order(), shuffled.Val.Order());
        Assert.Equal(truth.Test.Order(), shuffled.Test.Order());
        Assert.Equal(shuffled.Val.Concat(shuffled.Test), shuffled.Eval);
        Assert.NotEqual(truth.Train, shuffled.Train);
    }

    [Fact]
    public void The_shuffle_is_a_function_of_the_seed()
    {
        var rows = StudyRows.Of(_index, new HashSet<ImageId>());

        Assert.Equal(StudyLabels.Shuffled(rows, 1).Train, StudyLabels.Shuffled(rows, 1).Train);
        Assert.NotEqual(StudyLabels.Shuffled(rows, 1).Train, StudyLabels.Shuffled(rows, 2).Train);
    }

    [Fact]
    public void Shuffling_leaves_the_true_labels_alone()
    {
        var rows = StudyRows.Of(_index, new HashSet<ImageId>());
        StudyLabels.Shuffled(rows, 1);

        Assert.Equal(rows.Train.Select(image => image.Labels), StudyLabels.True(rows).Train);
    }

    private IEnumerable<ImageId> OfPart(Part part) => _index.Images.Where((_, i) => _index.Parts[i] == part).Select(image => image.Id);
}
