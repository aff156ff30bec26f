using Hpa.Contracts.Datasets;

namespace Hpa.Contracts.Runs;

/// <summary>One image that was set aside, as written to quarantine.csv.</summary>
/// <param name="Id">The image.</param>
/// <param name="Stage">Where it failed, in lower case: <c>decode</c>, <c>infer</c>, ….</param>
/// <param name="Path">The file at fault, or empty.</param>
/// <param name="Reason">One line for a person: what is wrong with the file.</param>
/// <param name="Attempts">How often it was tried.</param>
public sealed record QuarantineEntry(ImageId Id, string Stage, string Path, string Reason, int Attempts);
