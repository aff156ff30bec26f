using Hpa.Actors.Runs;
using Hpa.Actors.Tests.Datasets;
using Hpa.Contracts;
using Hpa.Contracts.Cells;
using Hpa.Contracts.Datasets;
using Hpa.Contracts.Features;
using Hpa.Contracts.Runs;

namespace Hpa.Actors.Tests.Runs;

public sealed class RunFilesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_quarantine_is_sorted_and_quoted()
    {
        QuarantineFile.Write(_folder["q.csv"],
        [
            new QuarantineEntry(ImageId.Parse("b"), "infer", "", "resnet18: not finite", 1),
            new QuarantineEntry(ImageId.Parse("a"), "decode", "/d/a, \"b\"_red.png", "cut short, 12 of 40 bytes", 3),
        ]);

        Assert.Equal(
            "Id,Stage,Path,Reason,Attempts\na,decode,\"/d/a, \"\"b\"\"_red.png\",\"cut short, 12 of 40 bytes\",3\nb,infer,,resnet18: not finite,1\n",
            File.ReadAllText(_folder["q.csv"]));
    }

    [Fact]
    public void An_empty_quarantine_has_its_header()
    {
        QuarantineFile.Write(_folder["q.csv"], []);

        Assert.Equal("Id,Stage,Path,Reason,Attempts\n", File.ReadAllText(_folder["q.csv"]));
    }

    [Fact]
    public void Predictions_read_back()
    {
        PredictedImage[] rows =
        [
            new(ImageId.Parse("v 1"), Part.Val, LabelSet.Of(0, 27), LabelSet.Of(0)),
            new(ImageId.Parse("t-1"), Part.Test, LabelSet.Of(3), LabelSet.Of()),
        ];
        PredictionTable.Write(_folder["p.csv"], rows);

        Assert.Equal("Id,Set,Truth,Predicted\nv 1,val,0 27,0\nt-1,test,3,\n", File.ReadAllText(_folder["p.csv"]));
        Assert.Equal(rows, PredictionTable.Read(_folder["p.csv"]));
    }

    [Fact]
    public void Cells_are_listed_by_id()
    {
        CellTable.Write(_folder["c.csv"], [(ImageId.Parse("b"), new CellCounts(9, 5, 2, 1, 0, 3, 1)), (ImageId.Parse("a"), new CellCounts(0, 0, 0, 0, 0, 0, 0))]);

        Assert.Equal("Id,Found,Used,Border,Small,Large,Irregular,Failed\na,0,0,0,0,0,0,0\nb,9,5,2,1,0,3,1\n", File.ReadAllText(_folder["c.csv"]));
    }

    [Fact]
    public void Missing_predictions_say_what_to_run() =>
        Assert.Contains("hpa evaluate", Assert.Throws<InputException>(() => PredictionTable.Read(_folder["none.csv"])).Message, StringComparison.Ordinal);

    [Fact]
    public void A_network_that_has_changed_is_refused_by_name()
    {
        BackboneRecord[] before = [Record("a", '1'), Record("b", '2')];

        RunManifest.CheckUnchanged(before, before);
        RunManifest.CheckUnchanged(before, [Record("c", '3')]);
        var refusal = Assert.Throws<InputException>(() => RunManifest.CheckUnchanged(before, [Record("a", '1'), Record("b", '3')])).Message;
        Assert.StartsWith("backbone b has changed since the run began (SHA-256 was 222222222222…, is 333333333333…)", refusal, StringComparison.Ordinal);
    }

    private static BackboneRecord Record(string name, char digit) => new(name, new string(digit, 64), false, 10);
}
