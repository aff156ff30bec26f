using Akka.Actor;
using Akka.Event;
using Hpa.Contracts;
using Hpa.Contracts.Features;

namespace Hpa.Actors.Features;

/// <summary>The only place of a node where features are written; one shard at a time.</summary>
public sealed class ShardWriterActor : ReceiveActor
{
    /// <summary>Sets up the protocol.</summary>
    /// <param name="featuresFolder">The run's features folder.</param>
    public ShardWriterActor(string featuresFolder) => Receive<WriteShard>(write => Sender.Tell(Answer(featuresFolder, write)));

    /// <summary>Creates the actor's props.</summary>
    public static Props Props(string featuresFolder) =>
        Akka.Actor.Props.Create(() => new ShardWriterActor(featuresFolder)).WithDispatcher("hpa.features.dispatcher");

    private static object Answer(string folder, WriteShard write)
    {
        try
        {
            var entry = ShardFile.Write(folder, write.Level, write.File, write.Blocks, write.Rows, write.PendingEnding);
            // The rows waited for their batch and are old by now: left alone they pile up until a full collection sees a reason to look.
            GC.Collect();
            return new ShardWritten(entry);
        }
        catch (InputException e)
        {
            return new ShardFailed(e.Message);
        }
        catch (Exception e)
        {
            // The batch waits for an answer, so whatever went wrong must become one.
            Context.GetLogger().Error(e, "{0} failed", write.File);
            return new ShardFailed($"{Path.Combine(folder, write.File)}: {e.Message.ReplaceLineEndings(" ")}");
        }
    }
}
