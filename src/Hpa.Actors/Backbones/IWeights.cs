namespace Hpa.Actors.Backbones;

/// <summary>Where a network's numbers come from.</summary>
public interface IWeights
{
    /// <summary>The values of one parameter or buffer.</summary>
    /// <param name="name">Its name in torchvision's state dictionary, e.g. <c>layer1.0.bn1.running_var</c>.</param>
    /// <param name="shape">Its shape there: [out × in/groups × k × k], [out × in] or [out].</param>
    /// <param name="gain">Where the values are drawn, not learned: variance of a weight times its fan-in, see <see cref="Gain"/>.</param>
    /// <returns>Row-major, as many values as the shape says.</returns>
    ReadOnlyMemory<float> Get(string name, int[] shape, double gain);
}
