using Hpa.Contracts;
using Hpa.Contracts.Datasets;
using Hpa.Host.Benchmarks;

namespace Hpa.Host.Tests;

public sealed class DataSetFolderTests : IDisposable
{
    private const string Arff = "@relation r\n@attribute x numeric\n@attribute a {0,1}\n@attribute b {0,1}\n@data\n";
    private readonly string _folder = Directory.CreateTempSubdirectory("hpa-sets-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Parts_of_a_set_are_told_by_the_end_of_the_name()
    {
        foreach (var name in new[] { "dna.scale", "dna.scale.t", "dna.scale.tr", "dna.scale.val", "heart_scale", "deep/a_train.txt", "deep/a_test.txt" }) Write(name, "1 1:2\n-1 3:1\n");
        foreach (var name in new[] { "m-train.arff", "m-test.arff", "m.arff", "deep/n/train.arff", "deep/n/test.arff" }) Write(name, Arff + "1,0,1\n");
        foreach (var (name, text) in new[] { ("README.md", "# Data: 1:2\n"), ("m.xml", "<labels/>"), ("numbers.csv", "1,2\n3,4\n"), ("plain.txt", "1 2\n"), ("COPYRIGHT", "1 is: 2\n") }) Write(name, text);
        Write("w.bz2", "BZh91AY");

        var found = DataSetFolder.Find(_folder);

        Assert.Equal(["deep/a", "dna.scale", "heart_scale"], found.Libsvm.Select(set => set.Name).Order());
        Assert.Equal(["deep/n", "m"], found.Arff.Select(set => set.Name).Order());
        var dna = found.Libsvm.Single(set => set.Name == "dna.scale");
        Assert.Equal(["dna.scale", "dna.scale.tr", "dna.scale.val", "dna.scale.t"], new[] { dna.Whole, dna.Train, dna.Validation, dna.Test }.Select(files => Path.GetFileName(files.Single())));
        var mulan = found.Arff.Single(set => set.Name == "m");
        Assert.Equal(["m.arff", "m-train.arff", "m-test.arff"], new[] { mulan.Whole, mulan.Train, mulan.Test }.Select(files => Path.GetFileName(files.Single())));
        Assert.Equal("w.bz2", Path.GetFileName(found.Packed.Single()));
    }

    [Fact]
    public void A_folder_without_data_sets_is_refused()
    {
        Write("notes.txt", "nothing\n");
        Assert.Contains("has no file in ARFF form", Assert.Throws<InputException>(() => DataSetFolder.Find(_folder)).Message, StringComparison.Ordinal);
        Assert.Contains("is not a folder", Assert.Throws<InputException>(() => DataSetFolder.Find(Path.Combine(_folder, "none"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_set_in_one_piece_is_divided_and_every_row_is_in_one_part()
    {
        Write("m.arff", Arff + string.Concat(Enumerable.Range(0, 30).Select(row => $"{row},{row % 2},1\n")));
        var data = ArffSet.Read(DataSetFolder.Find(_folder).Arff.Single());
        Assert.Equal((20, 10), (data.TrainLabels.Length, data.EvalLabels.Length));
        Assert.Equal(Enumerable.Range(0, 30).Select(row => (float)row), data.Train.Concat(data.Eval).Order());
        Assert.Equal(data.Train.Concat(data.Eval).Select(x => LabelSet.Of(x % 2 == 1 ? [0, 1] : [1])), data.TrainLabels.Concat(data.EvalLabels));
    }

    [Fact]
    public void Arff_parts_that_do_not_fit_together_are_refused()
    {
        Write("m-train.arff", Arff + "1,0,1\n");
        Write("m-test.arff", Arff.Replace("@attribute x", "@attribute y", StringComparison.Ordinal) + "1,0,1\n");
        Assert.Contains("the columns of its parts differ", Assert.Throws<InputException>(() => ArffSet.Read(DataSetFolder.Find(_folder).Arff.Single())).Message, StringComparison.Ordinal);
        File.Delete(Path.Combine(_folder, "m-train.arff"));
        Assert.Contains("no training part", Assert.Throws<InputException>(() => ArffSet.Read(DataSetFolder.Find(_folder).Arff.Single())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Libsvm_parts_get_the_same_columns_counted_from_0_or_1()
    {
        Write("a", "+1 1:0.5 3:-2e-1 # noted\n\n-1 2:1\n");
        Write("a.t", "1 0:7 1:8\n-1.0 4:9\n");
        var (train, test) = LibsvmSet.Read(DataSetFolder.Find(_folder).Libsvm.Single());
        Assert.Equal([1, -1], train.Labels);
        Assert.Equal([0, 0.5, 0, -0.2, 0, 0, 0, 1, 0, 0], train.Values);
        Assert.Equal([7, 8, 0, 0, 0, 0, 0, 0, 0, 9], test.Values);
    }

    [Theory]
    [InlineData("a a.val", "a", "a")]
    [InlineData("a.tr a.val", "a.tr", "a.val")]
    [InlineData("a.tr a.val a.t", "a.tr", "a.t")]
    [InlineData("a.t", "a.t", "a.t")]
    public void Without_a_test_part_other_rows_are_predicted(string names, string trained, string predicted)
    {
        var rows = new Dictionary<string, int> { ["a"] = 2, ["a.tr"] = 3, ["a.val"] = 4, ["a.t"] = 5 };
        foreach (var name in names.Split(' ')) Write(name, string.Concat(Enumerable.Range(0, rows[name]).Select(row => $"{row % 2} 1:1\n")));
        var (train, test) = LibsvmSet.Read(DataSetFolder.Find(_folder).Libsvm.Single());
        Assert.Equal((rows[trained], rows[predicted]), (train.Rows, test.Rows));
    }

    [Fact]
    public void Libsvm_files_of_another_form_are_refused_by_line()
    {
        var path = Write("a", "");
        foreach (var bad in new[] { "x 1:1", "1,3 1:1", "1 -1:1", "1 2:1 1:1", "1 2:1 2:1", "1 1:nan", "1 1", "1.5 1:1", "1 qid:3 1:1" })
        {
            File.WriteAllText(path, "1 1:1\n" + bad);
            Assert.Contains("line 2", Assert.Throws<InputException>(() => LibsvmFile.Read(path)).Message, StringComparison.Ordinal);
        }

        File.WriteAllText(path, "1 1:1\n1 2:1\n");
        Assert.Contains("one class alone", Assert.Throws<InputException>(() => LibsvmSet.Read(DataSetFolder.Find(_folder).Libsvm.Single())).Message, StringComparison.Ordinal);
        File.WriteAllText(path, "1 1:1\n1 300000000:1\n");
        Assert.Contains("too many", Assert.Throws<InputException>(() => LibsvmFile.Read(path)).Message, StringComparison.Ordinal);
        File.WriteAllText(path, "\n");
        Assert.Contains("has no row", Assert.Throws<InputException>(() => LibsvmFile.Read(path)).Message, StringComparison.Ordinal);
        Assert.Contains("no such file", Assert.Throws<InputException>(() => LibsvmFile.Read(Path.Combine(_folder, "b"))).Message, StringComparison.Ordinal);
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }
}
