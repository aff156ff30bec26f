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

/// <summary>A journal that takes no event, as when one is too large to be written.</summary>
public sealed class StrictJournal : MemoryJournal
{
    protected override Task<IImmutableList<Exception?>> WriteMessagesAsync(IEnumerable<AtomicWrite> messages, CancellationToken cancellationToken) =>
        Task.FromResult<IImmutableList<Exception?>>([.. messages.Select(_ => new InvalidOperationException("the event is too large"))]);
}
