using System.Globalization;
using System.Text.RegularExpressions;
using Hpa.Host.Tests.Processes;
using OpenCvSharp;

namespace Hpa.Host.Tests;

[Collection(TinyRun.Collection)]
public sealed partial class NucleiBenchTests : IDisposable
{
    private const string NoPython = "/nowhere/python3";
    private readonly string _folder = Directory.CreateTempSubdirectory("hpa-nuclei-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Without_Python_the_segmenter_is_measured_alone()
    {
        Draw("a", MatType.CV_8UC1, 200, (40, 40), (100, 60), (60, 120));
        Draw("b", MatType.CV_16UC1, 9000, (50, 50), (110, 110));
        Hide("b", (110, 110));

        var ended = (await HpaProcess.RunAsync("bench", "nuclei", _folder, "--rounds", "1", "--python", NoPython, "--out", Path.Combine(_folder, "worst"))).MustBeDone();

        Assert.Contains("images      2 with 4 nuclei", ended.Text, StringComparison.Ordinal);
        Assert.Matches($"comparison  none: .*{NoPython}", ended.Text);
        // All of a, one of two in b.
        Assert.Matches(@"hpa +0\.750 +0\.750 +4 +1 +0", ended.Text);
        Assert.Matches(@"b\.png +160 x 150 +0\.500 +1 +2 +1\s+a\.png +160 x 150 +1\.000 +3 +3 +3", ended.Text);
        Assert.Matches(@"median of 2 images x 1 rounds: hpa \d+\.\d ms\s", ended.Text);
        Assert.Equal(["01_b.png", "02_a.png"], Directory.EnumerateFiles(Path.Combine(_folder, "worst")).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task Outlines_of_true_and_found_nuclei_have_two_colours()
    {
        Draw("a", MatType.CV_8UC1, 200, (40, 40), (100, 60));
        Hide("a", (100, 60));

        (await HpaProcess.RunAsync("bench", "nuclei", _folder, "--rounds", "1", "--python", NoPython, "--out", _folder)).MustBeDone();

        using var picture = Cv2.ImRead(Path.Combine(_folder, "01_a.png"));
        Assert.Equal(6 * 160, picture.Width);
        Assert.True(Count(picture[new Rect(0, 0, 420, 420)], new Scalar(80, 200, 80)) > 100);
        Assert.Equal(0, Count(picture[new Rect(450, 200, 400, 400)], new Scalar(80, 200, 80)));
        Assert.True(Count(picture[new Rect(450, 200, 400, 400)], new Scalar(255, 80, 255)) > 100);
    }

    [SkimageFact]
    public async Task The_usual_recipe_runs_beside_it()
    {
        Draw("a", MatType.CV_8UC1, 200, (40, 40), (100, 60), (60, 120));
        Draw("b", MatType.CV_16UC1, 9000, (50, 50), (110, 110));

        var ended = (await HpaProcess.RunAsync("bench", "nuclei", _folder, "--rounds", "2")).MustBeDone();

        Assert.Matches(@"scikit-image \d\S+ +1\.000 +1\.000 +5 +0 +0", ended.Text);
        Assert.Contains("difference  +0.000", ended.Text, StringComparison.Ordinal);
        Assert.InRange(double.Parse(Ratio().Match(ended.Text).Groups[1].Value, CultureInfo.InvariantCulture), 0.001, 10);
    }

    [Fact]
    public async Task What_is_wrong_with_the_folder_is_named()
    {
        (await HpaProcess.RunAsync("bench", "nuclei", _folder)).MustComplain(1, "images does not exist");

        Draw("a", MatType.CV_8UC1, 200, (40, 40));
        var labels = Path.Combine(_folder, "labels", "a.png");
        (await HpaProcess.RunAsync("bench", "nuclei", _folder, "--rounds", "0")).MustComplain(2, "--rounds 0");

        using var small = new Mat(3, 4, MatType.CV_16UC1, Scalar.All(0));
        Write(labels, small);
        (await HpaProcess.RunAsync("bench", "nuclei", _folder, "--python", NoPython)).MustComplain(1, "labels/a.png has 4 x 3 pixels, its picture 160 x 150");

        await File.WriteAllBytesAsync(labels, []);
        (await HpaProcess.RunAsync("bench", "nuclei", _folder, "--python", NoPython)).MustComplain(1, "labels/a.png cannot be decoded");

        File.Delete(labels);
        (await HpaProcess.RunAsync("bench", "nuclei", _folder)).MustComplain(1, "labels/a.png does not exist");
    }

    /// <summary>Bright discs on a dark ground, and their label map.</summary>
    private void Draw(string name, MatType type, int bright, params (int X, int Y)[] centres)
    {
        using var image = new Mat(150, 160, type, Scalar.All(bright / 20));
        using var labels = new Mat(150, 160, MatType.CV_16UC1, Scalar.All(0));
        for (var i = 0; i < centres.Length; i++)
        {
            Disc(image, centres[i], bright);
            Disc(labels, centres[i], i + 1);
        }

        Write(Path.Combine(_folder, "images", $"{name}.png"), image);
        Write(Path.Combine(_folder, "labels", $"{name}.png"), labels);
    }

    /// <summary>Takes a nucleus out of the truth.</summary>
    private void Hide(string name, (int X, int Y) centre)
    {
        var path = Path.Combine(_folder, "labels", $"{name}.png");
        using var labels = Cv2.ImRead(path, ImreadModes.Unchanged);
        Disc(labels, centre, 0);
        Write(path, labels);
    }

    private static void Disc(Mat picture, (int X, int Y) centre, int value) =>
        Cv2.Circle(picture, new Point(centre.X, centre.Y), 15, Scalar.All(value), thickness: -1);

    private static void Write(string path, Mat picture)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        Cv2.ImEncode(".png", picture, out var png);
        File.WriteAllBytes(path, png);
    }

    private static int Count(Mat part, Scalar colour)
    {
        using (part)
        {
            using var mask = new Mat();
            Cv2.InRange(part, colour, colour, mask);
            return Cv2.CountNonZero(mask);
        }
    }

    [GeneratedRegex(@"ratio (\d+\.\d+)")]
    private static partial Regex Ratio();
}
