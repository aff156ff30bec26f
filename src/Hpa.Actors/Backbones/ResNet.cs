namespace Hpa.Actors.Backbones;

/// <summary>Residual networks of basic blocks (He et al. 2016, arXiv:1512.03385) as in torchvision.</summary>
internal static class ResNet
{
    public static Layer Depth18(Layer input) => Basic(input, [2, 2, 2, 2]);

    private static Layer Basic(Layer input, int[] depths)
    {
        var x = input.Conv("conv1", 64, kernel: 7, stride: 2, pad: 3).BatchNorm("bn1").Relu().MaxPool(3, 2, pad: 1);
        for (var stage = 0; stage < depths.Length; stage++)
            for (var i = 0; i < depths[stage]; i++)
                x = BasicBlock(x, $"layer{stage + 1}.{i}", 64 << stage, stride: stage > 0 && i == 0 ? 2 : 1);
        return x.GlobalAveragePool().Flatten().Gemm("fc", 1000);
    }

    private static Layer BasicBlock(Layer x, string module, int channels, int stride)
    {
        var straight = x.Conv($"{module}.conv1", channels, kernel: 3, stride, pad: 1).BatchNorm($"{module}.bn1").Relu()
            .Conv($"{module}.conv2", channels, kernel: 3, pad: 1, gain: Gain.ResidualBranch).BatchNorm($"{module}.bn2");
        var shortcut = stride == 1 && x.Channels == channels
            ? x
            : x.Conv($"{module}.downsample.0", channels, kernel: 1, stride, gain: Gain.Linear).BatchNorm($"{module}.downsample.1");
        return straight.Add(shortcut).Relu();
    }
}
