using System.Text.RegularExpressions;

namespace Hpa.Actors.Backbones.Checkpoints;

/// <summary>The names that a network's own state dictionary has.</summary>
internal static partial class StateNames
{
    /// <summary>What <c>torch.nn.DataParallel</c> puts before each name.</summary>
    private const string Parallel = "module.";

    /// <summary>Takes off the prefix of parallel training and renews the names of old files.</summary>
    /// <exception cref="InvalidDataException">A name stands twice.</exception>
    public static IReadOnlyList<StoredTensor> Plain(IReadOnlyList<StoredTensor> tensors)
    {
        var prefix = tensors.All(tensor => tensor.Listed.Name.StartsWith(Parallel, StringComparison.Ordinal)) ? Parallel.Length : 0;
        var plain = tensors.Select(tensor => tensor with { Listed = tensor.Listed with { Name = OldDenseNet().Replace(tensor.Listed.Name[prefix..], "") } }).ToArray();
        return plain.CountBy(tensor => tensor.Listed.Name).FirstOrDefault(name => name.Value > 1) is { Key: { } twice }
            ? throw new InvalidDataException($"has the tensor {twice} twice; fetch it again")
            : plain;
    }

    /// <summary>torchvision's files for DenseNet still say <c>denselayer1.norm.1.weight</c> for <c>denselayer1.norm1.weight</c>.</summary>
    [GeneratedRegex(@"(?<=\.denselayer[0-9]+\.(norm|conv))\.(?=[12]\.)", RegexOptions.ExplicitCapture)]
    private static partial Regex OldDenseNet();
}
