using System.Security.Cryptography;
using Hpa.Contracts;
using Hpa.Contracts.Backbones;

namespace Hpa.Actors.Backbones;

/// <summary>The ONNX bytes of a network, before a session runs them.</summary>
/// <param name="Onnx">Content of an .onnx file, or null when the runtime is to read <paramref name="Path"/>.</param>
/// <param name="Path">The .onnx file.</param>
/// <param name="Sha256">SHA-256 of graph and weights, lower-case hex.</param>
/// <param name="Origin">The file, or the architecture it was built from; for messages.</param>
internal sealed record BackboneModel(byte[]? Onnx, string Path, string Sha256, string Origin)
{
    /// <summary>Reads the file of a spec or builds its architecture with seeded random weights.</summary>
    /// <exception cref="InputException">No such file, or another hash.</exception>
    /// <exception cref="SettingsException">No such architecture, or trained weights asked for where there are none.</exception>
    public static BackboneModel Of(BackboneSpec spec, ulong seed, string scratch)
    {
        var key = $"hpa.backbones.catalogue.{spec.Name}";
        return spec.File.Length == 0 ? Build(spec, key, seed, scratch) : Read(spec, key);
    }

    private static BackboneModel Build(BackboneSpec spec, string key, ulong seed, string scratch)
    {
        var architecture = Architectures.Find(spec.Architecture) ?? throw new SettingsException(
            $"{key}.architecture = {spec.Architecture} is none of: {string.Join(", ", Architectures.All.Select(a => a.Name))}");
        if (spec.Trained)
            throw new SettingsException($"{key}.trained: architecture {spec.Architecture} is built with random weights; set trained = off, or name a file with trained weights");
        var (path, sha256) = architecture.Write(scratch, spec.InputSize, new SeededWeights(seed, spec.Architecture));
        return new BackboneModel(null, path, sha256, $"architecture {spec.Architecture}");
    }

    private static BackboneModel Read(BackboneSpec spec, string key)
    {
        var onnx = Read(spec.File, key);
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(onnx));
        return spec.Sha256.Length == 0 || string.Equals(spec.Sha256, sha256, StringComparison.OrdinalIgnoreCase)
            ? new BackboneModel(onnx, spec.File, sha256, spec.File)
            : throw new InputException($"{spec.File}: SHA-256 is {sha256}, but {key}.sha256 says {spec.Sha256}: fetch the file again, or change the key if this file is meant");
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
