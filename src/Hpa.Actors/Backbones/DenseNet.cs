namespace Hpa.Actors.Backbones;

/// <summary>Densely connected networks (Huang et al. 2016, arXiv:1608.06993) as in torchvision.</summary>
internal static class DenseNet
{
    /// <summary>Channels that each layer adds.</summary>
    private const int Growth = 32;

    public static Layer Depth201(Layer input) => Of(input, [6, 12, 48, 32]);

    private static Layer Of(Layer input, int[] depths)
    {
        var x = input.Conv("features.conv0", 64, kernel: 7, stride: 2, pad: 3).BatchNorm("features.norm0").Relu().MaxPool(3, 2, pad: 1);
        for (var block = 1; block <= depths.Length; block++)
        {
            for (var layer = 1; layer <= depths[block - 1]; layer++)
                x = x.Concat(Added(x, $"features.denseblock{block}.denselayer{layer}"));
            if (block < depths.Length) x = Transition(x, $"features.transition{block}");
        }

        return x.BatchNorm("features.norm5").Relu().GlobalAveragePool().Flatten().Gemm("classifier", 1000);
    }

    private static Layer Added(Layer x, string module) => x.BatchNorm($"{module}.norm1").Relu()
        .Conv($"{module}.conv1", 4 * Growth, kernel: 1).BatchNorm($"{module}.norm2").Relu()
        .Conv($"{module}.conv2", Growth, kernel: 3, pad: 1);

    private static Layer Transition(Layer x, string module) =>
        x.BatchNorm($"{module}.norm").Relu().Conv($"{module}.conv", x.Channels / 2, kernel: 1).AveragePool(2, 2);
}
