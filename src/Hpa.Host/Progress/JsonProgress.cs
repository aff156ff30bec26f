using System.Text.Json;
using Hpa.Contracts.Selection;

namespace Hpa.Host.Progress;

/// <summary>A line of JSON for every piece of news, for a program that watches.</summary>
internal sealed class JsonProgress(TextWriter output) : ProgressDisplay
{
    private static readonly JsonSerializerOptions s_options = new(JsonSerializerDefaults.Web);

    /// <summary>The news in a line, or null for a line that holds none.</summary>
    public static ProgressLine? Parse(string line)
    {
        if (!line.StartsWith('{')) return null;
        try
        {
            return JsonSerializer.Deserialize<ProgressLine>(line, s_options);
        }
        catch (JsonException)
        {
            // Whoever writes such a line is not this class.
            return null;
        }
    }

    /// <inheritdoc />
    public override void Show(string title, long done, long? total, string unit, string detail) =>
        Write(new ProgressLine { Step = new ProgressStep(title, done, total, unit, detail) });

    /// <inheritdoc />
    public override void Show(GenerationSeen generation) => Write(new ProgressLine { Generation = generation });

    /// <inheritdoc />
    public override void Say(string line) => Write(new ProgressLine { Said = line });

    /// <inheritdoc />
    public override ValueTask DisposeAsync()
    {
        output.Flush();
        return ValueTask.CompletedTask;
    }

    private void Write(ProgressLine line) => output.WriteLine(JsonSerializer.Serialize(line, s_options));
}

/// <summary>One of three kinds of news.</summary>
internal sealed record ProgressLine
{
    /// <summary>How far some work is.</summary>
    public ProgressStep? Step { get; init; }

    /// <summary>A generation of an island.</summary>
    public GenerationSeen? Generation { get; init; }

    /// <summary>A line for a person.</summary>
    public string? Said { get; init; }
}

/// <summary>How far some work is.</summary>
/// <param name="Title">What the work is called.</param>
/// <param name="Done">Units done.</param>
/// <param name="Total">Units in all, or null while nobody knows.</param>
/// <param name="Unit">What is counted.</param>
/// <param name="Detail">A few words, or empty.</param>
internal sealed record ProgressStep(string Title, long Done, long? Total, string Unit, string Detail);
