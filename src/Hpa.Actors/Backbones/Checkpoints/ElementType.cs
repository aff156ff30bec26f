namespace Hpa.Actors.Backbones.Checkpoints;

/// <summary>What the values of a stored tensor are.</summary>
public enum ElementType
{
    Float16,
    BFloat16,
    Float32,
    Float64,
    Int64,
    Int32,
    Int16,
    Int8,
    UInt8,
    Bool,
}

internal static class ElementTypes
{
    /// <summary>Bytes of one value.</summary>
    public static int Size(this ElementType type) => type switch
    {
        ElementType.Float64 or ElementType.Int64 => 8,
        ElementType.Float32 or ElementType.Int32 => 4,
        ElementType.Float16 or ElementType.BFloat16 or ElementType.Int16 => 2,
        _ => 1,
    };

    /// <summary>Whether the values are floating-point numbers.</summary>
    public static bool IsFloating(this ElementType type) => type <= ElementType.Float64;
}
