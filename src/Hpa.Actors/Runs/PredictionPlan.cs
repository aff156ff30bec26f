using Hpa.Actors.Classifiers.Saved;
using Hpa.Actors.Datasets;
using Hpa.Contracts;
using Hpa.Contracts.Features;
using Hpa.Contracts.Images;

namespace Hpa.Actors.Runs;

/// <summary>New fields, a trained model, and where the prediction goes.</summary>
/// <param name="Extraction">Only the networks and combinations that the model needs.</param>
/// <param name="Model">The trained model.</param>
/// <param name="Fields">The fields, in the order of their ids.</param>
/// <param name="Output">Kaggle's submission file; scores go beside it.</param>
/// <param name="Workers">Threads of the classifier.</param>
public sealed record PredictionPlan(ExtractionPlan Extraction, SavedModel Model, IReadOnlyList<ChannelFiles> Fields, string Output, int Workers)
{
    /// <summary>Plans the prediction of a folder of channel files with a run's model.</summary>
    /// <param name="run">A run that has been evaluated.</param>
    /// <param name="images">Folder with <c>Id_red.png</c> and so on.</param>
    /// <param name="output">The CSV file to write.</param>
    /// <exception cref="InputException">No model, or no images.</exception>
    public static PredictionPlan Of(RunFolder run, string images, string output)
    {
        var model = SavedModel.Load(run.Model);
        var settings = SettingsFile.Read(run.Settings).Check();
        var networks = model.Origin.Backbones.Select(b => b.Name).ToHashSet();
        var combinations = model.Scalings.Select(s => s.Block.Name.Combination).ToHashSet();
        var regions = model.Scalings.Select(s => s.Block.Name.Region).ToHashSet();
        var extraction = new ExtractionPlan(
            "predict", output + ".features", settings.Seed,
            settings.Images with { Combinations = [.. settings.Images.Combinations.Where(combinations.Contains)] },
            settings.Backbones with { Use = [.. settings.Backbones.Use.Where(b => networks.Contains(b.Name))] },
            settings.Cells with { Regions = [.. settings.Cells.Regions.Where(regions.Contains)], KeepAll = false },
            regions.Contains(Region.Image));
        return new PredictionPlan(extraction, model, KaggleLayout.FindFields(images), Path.GetFullPath(output), settings.Classifiers.Workers);
    }

    /// <summary>Refuses a model that learned from features made in another way.</summary>
    /// <param name="manifest">How the features of the new fields would be made.</param>
    /// <exception cref="InputException">It did.</exception>
    public void CheckPreprocessing(FeatureManifest manifest)
    {
        var preprocessing = RunManifest.Preprocessing(manifest, Model.Scalings.Select(s => s.Block.Name));
        if (preprocessing != Model.Origin.Preprocessing)
            throw new InputException($"the model was trained on features of other preprocessing ({Model.Origin.Preprocessing}) than this program makes ({preprocessing}): run the same program version, or run again");
    }
}
