using Hpa.Contracts;
using Hpa.Contracts.Backbones;
using Microsoft.ML.OnnxRuntime;

namespace Hpa.Actors.Backbones;

/// <summary>
/// What a network answers to a fixed input: x[i] = sin(0.01 i) over the channels × S × S numbers. The reference is computed by the
/// runtime on the processor node by node, without any of the rewriting that makes it fast; every session must agree.
/// </summary>
/// <param name="Largest">Largest absolute value of the vector.</param>
/// <param name="First">Its first numbers, at most 16.</param>
public sealed record KnownAnswer(float Largest, IReadOnlyList<float> First)
{
    /// <summary>Two ways of computing may differ by this share of the largest value.</summary>
    private const float Tolerance = 1e-3f;

    private const int Told = 16;

    /// <summary>The fixed input, [channels × S × S].</summary>
    public static float[] Input(BackboneSpec spec) => Input(spec.InputSize, spec.Channels);

    /// <summary>The same for a network that is known by its sides only.</summary>
    public static float[] Input(int size, int channels = 3)
    {
        var input = new float[channels * size * size];
        for (var i = 0; i < input.Length; i++) input[i] = MathF.Sin(0.01f * i);
        return input;
    }

    /// <summary>The answer that a vector is.</summary>
    public static KnownAnswer Of(ReadOnlySpan<float> vector)
    {
        var largest = 0f;
        foreach (var x in vector) largest = Math.Max(largest, Math.Abs(x));
        return new KnownAnswer(largest, vector[..Math.Min(Told, vector.Length)].ToArray());
    }

    /// <summary>The reference answer of a network.</summary>
    /// <exception cref="InputException">It does not run.</exception>
    internal static KnownAnswer Compute(BackboneModel model, BackboneSpec spec)
    {
        using var options = SessionRuntime.Plain();
        using var session = model.Open(options);
        var ports = ModelPorts.Of(session, spec, model.Origin, 1);
        using var buffers = new SessionBuffers(ports);
        using var run = new RunOptions();
        buffers.Run(session, run, new ReadOnlyMemory<float>[] { Input(spec) });
        return Of(buffers.Vector(0));
    }

    /// <summary>Runs a full batch of the fixed input and compares every position of the batch.</summary>
    /// <exception cref="InputException">The session computes something else, or something that depends on the place in the batch.</exception>
    public void Check(BackboneSession session)
    {
        var input = Input(session.Spec);
        var vectors = session.Run([.. Enumerable.Repeat(new RunInputs(input, 1), session.Batch)]);
        if (vectors.Any(v => !v.AsSpan().SequenceEqual(vectors[0])))
            throw new InputException($"{session.Name}: gives the same input another vector at another place of a batch: this device or this build of ONNX Runtime cannot be trusted with it");
        var answer = Of(vectors[0]);
        if (answer.Largest == 0) throw new InputException($"{session.Name}: answers a test input with nothing but zeros: its weights are damaged");
        for (var i = 0; i < First.Count; i++)
            if (!(Math.Abs(answer.First[i] - First[i]) <= Tolerance * Math.Max(Largest, 1e-6f)))
                throw new InputException(FormattableString.Invariant(
                    $"{session.Name}: answers a test input with {answer.First[i]:g6} where {First[i]:g6} is right (number {i}): this device or this build of ONNX Runtime computes it wrongly"));
    }
}
