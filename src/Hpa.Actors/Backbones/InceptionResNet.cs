namespace Hpa.Actors.Backbones;

/// <summary>
/// Inception-ResNet-v2 (Szegedy et al. 2016, arXiv:1602.07261) with the widths of the authors' published TF-slim code, which
/// differ from the paper's figures; names are those of timm, which carries the authors' weights.
/// </summary>
internal static class InceptionResNet
{
    public static Layer Version2(Layer input)
    {
        var x = Stem(input);
        for (var i = 0; i < 10; i++) x = Fine(x, $"repeat.{i}");
        x = FineToMiddle(x, "mixed_6a");
        for (var i = 0; i < 20; i++) x = Middle(x, $"repeat_1.{i}");
        x = MiddleToCoarse(x, "mixed_7a");
        for (var i = 0; i < 9; i++) x = Coarse(x, $"repeat_2.{i}").Scale(0.20f).Add(x).Relu();
        x = Coarse(x, "block8", Gain.ResidualBranch).Add(x);
        return x.Basic("conv2d_7b", 1536, kernel: 1).GlobalAveragePool().Flatten().Gemm("classif", 1000);
    }

    /// <summary>To planes of 35 × 35 with 320 channels.</summary>
    private static Layer Stem(Layer input)
    {
        var x = input.Basic("conv2d_1a", 32, kernel: 3, stride: 2).Basic("conv2d_2a", 32, kernel: 3).Basic("conv2d_2b", 64, kernel: 3, pad: 1).MaxPool(3, 2)
            .Basic("conv2d_3b", 80, kernel: 1).Basic("conv2d_4a", 192, kernel: 3).MaxPool(3, 2);
        return x.Basic("mixed_5b.branch0", 96, kernel: 1).Concat(
            x.Basic("mixed_5b.branch1.0", 48, kernel: 1).Basic("mixed_5b.branch1.1", 64, kernel: 5, pad: 2),
            x.Basic("mixed_5b.branch2.0", 64, kernel: 1).Basic("mixed_5b.branch2.1", 96, kernel: 3, pad: 1).Basic("mixed_5b.branch2.2", 96, kernel: 3, pad: 1),
            x.AveragePool(3, 1, pad: 1, countPad: false).Basic("mixed_5b.branch3.1", 64, kernel: 1));
    }

    private static Layer Fine(Layer x, string module)
    {
        var branches = x.Basic($"{module}.branch0", 32, kernel: 1).Concat(
            x.Basic($"{module}.branch1.0", 32, kernel: 1).Basic($"{module}.branch1.1", 32, kernel: 3, pad: 1),
            x.Basic($"{module}.branch2.0", 32, kernel: 1).Basic($"{module}.branch2.1", 48, kernel: 3, pad: 1).Basic($"{module}.branch2.2", 64, kernel: 3, pad: 1));
        return Widened(branches, x, module).Scale(0.17f).Add(x).Relu();
    }

    /// <summary>To planes of 17 × 17 with 1088 channels.</summary>
    private static Layer FineToMiddle(Layer x, string module) => x.Basic($"{module}.branch0", 384, kernel: 3, stride: 2).Concat(
        x.Basic($"{module}.branch1.0", 256, kernel: 1).Basic($"{module}.branch1.1", 256, kernel: 3, pad: 1).Basic($"{module}.branch1.2", 384, kernel: 3, stride: 2),
        x.MaxPool(3, 2));

    private static Layer Middle(Layer x, string module)
    {
        var branches = x.Basic($"{module}.branch0", 192, kernel: 1).Concat(
            x.Basic($"{module}.branch1.0", 128, kernel: 1).Basic($"{module}.branch1.1", 160, kernel: (1, 7), pad: (0, 3))
                .Basic($"{module}.branch1.2", 192, kernel: (7, 1), pad: (3, 0)));
        return Widened(branches, x, module).Scale(0.10f).Add(x).Relu();
    }

    /// <summary>To planes of 8 × 8 with 2080 channels.</summary>
    private static Layer MiddleToCoarse(Layer x, string module) =>
        x.Basic($"{module}.branch0.0", 256, kernel: 1).Basic($"{module}.branch0.1", 384, kernel: 3, stride: 2).Concat(
            x.Basic($"{module}.branch1.0", 256, kernel: 1).Basic($"{module}.branch1.1", 288, kernel: 3, stride: 2),
            x.Basic($"{module}.branch2.0", 256, kernel: 1).Basic($"{module}.branch2.1", 288, kernel: 3, pad: 1).Basic($"{module}.branch2.2", 320, kernel: 3, stride: 2),
            x.MaxPool(3, 2));

    private static Layer Coarse(Layer x, string module, double gain = Gain.Linear)
    {
        var branches = x.Basic($"{module}.branch0", 192, kernel: 1).Concat(
            x.Basic($"{module}.branch1.0", 192, kernel: 1).Basic($"{module}.branch1.1", 224, kernel: (1, 3), pad: (0, 1))
                .Basic($"{module}.branch1.2", 256, kernel: (3, 1), pad: (1, 0)));
        return Widened(branches, x, module, gain);
    }

    /// <summary>Back to the channels of the shortcut. The factor behind it keeps the sum in range.</summary>
    private static Layer Widened(Layer branches, Layer x, string module, double gain = Gain.Linear) =>
        branches.Conv($"{module}.conv2d", x.Channels, kernel: 1, bias: true, gain: gain);
}
