using System.Globalization;
using Hpa.Actors.Backbones;
using Hpa.Actors.Backbones.Weights;
using Hpa.Contracts;
using Hpa.Contracts.Backbones;
using Hpa.Host.Progress;
using Spectre.Console;

namespace Hpa.Host.Commands.Models;

/// <summary><c>hpa models verify</c>.</summary>
internal static class ModelVerification
{
    private const int ToldDigits = 12;
    private const int ToldNumbers = 3;

    /// <summary>Checks weights one file after the other, whatever comes out, and prints a table.</summary>
    /// <exception cref="SettingsException">A name is unknown.</exception>
    public static async Task<int> RunAsync(NetworkCatalogue catalogue, IReadOnlyList<string> names, CancellationToken stop)
    {
        var named = names.Count > 0;
        BackboneSpec[] specs = [.. (named ? catalogue.Named(names) : catalogue.Entries).Select(e => e.Spec).Where(spec => named || IsThere(spec))];
        if (specs.Length == 0)
        {
            Console.WriteLine($"no weights are here yet, `hpa models pull` fetches them; folder of weights: {catalogue.Folder}");
            return Outcome.Done;
        }

        var findings = new List<Finding>();
        await using (var display = ProgressDisplay.ForThisTerminal())
        {
            foreach (var spec in specs)
            {
                display.Show("verify", findings.Count, specs.Length, "networks", spec.Name);
                stop.ThrowIfCancellationRequested();
                findings.Add(await Task.Run(() => Check(spec, named), stop));
            }

            display.Show("verify", findings.Count, specs.Length, "networks", "");
        }

        var table = TableOutput.New("name", "sha256", "result", "answer");
        foreach (var finding in findings) table.AddRow(finding.Name, finding.Sha256, finding.Result, finding.Answer);
        TableOutput.Write(table);
        foreach (var fault in findings.Select(f => f.Fault).OfType<string>()) Outcome.Complain(fault);
        return findings.All(f => f.Fault is null) ? Outcome.Done : Outcome.Failed;
    }

    /// <summary>The first numbers of an answer.</summary>
    public static string Words(KnownAnswer answer) =>
        string.Join(' ', answer.First.Take(ToldNumbers).Select(x => x.ToString("0.0000", CultureInfo.InvariantCulture)));

    private static bool IsThere(BackboneSpec spec) => spec.File.Length > 0 && NetworkCatalogue.StateOf(spec) != WeightsState.Missing;

    private static Finding Check(BackboneSpec spec, bool named)
    {
        if (spec.File.Length == 0) return new Finding(spec.Name, "", "no weights needed", "", null);
        var sha256 = "";
        try
        {
            var state = NetworkCatalogue.StateOf(spec);
            if (state != WeightsState.Here)
            {
                var word = state == WeightsState.Missing ? "missing" : "incomplete";
                // What nobody asked for is only listed.
                return new Finding(spec.Name, "", word, "", named ? $"{spec.File}: the weights of {spec.Name} are {word}; `hpa models pull {spec.Name}` fetches them, `hpa models import {spec.Name} FILE` takes them from a file" : null);
            }

            sha256 = WeightsStore.HashOf(spec.File)[..ToldDigits];
            return new Finding(spec.Name, sha256, "right", Words(NetworkCatalogue.Verify(spec)), null);
        }
        catch (InputException e)
        {
            return new Finding(spec.Name, sha256, "wrong", "", e.Message);
        }
    }

    private sealed record Finding(string Name, string Sha256, string Result, string Answer, string? Fault);
}
