using Hpa.Actors.Images;
using Hpa.Actors.Runs;
using Hpa.Contracts.Datasets;
using Hpa.Contracts.Images;
using Microsoft.Extensions.Caching.Memory;
using OpenCvSharp;

namespace Hpa.Host.Server.Pages;

/// <summary>What is to be drawn of a field.</summary>
/// <param name="Channels">Letters of the stains, r, g, b, y; each once.</param>
/// <param name="Outlines">Whether nuclei and membranes are outlined.</param>
/// <param name="Side">Longest side in pixels; 0 for the picture as it is.</param>
internal sealed record PictureWish(string Channels, bool Outlines, int Side);

/// <summary>
/// Pictures of a run's fields, drawn when they are asked for. Few at once, each on a thread of its own, so that nobody's request waits for
/// a thread that decodes; the last ones stay in memory within a bound.
/// </summary>
internal sealed class FieldPictureCache : IDisposable
{
    private const long Bytes = 96 << 20;
    private const int AtOnce = 2, Runs = 3, Quality = 92;
    private const string Letters = "rgby";

    private readonly MemoryCache _pictures = new(new MemoryCacheOptions { SizeLimit = Bytes });
    private readonly SemaphoreSlim _turns = new(AtOnce);
    private readonly Lock _lock = new();
    private readonly LinkedList<RunPictures> _runs = [];

    /// <summary>A picture as JPEG, or null where the run has no such field.</summary>
    /// <exception cref="ImageFaultException">A channel cannot be read.</exception>
    /// <exception cref="Contracts.InputException">The run's images or its segmenter are not there.</exception>
    public async Task<byte[]?> GetAsync(RunFolder run, ImageId id, PictureWish wish, CancellationToken stop)
    {
        var key = (run.Path, id, wish);
        if (_pictures.TryGetValue<byte[]>(key, out var known)) return known;
        await _turns.WaitAsync(stop);
        try
        {
            if (_pictures.TryGetValue(key, out known)) return known;
            var picture = await Task.Factory.StartNew(() => Of(run).Draw(id, wish), stop, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            if (picture is not null) _pictures.Set(key, picture, new MemoryCacheEntryOptions { Size = picture.Length });
            return picture;
        }
        finally
        {
            _turns.Release();
        }
    }

    /// <summary>Reads the letters of stains; each counts once, others not at all.</summary>
    public static string Stains(string? text) => string.Concat(Letters.Where(letter => (text ?? "rgb").Contains(letter)));

    /// <inheritdoc />
    public void Dispose()
    {
        _pictures.Dispose();
        _turns.Dispose();
        foreach (var run in _runs) run.Dispose();
    }

    private RunPictures Of(RunFolder run)
    {
        lock (_lock)
        {
            var known = _runs.FirstOrDefault(r => r.Path == run.Path);
            if (known is not null) _runs.Remove(known);
            _runs.AddFirst(known ??= new RunPictures(run));
            // One that is still drawing keeps its segmenter until the collector comes.
            if (_runs.Count > Runs) _runs.RemoveLast();
            return known;
        }
    }

    /// <summary>The fields of one run, and what finds their nuclei.</summary>
    private sealed class RunPictures : IDisposable
    {
        private readonly Dictionary<string, ChannelFiles> _fields;
        private readonly Lazy<FieldPictures> _outlines;

        public RunPictures(RunFolder run)
        {
            Path = run.Path;
            var settings = SettingsFile.Read(run.MustExist().Settings).Check();
            _fields = FieldPictures.FieldsOf(settings.Datasets.Path, settings).ToDictionary(field => field.Id.Value, StringComparer.Ordinal);
            _outlines = new Lazy<FieldPictures>(() => new FieldPictures(settings, System.IO.Path.Combine(run.Path, "features.networks")));
        }

        public string Path { get; }

        public byte[]? Draw(ImageId id, PictureWish wish)
        {
            if (!_fields.TryGetValue(id.Value, out var files)) return null;
            Channel[] channels = [.. wish.Channels.Select(letter => (Channel)Letters.IndexOf(letter))];
            using var picture = wish.Outlines ? Outlined(files, channels) : Plain(files, channels);
            return Jpeg(picture, wish.Side);
        }

        public void Dispose()
        {
            if (_outlines.IsValueCreated) _outlines.Value.Dispose();
        }

        private Mat Outlined(ChannelFiles files, Channel[] channels)
        {
            // A segmenting network works for one field at a time.
            lock (_outlines) return _outlines.Value.Draw(files, channels).Picture;
        }

        private static Mat Plain(ChannelFiles files, Channel[] channels)
        {
            using var field = Field.Read(files);
            return Composite.Of(field, channels);
        }

        private static byte[] Jpeg(Mat picture, int side)
        {
            var scale = side > 0 ? Math.Min(1.0, (double)side / Math.Max(picture.Width, picture.Height)) : 1;
            using var fitted = scale < 1 ? picture.Resize(default, scale, scale, InterpolationFlags.Area) : picture.Clone();
            Cv2.ImEncode(".jpg", fitted, out var jpeg, new ImageEncodingParam(ImwriteFlags.JpegQuality, Quality));
            return jpeg;
        }
    }
}
