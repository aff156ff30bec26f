namespace Hpa.Actors.Backbones;

/// <summary>VGG networks (Simonyan and Zisserman 2014, arXiv:1409.1556) without batch normalisation, as in torchvision.</summary>
internal static class Vgg
{
    private static readonly int[] s_channels = [64, 128, 256, 512, 512];

    public static Layer Depth16(Layer input) => Of(input, [2, 2, 3, 3, 3]);

    public static Layer Depth19(Layer input) => Of(input, [2, 2, 4, 4, 4]);

    private static Layer Of(Layer x, int[] depths)
    {
        // In torchvision a convolution, its ReLU and a pooling each take a number.
        var index = 0;
        for (var stage = 0; stage < depths.Length; stage++)
        {
            for (var i = 0; i < depths[stage]; i++, index += 2)
                x = x.Conv($"features.{index}", s_channels[stage], kernel: 3, pad: 1, bias: true).Relu();
            x = x.MaxPool(2, 2);
            index++;
        }

        return x.Flatten(side: 7, input: 224)
            .Gemm("classifier.0", 4096, Gain.Relu).Relu()
            .Gemm("classifier.3", 4096, Gain.Relu).Relu()
            .Gemm("classifier.6", 1000);
    }
}
