using System.Globalization;
using System.Text.Json;
using Hpa.Actors.Backbones;
using Hpa.Actors.Backbones.Weights;
using Hpa.Contracts;

namespace Hpa.Host.Commands.Models;

/// <summary><c>hpa models import</c>.</summary>
internal static class ModelImport
{
    /// <summary>Checks a file as the weights of an entry, then copies it to its place: nothing wrong ever gets there.</summary>
    /// <exception cref="SettingsException">No such entry; says how to write one for an ONNX file.</exception>
    /// <exception cref="InputException">The file is missing or wrong.</exception>
    public static int Run(NetworkCatalogue catalogue, string name, string file)
    {
        var from = Path.GetFullPath(file);
        if (!File.Exists(from)) throw new InputException($"{from}: does not exist");
        var spec = (catalogue.Find(name) ?? throw catalogue.Unknown(name, Suggestion(name, from))).Spec;
        if (spec.File.Length == 0) throw new SettingsException($"hpa.backbones.catalogue.{name} names no file, so it needs no weights; give it the key file first");
        var (store, fileName) = NetworkCatalogue.PlaceOf(spec);
        var found = WeightsStore.HashOf(from);
        var answer = NetworkCatalogue.Verify(spec with { File = from });
        store.Import(fileName, found, from);
        Console.WriteLine($"{name}: {spec.File}");
        Console.WriteLine($"SHA-256 {found}");
        Console.WriteLine($"fits its network and answers the test input with {ModelVerification.Words(answer)}");
        if (spec.Sha256.Length == 0)
            Console.WriteLine($"so that another file is refused from now on, add to your settings: hpa.backbones.catalogue.{name}.sha256 = {found}");
        return Outcome.Done;
    }

    /// <summary>The entry that an ONNX file could have; names in it are quoted, because anybody may have written them.</summary>
    private static string Suggestion(string name, string file)
    {
        if (!file.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase)) return "";
        var outline = OnnxOutline.Of(file);
        var size = outline.InputSize?.ToString(CultureInfo.InvariantCulture) ?? "224";
        var open = outline.InputSize is null ? " (the file takes any input size)" : "";
        var outputs = outline.Outputs.Select(o => JsonSerializer.Serialize(o)).ToArray();
        var output = outputs is [var first, ..] ? $", output = {first}" : "";
        return string.Create(CultureInfo.InvariantCulture,
            $"; to add this file write into your settings, with mean and std as it was trained: hpa.backbones.catalogue.{name} {{ file = {JsonSerializer.Serialize(Path.GetFileName(file))}, input = {size}, mean = [0.485, 0.456, 0.406], std = [0.229, 0.224, 0.225]{output}, trained = on }}{open}; outputs in the file: {string.Join(", ", outputs)}");
    }
}
