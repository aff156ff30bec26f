namespace Hpa.Actors.Backbones;

/// <summary>MobileNet-v2 (Sandler et al. 2018, arXiv:1801.04381) as in torchvision.</summary>
internal static class MobileNet
{
    /// <summary>Table 2 of the paper: expansion, channels, repetitions, stride of the first.</summary>
    private static readonly (int Expansion, int Channels, int Repeats, int Stride)[] s_stages =
        [(1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1), (6, 160, 3, 2), (6, 320, 1, 1)];

    public static Layer Version2(Layer input)
    {
        var index = 0;
        var x = Block(input, $"features.{index++}", 32, kernel: 3, stride: 2);
        foreach (var (expansion, channels, repeats, stride) in s_stages)
            for (var i = 0; i < repeats; i++)
                x = Bottleneck(x, $"features.{index++}.conv", expansion, channels, i == 0 ? stride : 1);
        return Block(x, $"features.{index}", 1280, kernel: 1).GlobalAveragePool().Flatten().Gemm("classifier.1", 1000);
    }

    /// <summary>Widen, filter each channel, narrow without activation; added to its input where the shapes agree.</summary>
    private static Layer Bottleneck(Layer input, string module, int expansion, int channels, int stride)
    {
        var (x, index) = (input, 0);
        var hidden = input.Channels * expansion;
        if (expansion != 1) x = Block(x, $"{module}.{index++}", hidden, kernel: 1);
        x = Block(x, $"{module}.{index++}", hidden, kernel: 3, stride, groups: hidden);
        var adds = stride == 1 && input.Channels == channels;
        var gain = adds ? Gain.ResidualBranch : Gain.Linear;
        x = x.Conv($"{module}.{index}", channels, kernel: 1, gain: gain).BatchNorm($"{module}.{index + 1}");
        return adds ? input.Add(x) : x;
    }

    private static Layer Block(Layer x, string module, int channels, int kernel, int stride = 1, int groups = 1) =>
        x.Conv($"{module}.0", channels, kernel, stride, pad: kernel / 2, groups).BatchNorm($"{module}.1").Relu6();
}
