namespace Hpa.Contracts.Datasets;

/// <summary>The part of the split an image belongs to; written in lower case to split.csv.</summary>
public enum Part
{
    /// <summary>Statistics, kernels and classifiers are fitted here.</summary>
    Train,

    /// <summary>Subsets are compared here.</summary>
    Val,

    /// <summary>Only ever measured.</summary>
    Test,
}
