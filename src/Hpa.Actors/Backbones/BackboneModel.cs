using System.Security.Cryptography;
using Hpa.Actors.Backbones.Checkpoints;
using Hpa.Actors.Backbones.Weights;
using Hpa.Contracts;
using Hpa.Contracts.Backbones;
using Microsoft.ML.OnnxRuntime;

namespace Hpa.Actors.Backbones;

/// <summary>A network on the disk, checked, before a session runs it.</summary>
/// <param name="File">The .onnx file.</param>
/// <param name="Built">Whether the file was built here.</param>
/// <param name="Sha256">SHA-256 of graph and weights, lower-case hex.</param>
/// <param name="Bytes">Size of graph and weights.</param>
/// <param name="Widest">Numbers in the largest output of a layer for one input; of an ONNX file an estimate.</param>
/// <param name="Origin">The file, or the architecture it was built from; for messages.</param>
internal sealed record BackboneModel(string File, bool Built, string Sha256, long Bytes, long Widest, string Origin)
{
    /// <summary>Channels at full size: VGG has 64, ResNet as much as 16.</summary>
    private const long UsualChannels = 32;

    /// <summary>Finds the ONNX file of a spec, or builds its architecture with the checkpoint's weights or seeded random ones.</summary>
    /// <param name="spec">The network.</param>
    /// <param name="seed">Seed of random weights.</param>
    /// <param name="scratch">Where built networks are written; created.</param>
    /// <exception cref="InputException">No such file, another hash, or a checkpoint that does not fit.</exception>
    /// <exception cref="SettingsException">No such architecture, or an input size that it cannot take.</exception>
    public static BackboneModel Of(BackboneSpec spec, ulong seed, string scratch)
    {
        var key = spec.Settings;
        RequireFiles([spec]);
        var sha256 = spec.File.Length > 0 ? CheckedHash(spec) : "";
        if (spec.Architecture.Length == 0)
            return new BackboneModel(spec.File, Built: false, sha256, new FileInfo(spec.File).Length, UsualChannels * spec.InputSize * spec.InputSize, spec.File);
        var architecture = Architectures.Find(spec.Architecture) ?? throw new SettingsException(
            $"{key}.architecture = {spec.Architecture} is none of: {string.Join(", ", Architectures.All.Select(a => a.Name))}");
        if (spec.File.Length == 0) return Build(architecture, spec, new SeededWeights(seed, spec.Architecture), scratch);
        using var checkpoint = Checkpoint.Open(spec.File);
        var weights = new CheckpointWeights(checkpoint, architecture.Unused, architecture.Background);
        var model = Build(architecture, spec, weights, scratch);
        weights.RequireComplete();
        return model;
    }

    /// <summary>A session that runs the network.</summary>
    /// <exception cref="InputException">It is no ONNX model, or no longer the file that was checked.</exception>
    public InferenceSession Open(SessionOptions options)
    {
        try
        {
            if (Built) return new InferenceSession(File, options);
            var onnx = System.IO.File.ReadAllBytes(File);
            return Convert.ToHexStringLower(SHA256.HashData(onnx)) == Sha256
                ? new InferenceSession(onnx, options)
                : throw new InputException($"{File}: has changed while it was in use; put the old file back");
        }
        catch (OnnxRuntimeException e)
        {
            throw new InputException($"{Origin}: is not an ONNX model that this runtime can load ({OneLine.Of(e)})", e);
        }
        catch (IOException e)
        {
            throw new InputException($"{Origin}: cannot be read ({e.Message})", e);
        }
    }

    private static BackboneModel Build(Architecture architecture, BackboneSpec spec, IWeights weights, string scratch)
    {
        var origin = spec.File.Length > 0 ? spec.File : $"architecture {architecture.Name}";
        var folder = Path.Combine(scratch, spec.Name);
        try
        {
            Directory.CreateDirectory(folder);
            var (path, sha256, widest) = architecture.Write(folder, spec.InputSize, weights);
            return new BackboneModel(path, Built: true, sha256, new FileInfo(path).Length + new FileInfo(Architecture.ValuesOf(path)).Length, widest, origin);
        }
        catch (ArgumentException e)
        {
            throw new SettingsException($"{spec.Settings}.{spec.SizeKey} = {spec.InputSize}: {e.Message}");
        }
        catch (Exception e) when (StorageException.From(folder, e) is { } fault)
        {
            throw fault;
        }
    }

    /// <summary>Refuses networks whose files are not there, all at once.</summary>
    /// <exception cref="InputException">Names them and what to do.</exception>
    public static void RequireFiles(IReadOnlyList<BackboneSpec> specs)
    {
        var missing = specs.Where(s => s.File.Length > 0 && !System.IO.File.Exists(s.File) && !Directory.Exists(s.File)).ToArray();
        if (missing.Length == 0) return;
        var first = missing[0];
        var others = missing.Length > 1 ? $" (and those of {string.Join(", ", missing.Skip(1).Select(s => s.Name))})" : "";
        if (!first.InCatalogue) throw new InputException($"{first.File}{others}: does not exist; correct {first.Settings}.file");
        throw new InputException($"{first.File}{others}: does not exist; " + (first.Architecture.Length == 0
            ? $"set hpa.backbones.folder to where it is, correct {first.Settings}.file, or take it in with `hpa models import {first.Name} FILE`"
            : $"`hpa models pull` fetches weights, `hpa models import {first.Name} FILE` takes them from a file (with the same settings: --config, --set); hpa.backbones.weights = random, and another --out, runs without trained weights"));
    }

    /// <summary>The hash of a spec's file, as the spec expects it.</summary>
    private static string CheckedHash(BackboneSpec spec)
    {
        var (key, own) = (spec.Settings, spec.Architecture.Length == 0);
        var get = $"`hpa models pull {spec.Name}` fetches it, `hpa models import {spec.Name} FILE` takes it from a file (with the same settings: --config, --set)";
        var sha256 = WeightsHash.OfFile(spec.File);
        return WeightsHash.Matches(spec.Sha256, sha256)
            ? sha256
            : throw new InputException($"{spec.File}: SHA-256 is {sha256}, but {key}.sha256 says {spec.Sha256}: {(own ? "fetch the file again" : get)}, or change the key if this file is meant");
    }
}
