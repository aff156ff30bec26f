namespace Hpa.Actors.Backbones;

/// <summary>
/// Variance of a drawn weight times its fan-in, by what follows the layer. Without training, batch normalisation is the
/// identity and does not repair a signal that grows or fades, so the weights themselves must keep its power.
/// </summary>
public static class Gain
{
    /// <summary>A ReLU follows, which halves the power (He et al. 2015).</summary>
    public const double Relu = 2;

    /// <summary>Nothing follows.</summary>
    public const double Linear = 1;

    /// <summary>The result is added to a shortcut of full power: small, so that the sum grows by a quarter at most and 50 blocks stay in range.</summary>
    public const double ResidualBranch = 0.25;
}
