namespace Hpa.Contracts.Datasets;

/// <summary>The 28 location patterns of the Kaggle 2018 Human Protein Atlas table, in its numbering.</summary>
public static class LocationClasses
{
    /// <summary>Number of classes.</summary>
    public const int Count = 28;

    /// <summary>Names by class number.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "Nucleoplasm", "Nuclear membrane", "Nucleoli", "Nucleoli fibrillar center", "Nuclear speckles", "Nuclear bodies",
        "Endoplasmic reticulum", "Golgi apparatus", "Peroxisomes", "Endosomes", "Lysosomes", "Intermediate filaments",
        "Actin filaments", "Focal adhesion sites", "Microtubules", "Microtubule ends", "Cytokinetic bridge",
        "Mitotic spindle", "Microtubule organizing center", "Centrosome", "Lipid droplets", "Plasma membrane",
        "Cell junctions", "Mitochondria", "Aggresome", "Cytosol", "Cytoplasmic bodies", "Rods & rings",
    ];
}
