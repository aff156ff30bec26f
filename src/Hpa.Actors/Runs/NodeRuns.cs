using System.Collections.Concurrent;
using Hpa.Actors.Images;
using Hpa.Actors.Selection;

namespace Hpa.Actors.Runs;

/// <summary>The runs that are open on this node, by name; sharded entities find their run's pipeline and settings here.</summary>
public sealed class NodeRuns
{
    private readonly ConcurrentDictionary<string, ImagePipeline> _pipelines = new();
    private readonly ConcurrentDictionary<string, IslandPlan> _islands = new();

    /// <summary>A run extracts on this node from now on.</summary>
    public void Open(string run, ImagePipeline pipeline) => _pipelines[run] = pipeline;

    /// <summary>A run selects on this node from now on.</summary>
    public void Open(string run, IslandPlan plan) => _islands[run] = plan;

    /// <summary>A run no longer extracts on this node.</summary>
    public void CloseExtraction(string run) => _pipelines.TryRemove(run, out _);

    /// <summary>The pipeline of a run, or null when it does not extract on this node.</summary>
    public ImagePipeline? Pipeline(string run) => _pipelines.GetValueOrDefault(run);

    /// <summary>What an island needs to know, or null when its run is not open on this node.</summary>
    public IslandPlan? Island(string run) => _islands.GetValueOrDefault(run);
}
