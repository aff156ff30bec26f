namespace Hpa.Actors.Backbones;

/// <summary>Where a network's numbers come from.</summary>
public interface IWeights
{
    /// <summary>Gives out the values of one parameter or buffer, a piece at a time: the largest has 103 million.</summary>
    /// <param name="name">Its name in torchvision's state dictionary, e.g. <c>layer1.0.bn1.running_var</c>.</param>
    /// <param name="shape">Its shape there: [out × in/groups × k × k], [out × in] or [out].</param>
    /// <param name="gain">Where the values are drawn, not learned: variance of a weight times its fan-in, see <see cref="Gain"/>.</param>
    /// <param name="write">Takes the values, row-major, in consecutive pieces; as many in all as the shape says.</param>
    void Read(string name, int[] shape, double gain, Action<ReadOnlySpan<float>> write);
}
