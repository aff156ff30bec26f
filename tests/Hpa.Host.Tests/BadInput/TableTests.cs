using Hpa.Host.Tests.Processes;

namespace Hpa.Host.Tests.BadInput;

/// <summary>A data set that cannot be understood ends the command with one line naming file and row.</summary>
[Collection(TinyRun.Collection)]
public sealed class TableTests(TinyRun tiny)
{
    [Fact]
    public Task An_unknown_class_number_is_refused() =>
        MustRefuse(data => Spoiled.Line(data, 5, "synth-000003,0 28"), "train.csv, line 5", "'28'", "0 to 27");

    [Fact]
    public Task A_class_that_is_no_number_is_refused() =>
        MustRefuse(data => Spoiled.Line(data, 6, "synth-000004,nucleus"), "train.csv, line 6", "'nucleus'");

    [Fact]
    public Task A_row_without_a_class_is_refused() =>
        MustRefuse(data => Spoiled.Line(data, 6, "synth-000004,"), "train.csv, line 6", "synth-000004");

    [Fact]
    public Task A_duplicate_id_is_refused() =>
        MustRefuse(data => Spoiled.Line(data, 9, "synth-000000,1"), "train.csv", "synth-000000", "line 2", "line 9");

    [Fact]
    public Task An_id_that_leads_out_of_the_folder_is_refused() =>
        MustRefuse(data => Spoiled.Line(data, 2, "../secret,1"), "train.csv, line 2", "../secret");

    [Fact]
    public Task An_empty_table_is_refused() =>
        MustRefuse(data => File.WriteAllText(Path.Combine(data, "train.csv"), ""), "train.csv", "empty");

    [Fact]
    public Task A_table_with_a_header_alone_is_refused() =>
        MustRefuse(data => File.WriteAllText(Path.Combine(data, "train.csv"), "Id,Target\n"), "train.csv", "no rows");

    [Fact]
    public Task A_table_with_another_header_is_refused() =>
        MustRefuse(data => Spoiled.Line(data, 1, "Image,Label"), "train.csv, line 1", "Id,Target");

    [Fact]
    public Task A_missing_table_is_refused() =>
        MustRefuse(data => File.Delete(Path.Combine(data, "train.csv")), "train.csv", "does not exist");

    [Fact]
    public Task A_missing_image_folder_is_refused() =>
        MustRefuse(data => Directory.Delete(Path.Combine(data, "train"), recursive: true), "/train ");

    [Fact]
    public Task A_missing_data_folder_is_refused() =>
        MustRefuse(data => Directory.Delete(data, recursive: true), "is not a folder");

    private async Task MustRefuse(Action<string> spoil, params string[] words)
    {
        var data = tiny.CopyOfData();
        spoil(data);
        var ended = await HpaProcess.RunAsync([.. tiny.Run(tiny.NewRun()), "--set", $"hpa.datasets.path={data}"]);
        ended.MustComplain(1, [data, .. words]);
    }
}
