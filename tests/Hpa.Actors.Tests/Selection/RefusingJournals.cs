using System.Collections.Immutable;
using Akka.Persistence;
using Akka.Persistence.Journal;

namespace Hpa.Actors.Tests.Selection;

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
