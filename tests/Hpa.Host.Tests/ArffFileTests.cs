using Hpa.Contracts;
using Hpa.Contracts.Datasets;
using Hpa.Host.Benchmarks;

namespace Hpa.Host.Tests;

public sealed class ArffFileTests : IDisposable
{
    private const string Head = "% music\n@relation r\n@ATTRIBUTE 'mean of it' numeric\n@attribute sad {0,1}\n@attribute x NUMERIC\n@attribute glad {0,1}\n\n@data\n";
    private const string Names = "<labels xmlns=\"http://mulan.sourceforge.net/labels\"><label name=\"glad\"></label><label name=\"sad\"/></labels>";
    private readonly string _folder = Directory.CreateTempSubdirectory("hpa-arff-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Labels_are_the_columns_that_the_xml_names_in_its_order()
    {
        var file = ArffFile.Read(Write("a.arff", Head + "0.5, 1,-2e1,0\n\n% between\n1,0,3,1\n"), Write("a.xml", Names));
        Assert.Equal(["mean of it", "x"], file.Columns);
        Assert.Equal([0.5f, -20, 1, 3], file.Values);
        Assert.Equal([LabelSet.Of(1), LabelSet.Of(0)], file.Labels);
        Assert.Equal(["glad", "sad"], file.LabelNames);
    }

    [Fact]
    public void Without_an_xml_the_last_columns_are_labels()
    {
        var file = ArffFile.Read(Write("a.arff", Head + "0.5,1,7,1\n"), labels: 1);
        Assert.Equal(["mean of it", "sad", "x"], file.Columns);
        Assert.Equal([LabelSet.Of(0)], file.Labels);
    }

    [Fact]
    public void Sparse_rows_quotes_text_and_nominal_columns_are_read()
    {
        const string head = "@relation 'r: -C 2'\n@attribute a {0,1}\n@attribute 'it''s, b' {0,1}\n@attribute id string\n@attribute colour {red,'dark blue'}\n@attribute grade {3,5}\n@attribute x real\n@data\n";
        var file = ArffFile.Read(Write("a.arff", head.Replace("it''s", "it\\'s", StringComparison.Ordinal) + "{1 1, 3 'dark blue', 5 -2}\n{}\n1,0,\"a, b\",red,5,.5\n"));
        Assert.Equal(["a", "it's, b"], file.LabelNames);
        Assert.Equal(["colour", "grade", "x"], file.Columns);
        // What a sparse row leaves out is 0, or the first value of a nominal column.
        Assert.Equal([1, 3, -2, 0, 3, 0, 0, 5, 0.5f], file.Values);
        Assert.Equal([LabelSet.Of(1), default, LabelSet.Of(0)], file.Labels);
    }

    [Fact]
    public void Without_any_mark_the_last_columns_of_0_and_1_are_labels()
    {
        var file = ArffFile.Read(Write("a.arff", Head.Replace("@attribute x NUMERIC", "@attribute x {1,0}", StringComparison.Ordinal) + "0.5,1,0,1\n"));
        Assert.Equal(["mean of it"], file.Columns);
        Assert.Equal([LabelSet.Of(0, 2)], file.Labels);
    }

    [Theory]
    [InlineData("1,0,3\n", "line 9: 3 values for 4 attributes")]
    [InlineData("1,0,?,1\n", "line 9: ? is no number")]
    [InlineData("{0 1}\n{4 1}\n", "line 10: '4 1' is no place of the 4 attributes")]
    [InlineData("{0 1\n", "line 9: a sparse row without }")]
    [InlineData("1,2,3,1\n", "line 9: attribute sad is 2, none of 0, 1")]
    [InlineData("", "a.arff has no row")]
    public void What_is_wrong_with_a_row_is_named(string row, string message) =>
        Assert.Contains(message, Complaint(() => ArffFile.Read(Write("a.arff", Head + row), Write("a.xml", Names))), StringComparison.Ordinal);

    [Fact]
    public void Missing_labels_and_files_are_named()
    {
        var path = Write("a.arff", Head);
        Assert.Contains("no attribute bored", Complaint(() => ArffFile.Read(path, Write("a.xml", Names.Replace("glad", "bored", StringComparison.Ordinal)))), StringComparison.Ordinal);
        Assert.Contains("b.xml cannot be read", Complaint(() => ArffFile.Read(path, Path.Combine(_folder, "b.xml"))), StringComparison.Ordinal);
        Assert.Contains("b.arff cannot be read", Complaint(() => ArffFile.Read(Path.Combine(_folder, "b.arff"), 1)), StringComparison.Ordinal);
        Assert.Contains("4 attributes, of which 4 shall be labels", Complaint(() => ArffFile.Read(path, 4)), StringComparison.Ordinal);
        Assert.Contains("0 labels", Complaint(() => ArffFile.Read(path, 0)), StringComparison.Ordinal);
    }

    private static string Complaint(Action read) => Assert.Throws<InputException>(read).Message;

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
