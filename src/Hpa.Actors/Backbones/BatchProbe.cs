using System.Diagnostics;
using Hpa.Contracts.Backbones;

namespace Hpa.Actors.Backbones;

/// <summary>
/// Finds how many inputs a session should compute per call: the fastest of a few numbers among those that give the same
/// bits as the reference, so that its outcome, which depends on the machine and the moment, changes no result.
/// </summary>
public static class BatchProbe
{
    /// <summary>The number whose bits count: one image's combinations.</summary>
    public const int Reference = 6;

    /// <summary>A larger batch takes more memory, so it must be faster by more than chance.</summary>
    private const double WorthIt = 0.97;

    /// <summary>With large networks, where the batch matters least, only the first few are tried.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    private static readonly int[] s_cpu = [1, 2, 3, Reference];
    private static readonly int[] s_cuda = [Reference, 12, 24, 48, 96];

    /// <summary>Tries the numbers and leaves the session with the best.</summary>
    /// <param name="session">Nobody else runs it meanwhile.</param>
    /// <param name="cuda">Whether it runs on a GPU, which is fed with more at once.</param>
    public static int Run(BackboneSession session, bool cuda)
    {
        if (!session.HasFreeBatch) return session.Batch;
        session.UseBatch(Reference);
        var inputs = new RunInputs(Inputs(session.Spec), Reference);
        var expected = session.Run([inputs]);
        var started = Stopwatch.GetTimestamp();
        var tried = (cuda ? s_cuda : s_cpu).TakeWhile(_ => Stopwatch.GetElapsedTime(started) < s_patience)
            .Select(batch => (Batch: batch, Seconds: Seconds(session, batch, inputs, expected))).ToList();
        // Were all that were tried of other bits, the reference remains.
        tried.Add((Reference, double.MaxValue));
        var best = Choose(tried);
        session.UseBatch(best);
        return best;
    }

    /// <summary>The smallest batch whose time per input no larger one beats clearly.</summary>
    /// <param name="tried">Batches in rising order with seconds per input, infinite for those with other bits.</param>
    internal static int Choose(IReadOnlyList<(int Batch, double Seconds)> tried)
    {
        var best = tried.First(t => double.IsFinite(t.Seconds));
        foreach (var next in tried)
            if (next.Seconds < best.Seconds * WorthIt) best = next;
        return best.Batch;
    }

    private static double Seconds(BackboneSession session, int batch, RunInputs inputs, IReadOnlyList<float[]> expected)
    {
        session.UseBatch(batch);
        RunInputs[] requests = [.. Enumerable.Repeat(inputs, Math.Max(1, batch / Reference))];
        // The first call of a shape makes the plan of its memory.
        var vectors = session.Run(requests);
        for (var i = 0; i < vectors.Count; i++)
            if (!vectors[i].AsSpan().SequenceEqual(expected[i % Reference])) return double.PositiveInfinity;
        var started = Stopwatch.GetTimestamp();
        session.Run(requests);
        return Stopwatch.GetElapsedTime(started).TotalSeconds / vectors.Count;
    }

    private static float[] Inputs(BackboneSpec spec)
    {
        var one = KnownAnswer.Input(spec);
        var inputs = new float[Reference * one.Length];
        for (var i = 0; i < inputs.Length; i++) inputs[i] = one[i % one.Length] * (1 + i / one.Length);
        return inputs;
    }
}
