namespace Hpa.Contracts.Images;

/// <summary>The four stains of a field.</summary>
public enum Channel
{
    /// <summary>Microtubules.</summary>
    Red,

    /// <summary>The protein of interest.</summary>
    Green,

    /// <summary>Nucleus.</summary>
    Blue,

    /// <summary>Endoplasmic reticulum.</summary>
    Yellow,
}
