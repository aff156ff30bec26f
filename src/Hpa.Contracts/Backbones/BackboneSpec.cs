namespace Hpa.Contracts.Backbones;

/// <summary>One catalogue entry: a network and how to feed it.</summary>
/// <param name="Name">Name in block names and settings: lower case letters, digits, <c>_</c> and <c>-</c>.</param>
/// <param name="Architecture">The graph that the project builds itself (<c>resnet18</c>, …), or empty for an ONNX file.</param>
/// <param name="File">The ONNX file, absolute, or empty when the graph is built.</param>
/// <param name="Sha256">Expected SHA-256 of the file in lower-case hex, or empty: then what is found is recorded.</param>
/// <param name="InputSize">Side of the square input in pixels.</param>
/// <param name="Mean">Mean per input, on the scale where 1 is white; three numbers.</param>
/// <param name="Std">Standard deviation per input on the same scale; three positive numbers.</param>
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
    bool Trained);
