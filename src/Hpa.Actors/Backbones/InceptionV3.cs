namespace Hpa.Actors.Backbones;

/// <summary>
/// Inception-v3 (Szegedy et al. 2015, arXiv:1512.00567) as in torchvision. The auxiliary head serves training only and is
/// left out.
/// </summary>
internal static class InceptionV3
{
    public static Layer Version3(Layer input)
    {
        var x = input.AsTrained().Basic("Conv2d_1a_3x3", 32, kernel: 3, stride: 2)
            .Basic("Conv2d_2a_3x3", 32, kernel: 3).Basic("Conv2d_2b_3x3", 64, kernel: 3, pad: 1).MaxPool(3, 2)
            .Basic("Conv2d_3b_1x1", 80, kernel: 1).Basic("Conv2d_4a_3x3", 192, kernel: 3).MaxPool(3, 2);
        x = Fine(Fine(Fine(x, "Mixed_5b", 32), "Mixed_5c", 64), "Mixed_5d", 64);
        x = FineToMiddle(x, "Mixed_6a");
        x = Middle(Middle(x, "Mixed_6b", 128), "Mixed_6c", 160);
        x = Middle(Middle(x, "Mixed_6d", 160), "Mixed_6e", 192);
        x = MiddleToCoarse(x, "Mixed_7a");
        x = Coarse(Coarse(x, "Mixed_7b"), "Mixed_7c");
        return x.GlobalAveragePool().Flatten().Gemm("fc", 1000);
    }

    /// <summary>On planes of 35 × 35; figure 5 of the paper.</summary>
    private static Layer Fine(Layer x, string module, int pooled) => x.Basic($"{module}.branch1x1", 64, kernel: 1).Concat(
        x.Basic($"{module}.branch5x5_1", 48, kernel: 1).Basic($"{module}.branch5x5_2", 64, kernel: 5, pad: 2),
        x.Basic($"{module}.branch3x3dbl_1", 64, kernel: 1).Basic($"{module}.branch3x3dbl_2", 96, kernel: 3, pad: 1)
            .Basic($"{module}.branch3x3dbl_3", 96, kernel: 3, pad: 1),
        x.AveragePool(3, 1, pad: 1).Basic($"{module}.branch_pool", pooled, kernel: 1));

    private static Layer FineToMiddle(Layer x, string module) => x.Basic($"{module}.branch3x3", 384, kernel: 3, stride: 2).Concat(
        x.Basic($"{module}.branch3x3dbl_1", 64, kernel: 1).Basic($"{module}.branch3x3dbl_2", 96, kernel: 3, pad: 1)
            .Basic($"{module}.branch3x3dbl_3", 96, kernel: 3, stride: 2),
        x.MaxPool(3, 2));

    /// <summary>On planes of 17 × 17, 7 × 7 kernels split into rows and columns; figure 6.</summary>
    private static Layer Middle(Layer x, string module, int narrow) => x.Basic($"{module}.branch1x1", 192, kernel: 1).Concat(
        Column(Row(x.Basic($"{module}.branch7x7_1", narrow, kernel: 1), $"{module}.branch7x7_2", narrow), $"{module}.branch7x7_3", 192),
        Row(Column(Row(Column(x.Basic($"{module}.branch7x7dbl_1", narrow, kernel: 1),
            $"{module}.branch7x7dbl_2", narrow), $"{module}.branch7x7dbl_3", narrow), $"{module}.branch7x7dbl_4", narrow), $"{module}.branch7x7dbl_5", 192),
        x.AveragePool(3, 1, pad: 1).Basic($"{module}.branch_pool", 192, kernel: 1));

    private static Layer MiddleToCoarse(Layer x, string module) =>
        x.Basic($"{module}.branch3x3_1", 192, kernel: 1).Basic($"{module}.branch3x3_2", 320, kernel: 3, stride: 2).Concat(
            Column(Row(x.Basic($"{module}.branch7x7x3_1", 192, kernel: 1), $"{module}.branch7x7x3_2", 192), $"{module}.branch7x7x3_3", 192)
                .Basic($"{module}.branch7x7x3_4", 192, kernel: 3, stride: 2),
            x.MaxPool(3, 2));

    /// <summary>On planes of 8 × 8, rows and columns side by side; figure 7.</summary>
    private static Layer Coarse(Layer x, string module) => x.Basic($"{module}.branch1x1", 320, kernel: 1).Concat(
        Cross(x.Basic($"{module}.branch3x3_1", 384, kernel: 1), $"{module}.branch3x3_2"),
        Cross(x.Basic($"{module}.branch3x3dbl_1", 448, kernel: 1).Basic($"{module}.branch3x3dbl_2", 384, kernel: 3, pad: 1), $"{module}.branch3x3dbl_3"),
        x.AveragePool(3, 1, pad: 1).Basic($"{module}.branch_pool", 192, kernel: 1));

    private static Layer Cross(Layer x, string module) =>
        x.Basic($"{module}a", 384, kernel: (1, 3), pad: (0, 1)).Concat(x.Basic($"{module}b", 384, kernel: (3, 1), pad: (1, 0)));

    private static Layer Row(Layer x, string module, int channels) => x.Basic(module, channels, kernel: (1, 7), pad: (0, 3));

    private static Layer Column(Layer x, string module, int channels) => x.Basic(module, channels, kernel: (7, 1), pad: (3, 0));
}
