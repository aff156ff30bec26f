using System.Security.Cryptography;
using Hpa.Contracts;
using Hpa.Contracts.Backbones;

namespace Hpa.Actors.Backbones;

/// <summary>The ONNX bytes of a network, before a session runs them.</summary>
/// <param name="Onnx">Content of an .onnx file.</param>
/// <param name="Sha256">Its SHA-256, lower-case hex.</param>
/// <param name="Origin">The file, or the architecture it was built from; for messages.</param>
internal sealed record BackboneModel(byte[] Onnx, string Sha256, string Origin)
{
    /// <summary>Reads the file of a spec or builds its architecture with seeded random weights.</summary>
    /// <exception cref="InputException">No such file, or another hash.</exception>
    /// <exception cref="SettingsException">No such architecture, or trained weights asked for where there are none.</exception>
    public static BackboneModel Of(BackboneSpec spec, ulong seed)
    {
        var key = $"hpa.backbones.catalogue.{spec.Name}";
        var built = spec.File.Length == 0;
        var origin = built ? $"architecture {spec.Architecture}" : spec.File;
        var onnx = built ? Build(spec, key, seed) : Read(spec.File, key);
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(onnx));
        return spec.Sha256.Length == 0 || string.Equals(spec.Sha256, sha256, StringComparison.OrdinalIgnoreCase)
            ? new BackboneModel(onnx, sha256, origin)
            : throw new InputException($"{origin}: SHA-256 is {sha256}, but {key}.sha256 says {spec.Sha256}: fetch the file again, or change the key if this file is meant");
    }

    private static byte[] Build(BackboneSpec spec, string key, ulong seed)
    {
        var architecture = Architectures.Find(spec.Architecture) ?? throw new SettingsException(
            $"{key}.architecture = {spec.Architecture} is none of: {string.Join(", ", Architectures.All.Select(a => a.Name))}");
        return spec.Trained
            ? throw new SettingsException($"{key}.trained: architecture {spec.Architecture} is built with random weights; set trained = off, or name a file with trained weights")
            : architecture.ToOnnx(spec.InputSize, new SeededWeights(seed, spec.Architecture));
    }

    private static byte[] Read(string file, string key)
    {
        try
        {
            return File.ReadAllBytes(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            var what = e is FileNotFoundException or DirectoryNotFoundException ? "does not exist" : $"cannot be read ({e.Message})";
            throw new InputException($"{file}: {what}; {key}.file must name an ONNX file", e);
        }
    }
}
