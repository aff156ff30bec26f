using Hpa.Actors.Images;
using Hpa.Contracts.Images;
using Hpa.Contracts.Server;

namespace Hpa.Host.Server.Predictions;

/// <summary>
/// The channel files of a field on their way in. Their format is told by their first bytes and their size by their structure, before
/// anything decodes them. Disposed of without having become a prediction, it leaves nothing behind.
/// </summary>
/// <param name="files">The folder of the prediction to be.</param>
/// <param name="limits">What may be uploaded.</param>
internal sealed class FieldUpload(PredictionFiles files, UploadLimits limits) : IDisposable
{
    private static readonly SemaphoreSlim s_inMemory = new(1);
    private readonly Dictionary<Channel, (long Width, long Height)> _channels = [];
    private bool _kept;

    /// <summary>The folder of the prediction to be.</summary>
    public PredictionFiles Files => files;

    /// <summary>Takes a channel in.</summary>
    /// <param name="channel">Which.</param>
    /// <param name="content">PNG, JPEG or TIFF.</param>
    /// <param name="stop">The client left.</param>
    /// <exception cref="RefusedException">Too large, too many pixels, not a whole image, or there already.</exception>
    public async Task AddAsync(Channel channel, Stream content, CancellationToken stop)
    {
        var name = channel.ToString().ToLowerInvariant();
        if (_channels.ContainsKey(channel)) throw new RefusedException(RefusalKind.Invalid, $"the channel {name} came twice") { Key = name };
        Directory.CreateDirectory(files.Upload);
        var path = Path.Combine(files.Upload, $"{PredictionFiles.UploadedField}_{name}");
        await CopyAsync(content, path, name, stop);
        await s_inMemory.WaitAsync(stop);
        try
        {
            var bytes = await File.ReadAllBytesAsync(path, stop);
            _channels.Add(channel, Check(bytes, name));
            File.Move(path, path + Outline.EndingOf(bytes));
        }
        finally
        {
            s_inMemory.Release();
        }
    }

    /// <summary>Checks that the field is whole.</summary>
    /// <exception cref="RefusedException">A channel is missing, or they differ in size.</exception>
    public void Complete()
    {
        foreach (var channel in Enum.GetValues<Channel>())
        {
            var name = channel.ToString().ToLowerInvariant();
            if (!_channels.ContainsKey(channel)) throw new RefusedException(RefusalKind.Invalid, $"the channel {name} is missing: send red, green, blue and yellow") { Key = name };
        }

        if (_channels.Values.Distinct().Count() > 1)
            throw new RefusedException(RefusalKind.Invalid, $"the channels differ in size: {string.Join(", ", _channels.Select(c => $"{c.Key.ToString().ToLowerInvariant()} {c.Value.Width} × {c.Value.Height}"))}");
    }

    /// <summary>It has become a prediction.</summary>
    public void Keep() => _kept = true;

    /// <inheritdoc />
    public void Dispose()
    {
        if (!_kept) files.Delete();
    }

    private async Task CopyAsync(Stream content, string path, string name, CancellationToken stop)
    {
        await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        var buffer = new byte[1 << 16];
        for (int read; (read = await content.ReadAsync(buffer, stop)) > 0;)
        {
            if (file.Length + read > limits.FileBytes)
                throw new RefusedException(RefusalKind.TooLarge, $"the channel {name} is larger than {limits.FileBytes >> 20} MiB (hpa.server.upload.file-mib)") { Key = name };
            await file.WriteAsync(buffer.AsMemory(0, read), stop);
        }
    }

    private (long Width, long Height) Check(byte[] bytes, string name)
    {
        if (Outline.EndingOf(bytes) is null) throw new RefusedException(RefusalKind.WrongType, $"the channel {name} is not a PNG, JPEG or TIFF image") { Key = name };
        var outline = Outline.Of(bytes);
        // Each side first: their product may be more than a number holds.
        if (outline.Width > limits.Pixels || outline.Height > limits.Pixels || outline.Width * outline.Height > limits.Pixels)
            throw new RefusedException(RefusalKind.TooLarge, $"the channel {name} has {outline.Width} × {outline.Height} pixels, and {limits.Pixels / 1_000_000} million are allowed (hpa.server.upload.megapixels)") { Key = name };
        if (outline.Fault is { } fault) throw new RefusedException(RefusalKind.Invalid, $"the channel {name} {fault}") { Key = name };
        if (outline.Width < 1 || outline.Height < 1) throw new RefusedException(RefusalKind.Invalid, $"the channel {name} has no pixels") { Key = name };
        return (outline.Width, outline.Height);
    }
}
