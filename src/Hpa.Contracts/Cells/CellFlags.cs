namespace Hpa.Contracts.Cells;

/// <summary>What is wrong with a nucleus; by default one flag is enough to leave its cell out.</summary>
[Flags]
public enum CellFlags
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Touches the border of the field, so that part of it is missing.</summary>
    Border = 1,

    /// <summary>Smaller than the smallest plausible nucleus.</summary>
    Small = 2,

    /// <summary>Larger than the largest plausible nucleus.</summary>
    Large = 4,

    /// <summary>Of a shape that a nucleus rarely has: several that were not told apart, or part of one.</summary>
    Irregular = 8,
}
