namespace Hpa.Contracts.Backbones;

/// <summary>One network of a run and how to feed it.</summary>
/// <param name="Name">Name in block names and settings: lower case letters, digits, <c>_</c> and <c>-</c>.</param>
/// <param name="Architecture">The graph that the project builds itself (<c>resnet18</c>, …), or empty for an ONNX file.</param>
/// <param name="File">The ONNX file, or the checkpoint whose weights fill the architecture; absolute. Empty: seeded random weights.</param>
/// <param name="Sha256">SHA-256 of the file in lower-case hex, or its first digits as published; empty: what is found is recorded.</param>
/// <param name="InputSize">Side of the square input in pixels.</param>
/// <param name="Mean">Mean per input channel, on the scale where 1 is white: three numbers, or as many as the network has channels.</param>
/// <param name="Std">Standard deviation per input channel on the same scale; as many positive numbers.</param>
/// <param name="Output">Name of the output to read, or empty for the only one.</param>
/// <param name="Trained">Whether the weights were learned. False marks every output of a run as untrained.</param>
public sealed record BackboneSpec(
    string Name,
    string Architecture,
    string File,
    string Sha256,
    int InputSize,
    IReadOnlyList<double> Mean,
    IReadOnlyList<double> Std,
    string Output,
    bool Trained)
{
    private readonly string? _settings;

    /// <summary>Number of input channels.</summary>
    public int Channels => Mean.Count;

    /// <summary>The settings it came from, for messages; the catalogue's entry unless said otherwise.</summary>
    public string Settings
    {
        get => _settings ?? $"hpa.backbones.catalogue.{Name}";
        init => _settings = value;
    }

    /// <summary>Whether it is an entry of the catalogue.</summary>
    public bool InCatalogue => _settings is null;

    /// <summary>The key of <see cref="InputSize"/> among the settings, for messages.</summary>
    public string SizeKey { get; init; } = "input";

    /// <summary>Time for one input, as the catalogue states it, milliseconds; null where it does not.</summary>
    public double? Milliseconds { get; init; }

    /// <summary>Sides of the output for one input; null: any, read as one vector.</summary>
    public IReadOnlyList<int>? OutputSides { get; init; }
}

/// <summary>What the catalogue tells people about a network; no result depends on it.</summary>
/// <param name="Source">Address of the official weights, or empty.</param>
/// <param name="Licence">Licence of the weights, or empty.</param>
/// <param name="Layer">The layer whose output is the feature vector, as the paper names it, or empty.</param>
/// <param name="Parameters">Learned numbers that the features depend on, or 0 when not told.</param>
/// <param name="MultiplyAdds">Multiply-adds for one input, in convolutions and fully connected layers, or 0 when not told.</param>
public sealed record BackboneFacts(string Source, string Licence, string Layer, long Parameters, long MultiplyAdds);

/// <summary>A catalogue entry.</summary>
/// <param name="Spec">How it runs: with trained weights, or with random ones when it names no file.</param>
/// <param name="Facts">What it is.</param>
public sealed record CatalogueEntry(BackboneSpec Spec, BackboneFacts Facts);
