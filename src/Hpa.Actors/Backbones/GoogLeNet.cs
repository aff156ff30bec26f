namespace Hpa.Actors.Backbones;

/// <summary>
/// GoogLeNet (Szegedy et al. 2014, arXiv:1409.4842) as in torchvision: with batch normalisation, and with 3 × 3 kernels
/// where the paper has 5 × 5. The auxiliary heads serve training only and are left out.
/// </summary>
internal static class GoogLeNet
{
    public static Layer Version1(Layer input)
    {
        var x = input.AsTrained().Basic("conv1", 64, kernel: 7, stride: 2, pad: 3).MaxPool(3, 2, ceil: true);
        x = x.Basic("conv2", 64, kernel: 1).Basic("conv3", 192, kernel: 3, pad: 1).MaxPool(3, 2, ceil: true);
        x = Inception(x, "inception3a", 64, (96, 128), (16, 32), 32);
        x = Inception(x, "inception3b", 128, (128, 192), (32, 96), 64).MaxPool(3, 2, ceil: true);
        x = Inception(x, "inception4a", 192, (96, 208), (16, 48), 64);
        x = Inception(x, "inception4b", 160, (112, 224), (24, 64), 64);
        x = Inception(x, "inception4c", 128, (128, 256), (24, 64), 64);
        x = Inception(x, "inception4d", 112, (144, 288), (32, 64), 64);
        x = Inception(x, "inception4e", 256, (160, 320), (32, 128), 128).MaxPool(2, 2, ceil: true);
        x = Inception(x, "inception5a", 256, (160, 320), (32, 128), 128);
        x = Inception(x, "inception5b", 384, (192, 384), (48, 128), 128);
        return x.GlobalAveragePool().Flatten().Gemm("fc", 1000);
    }

    private static Layer Inception(Layer x, string module, int one, (int Narrow, int Wide) second, (int Narrow, int Wide) third, int pooled) =>
        x.Basic($"{module}.branch1", one, kernel: 1).Concat(
            x.Basic($"{module}.branch2.0", second.Narrow, kernel: 1).Basic($"{module}.branch2.1", second.Wide, kernel: 3, pad: 1),
            x.Basic($"{module}.branch3.0", third.Narrow, kernel: 1).Basic($"{module}.branch3.1", third.Wide, kernel: 3, pad: 1),
            x.MaxPool(3, 1, pad: 1).Basic($"{module}.branch4.1", pooled, kernel: 1));
}
