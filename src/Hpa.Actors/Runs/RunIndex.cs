using System.Security.Cryptography;
using System.Text;
using Hpa.Actors.Datasets;
using Hpa.Contracts;
using Hpa.Contracts.Datasets;
using Hpa.Contracts.Images;
using Hpa.Contracts.Runs;

namespace Hpa.Actors.Runs;

/// <summary>The images of a run and the part each belongs to.</summary>
public sealed class RunIndex
{
    private RunIndex(IReadOnlyList<LabelledImage> images, IReadOnlyList<Part> parts)
    {
        Images = images;
        Parts = parts;
        ChannelFiles = images.Sum(image => Enum.GetValues<Channel>().Count(channel => image.Files[channel] is not null));
        Fingerprint = FingerprintOf(images);
    }

    /// <summary>All images, ordered by id.</summary>
    public IReadOnlyList<LabelledImage> Images { get; }

    /// <summary>The part of each image.</summary>
    public IReadOnlyList<Part> Parts { get; }

    /// <summary>Channel files that are there.</summary>
    public int ChannelFiles { get; }

    /// <summary>SHA-256 of ids and labels.</summary>
    public string Fingerprint { get; }

    /// <summary>Reads the label table and splits it; the split is kept in a file and is the same every time.</summary>
    /// <param name="settings">Where the data is.</param>
    /// <param name="splitFile">File of the split.</param>
    /// <param name="fingerprint">What the table's <see cref="Fingerprint"/> must be, where another node has told.</param>
    /// <exception cref="InputException">The data cannot be read, or <paramref name="splitFile"/> is of other data.</exception>
    public static RunIndex Build(RunSettings settings, string splitFile, string? fingerprint = null)
    {
        var images = KaggleLayout.Read(settings.Datasets.Path);
        if (fingerprint is not null && fingerprint != FingerprintOf(images))
            throw new InputException($"{Path.Combine(settings.Datasets.Path, "train.csv")} differs from the run's: copy it from there, or name another folder with --set hpa.datasets.path=DIR");
        if (!File.Exists(splitFile))
        {
            var shares = settings.Datasets;
            var drawn = IterativeStratification.Split(images.Select(i => i.Labels).ToArray(), shares.Train, shares.Val, shares.Test, settings.Seed);
            SplitFile.Write(splitFile, images.Select((image, i) => (image.Id, drawn[i])));
        }

        var split = SplitFile.Read(splitFile);
        if (split.Count != images.Count || !images.All(image => split.ContainsKey(image.Id)))
            throw new InputException($"{splitFile} is of other images than {settings.Datasets.Path}/train.csv: choose another --out, or put the old table back");
        return new RunIndex(images, images.Select(image => split[image.Id]).ToArray());
    }

    private static string FingerprintOf(IReadOnlyList<LabelledImage> images)
    {
        var table = string.Concat(images.Select(image => $"{image.Id},{image.Labels}\n"));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(table)));
    }
}
