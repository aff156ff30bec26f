using System.Globalization;
using Hpa.Actors.Backbones;
using Hpa.Contracts.Backbones;
using Hpa.Host.Commands;
using Spectre.Console;

namespace Hpa.Host.Benchmarks;

/// <summary>
/// <c>hpa bench backbones</c>: how long each network takes for one input on this machine, beside the machine's limit (a
/// large matrix product through the same runtime, in the same run) and the paper's time.
/// </summary>
internal static class BackboneBenchmark
{
    /// <summary>Of all twelve networks for one image and one combination, in MATLAB on the authors' machine.</summary>
    private const double PaperSeconds = 2.03;

    /// <summary>Measures and prints.</summary>
    /// <param name="settings">The networks, the device and so on.</param>
    /// <param name="facts">What the catalogue says about them, in the same order.</param>
    /// <param name="seconds">How long each network runs.</param>
    /// <param name="stop">The user's wish to stop.</param>
    public static void Run(BackboneSettings settings, IReadOnlyList<BackboneFacts> facts, double seconds, CancellationToken stop)
    {
        var scratch = Directory.CreateTempSubdirectory("hpa-bench-").FullName;
        var table = new Table().Border(TableBorder.Simple).AddColumns("Network", "Input")
            .AddColumns(new[] { "Parameters", "Multiply-adds", "Batch", "ms/input", "GFLOP/s", "of limit" }.Select(c => new TableColumn(c).RightAligned()).ToArray());
        var sum = 0.0;
        try
        {
            double limit = 0;
            foreach (var (spec, fact) in settings.Use.Zip(facts))
            {
                using var networks = Networks.Open(settings with { Use = [spec] }, 1, Path.Combine(scratch, "networks"), (_, _) => { });
                var session = networks.Sessions[0];
                if (limit == 0)
                {
                    limit = Limit(networks, scratch, seconds, stop);
                    Console.WriteLine(Text($"{networks.Device.Name}, {networks.Lanes} calls at once, {session.Spec.Name} first; matrix product of the same runtime: {limit:0} GFLOP/s"));
                }

                var milliseconds = Milliseconds(session, networks.Lanes, seconds, stop);
                sum += milliseconds;
                var flops = 2 * fact.MultiplyAdds / milliseconds / 1e6;
                table.AddRow(
                    spec.Name, $"{spec.InputSize} px", Text($"{fact.Parameters / 1e6:0.00} M"), Text($"{fact.MultiplyAdds / 1e9:0.00} G"), Text($"{session.Batch}"),
                    Text($"{milliseconds:0.0}"), fact.MultiplyAdds > 0 ? Text($"{flops:0}") : "", fact.MultiplyAdds > 0 ? Text($"{flops / limit:0.00}") : "");
            }

            TableOutput.Write(table);
            Console.WriteLine(Text($"All {settings.Use.Count}: {sum:0} ms for one image and one combination. The paper's twelve (MATLAB, the authors' machine): {PaperSeconds * 1000:0} ms."));
        }
        finally
        {
            Directory.Delete(scratch, recursive: true);
        }
    }

    private static double Milliseconds(BackboneSession session, int lanes, double seconds, CancellationToken stop)
    {
        var request = new RunInputs(Inputs(session, session.Batch), session.Batch);
        session.Run([request]);
        var (times, elapsed) = Lanes.Repeat(lanes, TimeSpan.FromSeconds(seconds), _ => session.Run([request]), stop);
        return elapsed * 1000 / ((double)times * session.Batch);
    }

    /// <summary>GFLOP/s of one fully connected layer on a large batch, on all lanes.</summary>
    private static double Limit(Networks networks, string scratch, double seconds, CancellationToken stop)
    {
        const int Size = 26;
        const int Outputs = 2048;
        const int Batch = 512;
        var graph = new GraphBuilder("product", Size, new SeededWeights(1, "product"));
        var path = Path.Combine(scratch, "product.onnx");
        File.WriteAllBytes(path, graph.ToOnnx(graph.Input.Flatten(Size).Gemm("product", Outputs)));
        using var session = BackboneSession.Load(new BackboneSpec("product", "", path, "", Size, [0, 0, 0], [1, 1, 1], "", true), 1, Batch, scratch);
        var milliseconds = Milliseconds(session, networks.Lanes, seconds, stop);
        return 2.0 * 3 * Size * Size * Outputs / milliseconds / 1e6;
    }

    private static float[] Inputs(BackboneSession session, int count)
    {
        var one = KnownAnswer.Input(session.Spec.InputSize);
        return [.. Enumerable.Repeat(one, count).SelectMany(x => x)];
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
