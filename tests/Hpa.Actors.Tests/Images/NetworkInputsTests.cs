using Hpa.Actors.Images;
using Hpa.Contracts.Images;
using OpenCvSharp;

namespace Hpa.Actors.Tests.Images;

public sealed class NetworkInputsTests : IDisposable
{
    private static readonly double[] s_mean = [0.485, 0.456, 0.406];
    private static readonly double[] s_std = [0.229, 0.224, 0.225];
    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Shrinking_takes_the_mean_of_the_covered_pixels()
    {
        using var field = Of(new byte[,] { { 0, 255, 51, 51 }, { 255, 0, 51, 51 }, { 102, 102, 0, 0 }, { 102, 102, 0, 255 } });
        using var inputs = new NetworkInputs(field);
        Near([0.5f, 0.2f, 0.4f, 0.25f], inputs.Plane(Channel.Red, 2));
    }

    [Fact]
    public void A_size_that_does_not_divide_shares_pixels_by_area()
    {
        // Three pixels to two: each output covers one pixel and half of the middle one.
        using var field = Of(new byte[,] { { 0, 255, 51 }, { 0, 255, 51 }, { 0, 255, 51 } });
        var (left, right) = (0.5f / 1.5f, (0.5f + 0.2f) / 1.5f);
        using var inputs = new NetworkInputs(field);
        Near([left, right, left, right], inputs.Plane(Channel.Red, 2));
    }

    [Fact]
    public void Enlarging_interpolates_between_pixel_centres()
    {
        using var field = Of(new byte[,] { { 0, 255 }, { 0, 255 } });
        using var inputs = new NetworkInputs(field);
        var plane = inputs.Plane(Channel.Red, 4);
        Near([0, 0.25f, 0.75f, 1], plane[..4]);
        Near([0, 0.25f, 0.75f, 1], plane[12..]);
    }

    [Fact]
    public void Full_scale_is_white_in_either_depth()
    {
        using var white = new Mat(6, 6, MatType.CV_16UC1, new Scalar(65535));
        using var third = new Mat(6, 6, MatType.CV_16UC1, new Scalar(21845));
        using var eight = new Mat(6, 6, MatType.CV_8UC1, new Scalar(85));
        using var field = Field.Read(Folder.Files(
            _folder.Write("w.png", white), _folder.Write("t.png", third), _folder.Write("e.png", eight), _folder.Write("w8.tif", white)));
        using var inputs = new NetworkInputs(field);
        Near([1, 1, 1, 1], inputs.Plane(Channel.Red, 2));
        Near([1f / 3, 1f / 3, 1f / 3, 1f / 3], inputs.Plane(Channel.Green, 2));
        Near([1f / 3, 1f / 3, 1f / 3, 1f / 3], inputs.Plane(Channel.Blue, 2));
    }

    [Fact]
    public void A_tensor_holds_the_combinations_planes_normalised_per_input()
    {
        using var field = Field.Read(_folder.Field());
        using var inputs = new NetworkInputs(field);
        var tensor = new float[2 * 3 * 16];
        inputs.Fill(tensor, [Combination.Parse("ygb"), Combination.Parse("rrr")], 4, s_mean, s_std);
        Channel[] expected = [Channel.Yellow, Channel.Green, Channel.Blue, Channel.Red, Channel.Red, Channel.Red];
        for (var i = 0; i < tensor.Length; i++)
        {
            var k = i / 16 % 3;
            var x = inputs.Plane(expected[i / 16], 4)[i % 16];
            Assert.Equal((x - s_mean[k]) / s_std[k], tensor[i], 1e-5);
        }
    }

    [Fact]
    public void The_order_of_asking_does_not_change_a_bit()
    {
        using var field = Field.Read(_folder.Field());
        var combinations = new[] { "rrr", "rgb", "ygb" }.Select(Combination.Parse).ToArray();
        var (first, second) = (new float[9 * 49], new float[9 * 49]);
        using var inputs = new NetworkInputs(field);
        inputs.Fill(first, combinations, 7, s_mean, s_std);
        using var other = new NetworkInputs(field);
        other.Fill(new float[9 * 25], combinations, 5, s_mean, s_std);
        _ = other.Plane(Channel.Blue, 7);
        other.Fill(second, combinations, 7, s_mean, s_std);
        Assert.Equal(first, second);
    }

    [Fact]
    public void Planes_outlive_the_field_they_came_from()
    {
        NetworkInputs inputs;
        float[] before;
        using (var field = Field.Read(_folder.Field()))
        {
            inputs = new NetworkInputs(field);
            before = inputs.Plane(Channel.Green, 8).ToArray();
        }

        using (inputs) Assert.Equal(before, inputs.Plane(Channel.Green, 8).ToArray());
    }

    [Fact]
    public void A_tensor_of_another_length_is_refused()
    {
        using var field = Field.Read(_folder.Field());
        using var inputs = new NetworkInputs(field);
        Assert.Throws<ArgumentException>(() => inputs.Fill(new float[47], [Combination.Parse("rgb")], 4, s_mean, s_std));
    }

    private Field Of(byte[,] pixels)
    {
        using var picture = Mat.FromArray(pixels);
        var path = _folder.Write("tiny.png", picture);
        return Field.Read(Folder.Files(path, path, path, path));
    }

    private static void Near(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i], 1e-6f);
    }
}
