using System.Text.Json;
using Hpa.Contracts.Server;

namespace Hpa.Host.Server;

/// <summary>A run that somebody wants.</summary>
/// <param name="Name">What people call it.</param>
/// <param name="Images">Name of the data set below images/.</param>
/// <param name="Settings">Keys that differ from the defaults: a text, number or switch, or a list of them.</param>
internal sealed record Submission(string Name, string Images, IReadOnlyDictionary<string, JsonElement>? Settings = null);

/// <summary>What was asked for cannot be done.</summary>
/// <param name="kind">What is wrong.</param>
/// <param name="reason">One line for a person.</param>
internal sealed class RefusedException(RefusalKind kind, string reason) : Exception(reason)
{
    /// <summary>What is wrong.</summary>
    public RefusalKind Kind => kind;

    /// <summary>The field or key at fault, or null.</summary>
    public string? Key { get; init; }
}
