using Akka.Actor;
using Hpa.Actors.Features;
using Hpa.Contracts.Features;

namespace Hpa.Actors.Tests.Features;

public sealed class ShardWriterActorTests : ActorTest
{
    private readonly FeatureFolder _folder = new();

    [Fact]
    public void A_shard_that_is_answered_for_is_on_disk_and_holds_its_rows()
    {
        Writer().Tell(Shard("part-00001.parquet", "b", "a"), TestActor);

        var entry = ExpectMsg<ShardWritten>().Entry;
        Assert.Equal((Level.Image, "part-00001.parquet", 2), (entry.Level, entry.File, entry.Rows));
        Assert.Equal(ShardFile.Sha256(_folder.PathOf(entry)), entry.Sha256);
        var store = new FeatureStore(_folder.Path, FeatureFolder.Manifest(FeatureFolder.ImageBlocks, entry));
        Assert.Equal(FeatureFolder.Vector("a", FeatureFolder.ImageBlocks[0]), store.Read(FeatureFolder.ImageBlocks[0].Name, [FeatureFolder.Id("a")]));
    }

    [Fact]
    public void Writing_a_shard_again_gives_the_same_bytes()
    {
        var writer = Writer();
        writer.Tell(Shard("part-00001.parquet", "a", "b"), TestActor);
        writer.Tell(Shard("part-00001.parquet", "b", "a"), TestActor);

        Assert.Equal(ExpectMsg<ShardWritten>().Entry, ExpectMsg<ShardWritten>().Entry);
    }

    [Fact]
    public void A_row_with_a_fault_is_answered_with_image_and_block()
    {
        var shard = Shard("part-00001.parquet", "a");
        shard.Rows[0].Blocks[1][0] = float.NaN;
        Writer().Tell(shard, TestActor);

        Assert.Contains("image 'a', block image.resnet18.ggg", ExpectMsg<ShardFailed>().Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_is_a_file_is_answered_with_its_path()
    {
        File.WriteAllText(_folder.Path, "in the way");
        Writer().Tell(Shard("part-00001.parquet", "a"), TestActor);

        Assert.Contains(_folder.Path, ExpectMsg<ShardFailed>().Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Whatever_goes_wrong_is_answered_and_the_writer_goes_on()
    {
        var writer = Writer();
        writer.Tell(Shard("part-00001.parquet", "a", "a"), TestActor);
        writer.Tell(Shard("part-00001.parquet", "a"), TestActor);

        Assert.Contains("image 'a' comes twice", ExpectMsg<ShardFailed>().Reason, StringComparison.Ordinal);
        ExpectMsg<ShardWritten>();
    }

    protected override void AfterAll()
    {
        base.AfterAll();
        _folder.Dispose();
    }

    private IActorRef Writer() => Sys.ActorOf(ShardWriterActor.Props(_folder.Path));

    private static WriteShard Shard(string file, params string[] ids) =>
        new(Level.Image, file, FeatureFolder.ImageBlocks, FeatureFolder.Rows(FeatureFolder.ImageBlocks, ids));
}
