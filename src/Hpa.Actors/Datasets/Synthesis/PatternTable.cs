namespace Hpa.Actors.Datasets.Synthesis;

/// <summary>Adds one location pattern of a cell to a layer.</summary>
internal delegate void Pattern(Cell cell, Layer paint, Dice dice);

/// <summary>Which painter draws which class.</summary>
internal static class PatternTable
{
    /// <summary>Painters by class number.</summary>
    public static IReadOnlyList<Pattern> ByClass { get; } =
    [
        NuclearPatterns.Nucleoplasm, NuclearPatterns.Membrane, NuclearPatterns.Nucleoli, NuclearPatterns.FibrillarCentres,
        NuclearPatterns.Speckles, NuclearPatterns.Bodies,
        CytoplasmicPatterns.EndoplasmicReticulum, CytoplasmicPatterns.Golgi,
        VesiclePatterns.Peroxisomes, VesiclePatterns.Endosomes, VesiclePatterns.Lysosomes,
        CytoskeletonPatterns.IntermediateFilaments, CytoskeletonPatterns.ActinFilaments, CytoskeletonPatterns.FocalAdhesions,
        CytoskeletonPatterns.Microtubules, CytoskeletonPatterns.MicrotubuleEnds,
        DivisionPatterns.CytokineticBridge, DivisionPatterns.MitoticSpindle,
        DivisionPatterns.OrganizingCentre, DivisionPatterns.Centrosome,
        VesiclePatterns.LipidDroplets,
        EdgePatterns.PlasmaMembrane, EdgePatterns.CellJunctions,
        CytoplasmicPatterns.Mitochondria, CytoplasmicPatterns.Aggresome, CytoplasmicPatterns.Cytosol,
        VesiclePatterns.CytoplasmicBodies, CytoplasmicPatterns.RodsAndRings,
    ];
}
