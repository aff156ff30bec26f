using System.Globalization;
using Hpa.Contracts;
using Hpa.Contracts.Datasets;

namespace Hpa.Actors.Datasets.Synthesis;

/// <summary>What data set to draw.</summary>
/// <param name="Images">Number of fields, 1 … 999,999.</param>
/// <param name="Size">Side of a field, 64 … 4096 pixels.</param>
/// <param name="Seed">Seed of everything drawn.</param>
/// <param name="MinimumPerClass">Each of the 28 classes occurs in at least this many fields; needs 28 fields for each.</param>
/// <param name="CellDiameter">Diameter of a usual cell, 40 … 1000 pixels; a nucleus has 0.45 of it.</param>
public sealed record SynthesisSettings(int Images, int Size, ulong Seed, int MinimumPerClass, double CellDiameter = 110)
{
    /// <summary>Refuses what cannot be drawn.</summary>
    /// <exception cref="SettingsException">Names the value and its range.</exception>
    public void Check()
    {
        Require("images", Images, 1, 999_999);
        Require("size", Size, 64, 4096);
        Require("cell diameter", CellDiameter, 40, 1000);
        Require("minimum per class", MinimumPerClass, 0, 35_000);
        var needed = MinimumPerClass * LocationClasses.Count;
        if (needed > Images)
            throw new SettingsException($"{Images} images cannot be sure to hold each of {LocationClasses.Count} classes {MinimumPerClass} times: take at least {needed} images or a smaller minimum");
    }

    private static void Require(string name, double value, double least, double most)
    {
        if (!(value >= least && value <= most))
            throw new SettingsException(string.Create(CultureInfo.InvariantCulture, $"{name} = {value} of a synthetic data set is not in {least} to {most}"));
    }
}
