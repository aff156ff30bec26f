namespace Hpa.Actors.Backbones.Checkpoints;

/// <summary>A tensor that a checkpoint holds.</summary>
/// <param name="Name">Its name in the state dictionary, e.g. <c>layer1.0.bn1.running_var</c>.</param>
/// <param name="Shape">Its sides, outermost first; empty for a single value.</param>
/// <param name="Type">What its values are in the file.</param>
public sealed record CheckpointTensor(string Name, IReadOnlyList<long> Shape, ElementType Type);
