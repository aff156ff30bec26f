using Akka.Actor;
using Hpa.Actors.Features;
using Hpa.Actors.Runs;
using Hpa.Actors.Tests.Cells.Cellpose;
using Hpa.Contracts.Cells;
using Hpa.Contracts.Features;
using Hpa.Contracts.Runs;

namespace Hpa.Actors.Tests.Runs;

public sealed class CellLevelTests(TinyRun tiny) : IClassFixture<TinyRun>
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Rows_of_single_cells_pool_to_the_row_of_their_field()
    {
        var (folder, manifest) = await ExtractAsync("single", "hpa.cells.keep=all", "hpa.cells.pool=[mean, std, max]", "hpa.cells.leave-out=[small]", "hpa.cells.max-per-image=3");

        Assert.Empty(FeatureVerification.Verify(folder.Features, manifest));
        Assert.Equal([12, 4], new[] { Level.Cell, Level.SingleCell }.Select(level => manifest.BlocksOf(level)[0].Dimensions));
        var store = new FeatureStore(folder.Features, manifest);
        var (seen, left) = (0, 0);
        foreach (var shard in manifest.ShardsOf(Level.SingleCell))
        {
            using var reader = ShardReader.Open(Path.Combine(folder.Features, "single-cell", shard.File));
            var cells = reader.ReadCells();
            foreach (var (block, pooled) in manifest.BlocksOf(Level.SingleCell).Zip(manifest.BlocksOf(Level.Cell)))
            {
                var vectors = reader.Read(block).Chunk(block.Dimensions).ToArray();
                foreach (var field in Enumerable.Range(0, cells.Count).GroupBy(i => reader.Ids[i]))
                {
                    var used = field.Where(i => cells[i].Used).Select(i => vectors[i]).ToArray();
                    Assert.All(field.Where(i => !cells[i].Used), i => Assert.True(float.IsNaN(vectors[i][0])));
                    var row = store.Read(pooled.Name, [field.Key]);
                    (seen, left) = (seen + used.Length, left + field.Count() - used.Length);
                    if (used.Length == 0) continue;
                    for (var c = 0; c < 4; c++)
                    {
                        var values = used.Select(v => (double)v[c]).ToArray();
                        Assert.Equal(values.Average(), row[c], 1e-5);
                        Assert.Equal(Math.Sqrt(values.Average(x => Math.Pow(x - values.Average(), 2))), row[4 + c], 1e-5);
                        Assert.Equal(values.Max(), row[8 + c], 1e-6);
                    }
                }
            }
        }

        Assert.True(seen > 0 && left > 0, $"{seen} used, {left} left out: the test needs both");
    }

    [Fact]
    public async Task The_numbers_of_cells_and_images_at_once_change_no_byte()
    {
        var (one, _) = await ExtractAsync("one", "hpa.cells.in-flight=1", "hpa.images.in-flight=1", "hpa.cells.leave-out=[]");
        var (many, _) = await ExtractAsync("many", "hpa.cells.in-flight=7", "hpa.images.in-flight=5", "hpa.cells.leave-out=[]");

        Assert.Equal(File.ReadAllText(one.Manifest), File.ReadAllText(many.Manifest));
    }

    [Fact]
    public async Task A_run_without_regions_has_no_cell_level()
    {
        var (folder, manifest) = await ExtractAsync("none", "hpa.cells.regions=[]");

        Assert.Null(manifest.Cells);
        Assert.Empty(manifest.BlocksOf(Level.Cell));
        Assert.False(Directory.Exists(Path.Combine(folder.Features, "cell")));
    }

    [Fact]
    public async Task A_segmenting_network_runs_on_the_device_with_the_others()
    {
        var file = tiny.Add("gradient.onnx", GradientNetwork.Onnx(64));
        string[] settings = ["hpa.cells.segmenter=cellpose", $"hpa.cells.cellpose.file={file}", "hpa.cells.cellpose.tile=64", "hpa.cells.cellpose.diameter=5", "hpa.cells.cellpose.flow-error=0", "hpa.cells.leave-out=[]"];

        var (folder, manifest) = await ExtractAsync("network", settings);

        Assert.Contains("hpa-cellpose v1", manifest.Cells!.Description, StringComparison.Ordinal);
        Assert.DoesNotContain(manifest.Backbones, b => b.Name == CellposeSettings.Name);
        Assert.Empty(FeatureVerification.Verify(folder.Features, manifest));
        var store = new FeatureStore(folder.Features, manifest);
        Assert.True(store.Cells(store.Ids(Level.Cell)).Sum(c => c.Used) > 0, "no field has a cell");
    }

    private async Task<(RunFolder Folder, FeatureManifest Manifest)> ExtractAsync(string name, params string[] settings)
    {
        var plan = tiny.Plan(name, settings);
        await using (var node = await ClusterOfOne.StartAsync(plan.Folder.Journal))
            Assert.Equal(new RunFinished(0), await node.System.ActorOf(RunActor.Props(plan, node.Regions)).Ask<object>(new BeginRun(Stage.Extract, Again: false), Long));
        return (plan.Folder, ManifestFile.Read(plan.Folder.Features));
    }
}
