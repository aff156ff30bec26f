namespace Hpa.Contracts.Runs;

/// <summary>The stages of a run in flow order; each one's output is durable before the next begins.</summary>
public enum Stage
{
    /// <summary>Read the label table, find the channel files, split into parts.</summary>
    Index,

    /// <summary>Decode, run the networks, commit feature shards.</summary>
    Extract,

    /// <summary>Evolve block subsets.</summary>
    Select,

    /// <summary>Train and measure the final classifiers.</summary>
    Evaluate,

    /// <summary>Write tables, figures and pages.</summary>
    Report,
}
