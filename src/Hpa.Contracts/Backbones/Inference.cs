namespace Hpa.Contracts.Backbones;

/// <summary>Asks a node's backbone for features. Stays on the node: tensors never cross nodes.</summary>
/// <param name="Inputs">[<paramref name="Count"/> × channels × S × S], normalised; not written to again.</param>
/// <param name="Count">Number of inputs.</param>
public sealed record RunInputs(float[] Inputs, int Count);

/// <summary>The answer to <see cref="RunInputs"/>.</summary>
/// <param name="Backbone">Catalogue name.</param>
/// <param name="Features">One vector per input, in their order.</param>
public sealed record InputsRun(string Backbone, IReadOnlyList<float[]> Features);

/// <summary>The other answer: the network could not run on these inputs.</summary>
/// <param name="Backbone">Catalogue name.</param>
/// <param name="Reason">One line.</param>
public sealed record InputsFailed(string Backbone, string Reason);
