using Akka.Actor;
using Akka.Persistence;
using Hpa.Contracts.Runs;

namespace Hpa.Actors.Runs;

/// <summary>Reads what the journal says of a run, and changes nothing.</summary>
public sealed class JournalReaderActor : ReceivePersistentActor
{
    private readonly RunState _state = new();

    /// <summary>Sets up the protocol.</summary>
    /// <param name="run">The run's name.</param>
    public JournalReaderActor(string run)
    {
        PersistenceId = RunActor.JournalName(run);
        Recover<IRunEvent>(_state.Apply);
        Command<ReadJournal>(_ => Sender.Tell(new JournalRead(_state)));
    }

    /// <inheritdoc />
    public override string PersistenceId { get; }

    /// <summary>Creates the actor's props.</summary>
    public static Props Props(string run) => Akka.Actor.Props.Create(() => new JournalReaderActor(run));

    /// <summary>Answered by <see cref="JournalRead"/>.</summary>
    public sealed record ReadJournal;

    /// <summary>What the journal says.</summary>
    public sealed record JournalRead(RunState State);
}
