using System.Collections.Immutable;
using Akka.Persistence;
using Akka.Persistence.Journal;

namespace Hpa.Actors.Tests;

/// <summary>The settings that make a journal of the tests the journal.</summary>
internal static class Journals
{
    public static string Use(Type journal) => $$"""
        akka.persistence.journal { plugin = "test.journal" }
        test.journal { class = "{{journal.AssemblyQualifiedName}}", plugin-dispatcher = "akka.actor.default-dispatcher" }
        """;
}

/// <summary>A journal that publishes each event once it is recorded.</summary>
public sealed class TellingJournal : MemoryJournal
{
    protected override async Task<IImmutableList<Exception?>> WriteMessagesAsync(IEnumerable<AtomicWrite> messages, CancellationToken cancellationToken)
    {
        var system = Context.System;
        var writes = messages.ToArray();
        var result = await base.WriteMessagesAsync(writes, cancellationToken);
        foreach (var payload in writes.SelectMany(w => (IEnumerable<IPersistentRepresentation>)w.Payload)) system.EventStream.Publish(payload.Payload);
        return result;
    }
}

/// <summary>A journal whose disk is full.</summary>
public sealed class FullJournal : MemoryJournal
{
    protected override Task<IImmutableList<Exception?>> WriteMessagesAsync(IEnumerable<AtomicWrite> messages, CancellationToken cancellationToken) =>
        Task.FromException<IImmutableList<Exception?>>(new IOException("no space left on device"));
}

/// <summary>A journal that is out of reach.</summary>
public sealed class UnreachableJournal : MemoryJournal
{
    protected override Task<IImmutableList<Exception?>> WriteMessagesAsync(IEnumerable<AtomicWrite> messages, CancellationToken cancellationToken) =>
        Task.FromException<IImmutableList<Exception?>>(new TimeoutException("no answer"));
}

/// <summary>A journal that takes no event, as when one is too large to be written.</summary>
public sealed class StrictJournal : MemoryJournal
{
    protected override Task<IImmutableList<Exception?>> WriteMessagesAsync(IEnumerable<AtomicWrite> messages, CancellationToken cancellationToken) =>
        Task.FromResult<IImmutableList<Exception?>>([.. messages.Select(_ => new InvalidOperationException("the event is too large"))]);
}

/// <summary>A journal that is out of reach for the next few writes and reads.</summary>
public sealed class AwayJournal : MemoryJournal
{
    private static int s_writes;
    private static int s_reads;

    /// <summary>How many writes and reads of highest numbers fail from now on.</summary>
    public static void Fail(int writes, int reads) => (s_writes, s_reads) = (writes, reads);

    public override Task<long> ReadHighestSequenceNrAsync(string persistenceId, long fromSequenceNr, CancellationToken cancellationToken) =>
        Interlocked.Decrement(ref s_reads) >= 0
            ? Task.FromException<long>(new TimeoutException("no answer"))
            : base.ReadHighestSequenceNrAsync(persistenceId, fromSequenceNr, cancellationToken);

    protected override Task<IImmutableList<Exception?>> WriteMessagesAsync(IEnumerable<AtomicWrite> messages, CancellationToken cancellationToken) =>
        Interlocked.Decrement(ref s_writes) >= 0
            ? Task.FromException<IImmutableList<Exception?>>(new TimeoutException("no answer"))
            : base.WriteMessagesAsync(messages, cancellationToken);
}
