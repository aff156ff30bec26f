using Hpa.Contracts.Server;

namespace Hpa.Host.Server.Api;

/// <summary><c>/api/v1/images</c> and <c>/api/v1/models</c>: what a run or a prediction can be asked for.</summary>
internal static class InventoryEndpoints
{
    /// <summary>Adds the endpoints.</summary>
    public static void MapInventory(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/images", (DataFolder data) => data.ImageSets().Select(set => new ImageSetView(set.Name, set.Labelled)).ToArray())
            .WithTags("Inventory").WithSummary("Data sets below images/");
        routes.MapGet("/models", async (RunQueue queue, DataFolder data) => new ModelsView(
                [.. (await queue.ListAsync()).Where(run => Directory.Exists(data.Run(run.Id).Model)).Select(run => new TrainedModelView(run.Id, run.Name, run.Phase))], data.Weights()))
            .WithTags("Inventory").WithSummary("Trained models that can predict, and weights of networks that runs can use");
    }
}

/// <summary>A data set.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Labelled">Fields with labels, or null when it has no train.csv: then it is for predictions.</param>
internal sealed record ImageSetView(string Name, int? Labelled);

/// <summary>What is there to predict and to run with.</summary>
internal sealed record ModelsView(IReadOnlyList<TrainedModelView> Trained, IReadOnlyList<WeightsFile> Weights);

/// <summary>A run with a trained model.</summary>
internal sealed record TrainedModelView(string Run, string Name, RunPhase Phase);
