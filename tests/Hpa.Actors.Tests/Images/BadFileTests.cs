using System.Buffers.Binary;
using Hpa.Actors.Images;
using Hpa.Contracts.Images;
using OpenCvSharp;

namespace Hpa.Actors.Tests.Images;

public sealed class BadFileTests : IDisposable
{
    private const int Progressive = (int)ImwriteFlags.JpegProgressive;
    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_missing_channel_is_named_with_its_id()
    {
        var fault = Assert.Throws<ImageFaultException>(() => Field.Read(_folder.Field() with { Yellow = null }));
        Assert.Equal(("decode", "", "no file for the yellow channel of field-1"), (fault.Stage, fault.Path, fault.Reason));
    }

    [Fact]
    public void All_missing_channels_are_named()
    {
        var fault = Assert.Throws<ImageFaultException>(() => Field.Read(_folder.Field() with { Green = null, Yellow = null }));
        Assert.Equal("no file for the green, yellow channels of field-1", fault.Reason);
    }

    [Fact]
    public void A_path_without_a_file_is_a_lasting_fault() => Refused(Path.Combine(Path.GetTempPath(), "hpa-no-such-folder", "a.png"), "does not exist");

    [Fact]
    public void A_folder_is_no_file() => Refused(Path.GetTempPath(), "does not exist");

    [Fact]
    public void An_empty_file_is_refused_by_name() => Refused(_folder.Write("empty.png", []), "is empty");

    [Fact]
    public void A_text_is_refused_by_name() =>
        Refused(_folder.Write("text.png", "not a picture"u8.ToArray()), "is not a PNG, JPEG or TIFF image");

    [Theory]
    [InlineData("noise.png", 0)]
    [InlineData("noise.jpg", 0)]
    [InlineData("noise.jpg", 1)]
    [InlineData("noise.tif", 1)]
    [InlineData("noise.tif", 5)]
    public void A_file_cut_anywhere_is_refused_by_name(string name, int parameter)
    {
        using var picture = Folder.Random(MatType.CV_8UC1, 40, 30, 1);
        var parameters = Path.GetExtension(name) switch
        {
            ".tif" => new[] { (int)ImwriteFlags.TiffCompression, parameter },
            ".jpg" => [Progressive, parameter],
            _ => [],
        };
        var whole = File.ReadAllBytes(_folder.Write(name, picture, parameters));
        foreach (var length in new[] { 30, whole.Length / 3, whole.Length / 2, whole.Length * 9 / 10, whole.Length - 3, whole.Length - 1 })
            Refused(_folder.Write("cut-" + name, whole[..length]), "is truncated: the file ends before the picture does");
    }

    [Theory]
    [InlineData("noise.png")]
    [InlineData("noise.jpg")]
    public void A_file_whose_tail_was_never_written_is_refused(string name)
    {
        var whole = File.ReadAllBytes(_folder.Noise(name, MatType.CV_8UC1, 40, 30));
        Array.Clear(whole, whole.Length / 2, whole.Length - whole.Length / 2);
        Refused(_folder.Write("zeros-" + name, whole), "is truncated: the file ends before the picture does");
    }

    [Fact]
    public void A_tiff_with_its_directory_first_is_refused_when_its_strip_is_cut()
    {
        var tiff = TiffWithDirectoryFirst(width: 40, height: 30);
        using (var field = Field.Read(_folder.Field() with { Yellow = _folder.Write("whole.tif", tiff) }))
            Assert.Equal(77, field[Channel.Yellow].At<byte>(29, 39));
        Refused(_folder.Write("cut.tif", tiff[..^1]), "is truncated: the file ends before the picture does");
    }

    [Fact]
    public void Damaged_png_data_are_refused()
    {
        var bytes = File.ReadAllBytes(_folder.Noise("noise.png", MatType.CV_8UC1, 40, 30));
        bytes[bytes.Length / 2] ^= 0x55;
        Refused(_folder.Write("flip.png", bytes), "cannot be decoded: the image data are damaged or of an unknown kind");
    }

    [Fact]
    public void Another_depth_is_refused()
    {
        using var depth = new Mat(30, 40, MatType.CV_32FC1, new Scalar(0.5));
        Refused(_folder.Write("float.tif", depth), "has samples of type CV_32FC1, expected 8 or 16 bit unsigned");
    }

    [Fact]
    public void Channels_of_different_sizes_name_both_files_and_sizes()
    {
        var files = _folder.Field() with { Blue = _folder.Noise("small.png", MatType.CV_8UC1, 20, 30) };
        var fault = Assert.Throws<ImageFaultException>(() => Field.Read(files));
        Assert.Equal((files.Blue, $"is 20 x 30 pixels, but {files.Red} is 40 x 30"), (fault.Path, fault.Reason));
    }

    [Fact]
    public void A_giant_png_is_refused_before_it_is_decoded()
    {
        var bytes = File.ReadAllBytes(_folder.Noise("noise.png", MatType.CV_8UC1, 40, 30));
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(16), 20_000);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(20), 30_000);
        Refused(_folder.Write("giant.png", bytes), "has 20000 x 30000 pixels, the limit is 100000000");
    }

    [Fact]
    public void A_jpeg_with_a_thumbnail_inside_is_not_taken_for_whole_at_the_thumbnails_end()
    {
        var jpeg = File.ReadAllBytes(_folder.Noise("noise.jpg", MatType.CV_8UC1, 40, 30));
        var application = new byte[] { 0xFF, 0xE1, (byte)((jpeg.Length + 2) >> 8), (byte)(jpeg.Length + 2) };
        byte[] nested = [.. jpeg.AsSpan(0, 2), .. application, .. jpeg, .. jpeg.AsSpan(2)];
        Field.Read(_folder.Field() with { Yellow = _folder.Write("nested.jpg", nested) }).Dispose();
        Refused(_folder.Write("cut.jpg", nested[..^40]), "is truncated: the file ends before the picture does");
    }

    private void Refused(string path, string reason)
    {
        var fault = Assert.Throws<ImageFaultException>(() => Field.Read(_folder.Field() with { Yellow = path }));
        Assert.Equal(("decode", path, reason), (fault.Stage, fault.Path, fault.Reason));
    }

    /// <summary>Header, directory, then one uncompressed strip: the order of most writers other than OpenCV.</summary>
    private static byte[] TiffWithDirectoryFirst(ushort width, ushort height)
    {
        (ushort Tag, uint Value)[] entries = [(256, width), (257, height), (258, 8), (259, 1), (262, 1), (273, 0), (277, 1), (278, height), (279, (uint)(width * height))];
        var strip = 8 + 2 + entries.Length * 12 + 4;
        var file = new byte[strip + width * height];
        "II*\0\b\0\0\0"u8.CopyTo(file);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(8), (ushort)entries.Length);
        for (var i = 0; i < entries.Length; i++)
        {
            var entry = file.AsSpan(10 + i * 12);
            BinaryPrimitives.WriteUInt16LittleEndian(entry, entries[i].Tag);
            BinaryPrimitives.WriteUInt16LittleEndian(entry[2..], 4);
            BinaryPrimitives.WriteUInt32LittleEndian(entry[4..], 1);
            BinaryPrimitives.WriteUInt32LittleEndian(entry[8..], entries[i].Tag == 273 ? (uint)strip : entries[i].Value);
        }

        file.AsSpan(strip).Fill(77);
        return file;
    }
}
