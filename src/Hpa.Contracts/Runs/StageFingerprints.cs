namespace Hpa.Contracts.Runs;

/// <summary>
/// What the output of each stage depends on: SHA-256, lower-case hex, of the keys that change it and of those of all stages before
/// it. A stage that was done under another fingerprint is done again.
/// </summary>
/// <param name="Extract">Of images, networks and cells: fixed for the life of a run's folder.</param>
/// <param name="Select">Of these and what the choice of blocks depends on.</param>
/// <param name="Evaluate">Of all keys that change a result.</param>
public sealed record StageFingerprints(string Extract, string Select, string Evaluate)
{
    /// <summary>The fingerprint of a stage; the report changes with the evaluation alone.</summary>
    public string Of(Stage stage) => stage switch
    {
        Stage.Index or Stage.Extract => Extract,
        Stage.Select => Select,
        _ => Evaluate,
    };
}
