namespace Hpa.Actors.Backbones;

/// <summary>The one building block of all Inception networks, BasicConv2d in torchvision and timm.</summary>
internal static class BasicConv
{
    /// <summary>Convolution, batch normalisation, ReLU.</summary>
    public static Layer Basic(this Layer x, string module, int channels, Sides kernel, int stride = 1, Sides pad = default) =>
        x.Conv($"{module}.conv", channels, kernel, stride, pad).BatchNorm($"{module}.bn", epsilon: 1e-3f).Relu();

    /// <summary>
    /// Undoes torchvision's normalisation, (x − mean) / std, and scales to −1…1, on which the Inception networks of
    /// torchvision were trained: its <c>transform_input</c>.
    /// </summary>
    public static Layer AsTrained(this Layer input) => input.Affine(
        "transform_input",
        [0.229f / 0.5f, 0.224f / 0.5f, 0.225f / 0.5f],
        [(0.485f - 0.5f) / 0.5f, (0.456f - 0.5f) / 0.5f, (0.406f - 0.5f) / 0.5f]);
}
