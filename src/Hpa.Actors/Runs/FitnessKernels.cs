using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Hpa.Actors.Classifiers;
using Hpa.Actors.Classifiers.Kernels;
using Hpa.Contracts;
using Hpa.Contracts.Classifiers;
using Hpa.Contracts.Datasets;
using Hpa.Contracts.Features;

namespace Hpa.Actors.Runs;

/// <summary>Computes the kernels of single blocks on the rows of a plan, in memory or in the run's folder.</summary>
internal sealed class FitnessKernels(FeatureManifest manifest, RunFeatures features, StudyRows rows, FitnessPlan plan, Workers workers)
{
    private readonly ImageId[] _train = [.. rows.Train.Select(image => image.Id)];
    private readonly ImageId[] _val = [.. plan.Layout.Val.Select(row => rows.Val[row].Id)];

    /// <summary>Fits every block and computes its kernel, or maps the one that an earlier start has left.</summary>
    /// <param name="folder">For mapped kernels; others in it are deleted.</param>
    /// <exception cref="InputException">Features are damaged, or a kernel cannot be written or read.</exception>
    public KernelStore Load(KernelFolder folder)
    {
        var mapped = plan.Rows.Place == KernelPlace.Mapped;
        if (mapped) folder.Keep(manifest.Blocks.Select(block => block.Name.ToString()));
        else folder.Remove();
        using var product = new KernelProduct();
        var kernels = new List<BlockKernel>();
        try
        {
            for (var b = 0; b < manifest.Blocks.Count; b++)
            {
                var (train, val) = features.Fit(b, _train, plan.Layout.Train, _val);
                kernels.Add(mapped
                    ? folder.Open(manifest.Blocks[b].Name.ToString(), Fingerprint(b), product, train, val, workers)
                    : BlockKernel.Compute(product, train, val, workers));
            }
        }
        catch
        {
            foreach (var kernel in kernels) kernel.Dispose();
            throw;
        }

        return new KernelStore(kernels);
    }

    /// <summary>SHA-256 of what the numbers of a kernel come from: networks, shards, images in order, and the statistics of their columns.</summary>
    private byte[] Fingerprint(int b)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (block, scaling) = (manifest.Blocks[b], features.Scaling(b));
        var text = new StringBuilder(KernelFile.Version).Append('\n').Append(block.Name).Append('\n').Append(manifest.Preprocessing).Append('\n');
        foreach (var backbone in manifest.Backbones.Where(backbone => backbone.Name == block.Name.Backbone)) text.Append(backbone.Sha256).Append('\n');
        foreach (var shard in manifest.ShardsOf(block.Name.Level)) text.Append(shard.Sha256).Append('\n');
        foreach (var row in plan.Layout.Train) text.Append(_train[row]).Append('\n');
        text.Append("validation\n");
        foreach (var id in _val) text.Append(id).Append('\n');
        hash.AppendData(Encoding.UTF8.GetBytes(text.ToString()));
        hash.AppendData(MemoryMarshal.AsBytes<double>([.. scaling.Means, .. scaling.InverseStds, scaling.Scale]));
        return hash.GetHashAndReset();
    }
}
