namespace Hpa.Actors.Backbones;

/// <summary>AlexNet in the one-tower form of Krizhevsky 2014 (arXiv:1404.5997) as in torchvision; 224 and 227 pixels both fit its classifier.</summary>
internal static class AlexNet
{
    public static Layer OneTower(Layer input)
    {
        var x = Block(input, 0, 64, kernel: 11, stride: 4, pad: 2).MaxPool(3, 2);
        x = Block(x, 3, 192, kernel: 5, pad: 2).MaxPool(3, 2);
        x = Block(x, 6, 384, kernel: 3, pad: 1);
        x = Block(x, 8, 256, kernel: 3, pad: 1);
        x = Block(x, 10, 256, kernel: 3, pad: 1).MaxPool(3, 2);
        return x.Flatten(side: 6, input: 224)
            .Gemm("classifier.1", 4096, Gain.Relu).Relu()
            .Gemm("classifier.4", 4096, Gain.Relu).Relu()
            .Gemm("classifier.6", 1000);
    }

    private static Layer Block(Layer x, int index, int channels, int kernel, int stride = 1, int pad = 0) =>
        x.Conv($"features.{index}", channels, kernel, stride, pad, bias: true).Relu();
}
