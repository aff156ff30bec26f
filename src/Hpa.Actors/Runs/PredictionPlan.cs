using Hpa.Actors.Classifiers;
using Hpa.Actors.Datasets;
using Hpa.Contracts;
using Hpa.Contracts.Images;

namespace Hpa.Actors.Runs;

/// <summary>New fields, a trained model, and where the prediction goes.</summary>
/// <param name="Extraction">Only the networks and combinations that the model needs.</param>
/// <param name="Model">The trained model.</param>
/// <param name="Fields">The fields, in the order of their ids.</param>
/// <param name="Output">Kaggle's submission file; scores go beside it.</param>
public sealed record PredictionPlan(ExtractionPlan Extraction, SavedModel Model, IReadOnlyList<ChannelFiles> Fields, string Output)
{
    /// <summary>Plans the prediction of a folder of channel files with a run's model.</summary>
    /// <param name="run">A run that has been evaluated.</param>
    /// <param name="images">Folder with <c>Id_red.png</c> and so on.</param>
    /// <param name="output">The CSV file to write.</param>
    /// <exception cref="InputException">No model, no images, or a model of other preprocessing than this program's.</exception>
    public static PredictionPlan Of(RunFolder run, string images, string output)
    {
        var model = SavedModel.Load(run.Model);
        var settings = SettingsFile.Read(run.Settings).Check();
        var networks = model.Origin.Backbones.Select(b => b.Name).ToHashSet();
        var combinations = model.Scalings.Select(s => s.Block.Name.Combination).ToHashSet();
        var extraction = new ExtractionPlan(
            "predict", output + ".features", settings.Seed,
            settings.Images with { Combinations = [.. settings.Images.Combinations.Where(combinations.Contains)] },
            settings.Backbones with { Use = [.. settings.Backbones.Use.Where(b => networks.Contains(b.Name))] });
        if (RunManifest.Preprocessing(extraction) is var preprocessing && preprocessing != model.Origin.Preprocessing)
            throw new InputException($"{run.Model} was trained on features of other preprocessing ({model.Origin.Preprocessing}) than this program makes ({preprocessing}): run the same program version, or run again");
        return new PredictionPlan(extraction, model, KaggleLayout.FindFields(images), Path.GetFullPath(output));
    }
}
