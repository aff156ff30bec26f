namespace Hpa.Actors.Backbones;

/// <summary>Residual networks (He et al. 2015, arXiv:1512.03385) as in torchvision.</summary>
internal static class ResNet
{
    public static Layer Depth18(Layer input) => Of(input, [2, 2, 2, 2], Basic);

    public static Layer Depth50(Layer input) => Of(input, [3, 4, 6, 3], Bottleneck);

    public static Layer Depth101(Layer input) => Of(input, [3, 4, 23, 3], Bottleneck);

    private static Layer Of(Layer input, int[] depths, Func<Layer, string, int, int, Layer> block)
    {
        var x = input.Conv("conv1", 64, kernel: 7, stride: 2, pad: 3).BatchNorm("bn1").Relu().MaxPool(3, 2, pad: 1);
        for (var stage = 0; stage < depths.Length; stage++)
            for (var i = 0; i < depths[stage]; i++)
                x = block(x, $"layer{stage + 1}.{i}", 64 << stage, stage > 0 && i == 0 ? 2 : 1);
        return x.GlobalAveragePool().Flatten().Gemm("fc", 1000);
    }

    private static Layer Basic(Layer x, string module, int channels, int stride)
    {
        var straight = x.Conv($"{module}.conv1", channels, kernel: 3, stride, pad: 1).BatchNorm($"{module}.bn1").Relu()
            .Conv($"{module}.conv2", channels, kernel: 3, pad: 1, gain: Gain.ResidualBranch).BatchNorm($"{module}.bn2");
        return straight.Add(Shortcut(x, module, channels, stride)).Relu();
    }

    /// <summary>Narrow, filter, widen; torchvision steps in the middle convolution, where the paper does in the first.</summary>
    private static Layer Bottleneck(Layer x, string module, int channels, int stride)
    {
        var straight = x.Conv($"{module}.conv1", channels, kernel: 1).BatchNorm($"{module}.bn1").Relu()
            .Conv($"{module}.conv2", channels, kernel: 3, stride, pad: 1).BatchNorm($"{module}.bn2").Relu()
            .Conv($"{module}.conv3", 4 * channels, kernel: 1, gain: Gain.ResidualBranch).BatchNorm($"{module}.bn3");
        return straight.Add(Shortcut(x, module, 4 * channels, stride)).Relu();
    }

    private static Layer Shortcut(Layer x, string module, int channels, int stride) => stride == 1 && x.Channels == channels
        ? x
        : x.Conv($"{module}.downsample.0", channels, kernel: 1, stride, gain: Gain.Linear).BatchNorm($"{module}.downsample.1");
}
