namespace Hpa.Actors.Backbones;

/// <summary>SqueezeNet 1.1 (Iandola et al. 2016, arXiv:1602.07360) as in torchvision, the ReLU behind the last convolution included.</summary>
internal static class SqueezeNet
{
    public static Layer Version11(Layer input)
    {
        var x = input.Conv("features.0", 64, kernel: 3, stride: 2, bias: true).Relu().MaxPool(3, 2, ceil: true);
        x = Fire(Fire(x, 3, 16, 64), 4, 16, 64).MaxPool(3, 2, ceil: true);
        x = Fire(Fire(x, 6, 32, 128), 7, 32, 128).MaxPool(3, 2, ceil: true);
        x = Fire(Fire(x, 9, 48, 192), 10, 48, 192);
        x = Fire(Fire(x, 11, 64, 256), 12, 64, 256);
        return x.Conv("classifier.1", 1000, kernel: 1, bias: true).Relu().GlobalAveragePool().Flatten();
    }

    private static Layer Fire(Layer x, int index, int squeezed, int expanded)
    {
        var narrow = x.Conv($"features.{index}.squeeze", squeezed, kernel: 1, bias: true).Relu();
        var one = narrow.Conv($"features.{index}.expand1x1", expanded, kernel: 1, bias: true).Relu();
        var three = narrow.Conv($"features.{index}.expand3x3", expanded, kernel: 3, pad: 1, bias: true).Relu();
        return one.Concat(three);
    }
}
