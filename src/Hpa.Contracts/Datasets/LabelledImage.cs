using Hpa.Contracts.Images;

namespace Hpa.Contracts.Datasets;

/// <summary>One row of the label table and the files that hold its four channels.</summary>
public sealed record LabelledImage(ImageId Id, LabelSet Labels, ChannelFiles Files);
