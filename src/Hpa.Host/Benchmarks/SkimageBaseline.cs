using System.Globalization;
using System.Runtime.InteropServices;
using OpenCvSharp;

namespace Hpa.Host.Benchmarks;

/// <summary>nuclei_baseline.py, on one thread: it segments one picture after the other.</summary>
internal sealed class SkimageBaseline : IDisposable
{
    private readonly PythonPeer _peer;

    private SkimageBaseline(PythonPeer peer) => _peer = peer;

    /// <summary>Name and version.</summary>
    public string Name => _peer.Name;

    /// <summary>Starts it.</summary>
    /// <param name="python">The interpreter, or null for the usual ones.</param>
    /// <param name="stop">The user's wish to stop.</param>
    /// <returns>The baseline, or null and why there is none.</returns>
    public static async Task<(SkimageBaseline? Baseline, string Why)> OpenAsync(string? python, CancellationToken stop)
    {
        var (peer, why) = await PythonPeer.OpenAsync("nuclei_baseline.py", 1, python, stop);
        return (peer is null ? null : new SkimageBaseline(peer), why);
    }

    /// <summary>Segments a picture.</summary>
    /// <param name="image">CV_8UC1 or CV_16UC1, continuous.</param>
    /// <param name="stop">The user's wish to stop.</param>
    /// <returns>CV_32SC1, which the caller disposes, and the seconds it took without the way to it and back.</returns>
    public async Task<(Mat Labels, double Seconds)> SegmentAsync(Mat image, CancellationToken stop)
    {
        var wide = image.Depth() == MatType.CV_16U;
        File.WriteAllBytes(_peer.File("image.raw"), wide ? MemoryMarshal.AsBytes(image.AsSpan<ushort>()) : image.AsSpan<byte>());
        var seconds = double.Parse(await _peer.AskAsync($"{image.Height} {image.Width} {(wide ? "<u2" : "u1")}", stop), CultureInfo.InvariantCulture);
        var labels = new Mat(image.Size(), MatType.CV_32SC1);
        using var file = File.OpenRead(_peer.File("labels.raw"));
        file.ReadExactly(MemoryMarshal.AsBytes(labels.AsSpan<int>()));
        return (labels, seconds);
    }

    /// <inheritdoc />
    public void Dispose() => _peer.Dispose();
}
