namespace Hpa.Contracts.Features;

/// <summary>The levels of features; each has its own folder of shards.</summary>
public enum Level
{
    /// <summary>One row per field, from the whole field.</summary>
    Image,

    /// <summary>One row per field, pooled over the regions of its cells.</summary>
    Cell,

    /// <summary>One row per cell, on demand; nothing is trained on it.</summary>
    SingleCell,
}

/// <summary>What part of the field a block looks at.</summary>
public enum Region
{
    /// <summary>The whole field.</summary>
    Image,

    /// <summary>The inside of the nuclei.</summary>
    Nucleus,

    /// <summary>A ring around the nuclei's outlines.</summary>
    Membrane,
}
