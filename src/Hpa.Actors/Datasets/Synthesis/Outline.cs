namespace Hpa.Actors.Datasets.Synthesis;

/// <summary>
/// A closed outline around a centre as a radius per angle: an ellipse times 1 + Σ a_k cos(kθ + φ_k), a_k ∝ roughness / k,
/// φ_k random: smooth and irregular.
/// </summary>
internal sealed class Outline
{
    /// <summary>Number of angles at which the radius is kept.</summary>
    public const int Steps = 512;

    private const int FirstWave = 2;
    private const int LastWave = 7;

    private readonly float[] _radii = new float[Steps];

    private Outline()
    {
    }

    /// <summary>Largest radius, pixels.</summary>
    public float Largest { get; private set; }

    /// <summary>Radius at the step nearest below an angle, pixels.</summary>
    public float this[int step] => _radii[step];

    /// <summary>Draws an outline.</summary>
    /// <param name="radius">Mean radius, pixels.</param>
    /// <param name="elongation">Long axis by short axis, at least 1; the area stays.</param>
    /// <param name="axis">Direction of the long axis, radians.</param>
    /// <param name="roughness">0 for a plain ellipse; 0.3 is craggy.</param>
    /// <param name="dice">Phases and amplitudes.</param>
    public static Outline Draw(double radius, double elongation, double axis, double roughness, Dice dice)
    {
        var outline = new Outline();
        Span<(float Amplitude, float Phase)> waves = stackalloc (float, float)[LastWave + 1];
        for (var k = FirstWave; k <= LastWave; k++) waves[k] = ((float)roughness / k * dice.Between(0.3, 1), dice.Angle());
        for (var step = 0; step < Steps; step++)
        {
            var angle = MathF.Tau * step / Steps;
            var (sine, cosine) = MathF.SinCos(angle - (float)axis);
            var rough = 1f;
            for (var k = FirstWave; k <= LastWave; k++) rough += waves[k].Amplitude * MathF.Cos(k * angle + waves[k].Phase);
            outline._radii[step] = rough * (float)(radius / Math.Sqrt(cosine * cosine / elongation + sine * sine * elongation));
        }

        outline.Largest = outline._radii.Max();
        return outline;
    }

    /// <summary>The step of a direction given in radians.</summary>
    public static int StepOf(double angle) => (int)Math.Floor(angle / Math.Tau * Steps) & (Steps - 1);

    /// <summary>The radius in a direction given in radians.</summary>
    public float Towards(double angle) => _radii[StepOf(angle)];

    /// <summary>Shrinks the outline around one direction by up to <paramref name="share"/>.</summary>
    public void Dent(double direction, double share)
    {
        for (var step = 0; step < Steps; step++)
        {
            var apart = Math.IEEERemainder(Math.Tau * step / Steps - direction, Math.Tau);
            _radii[step] *= (float)(1 - share * Math.Exp(-apart * apart / 0.6));
        }

        Largest = _radii.Max();
    }

    /// <summary>Cuts all radii to at most <paramref name="limit"/>.</summary>
    public void Limit(float limit)
    {
        for (var step = 0; step < Steps; step++) _radii[step] = Math.Min(_radii[step], limit);
        Largest = Math.Min(Largest, limit);
    }
}
