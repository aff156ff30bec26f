using System.Globalization;

namespace Hpa.Contracts.Selection;

/// <summary>The name of an island, written <c>run/study/island</c>.</summary>
public sealed record IslandKey
{
    /// <summary>Makes a key.</summary>
    /// <param name="run">The run's name.</param>
    /// <param name="study">The selection within the run, such as <c>image</c> or <c>image-shuffled</c>.</param>
    /// <param name="island">The island, from 0.</param>
    /// <exception cref="ArgumentException">A name is empty or has a slash, or the number is negative.</exception>
    public IslandKey(string run, string study, int island)
    {
        if (run.Length == 0 || run.Contains('/')) throw new ArgumentException($"'{run}' cannot name a run: it is empty or has a slash", nameof(run));
        if (study.Length == 0 || study.Contains('/')) throw new ArgumentException($"'{study}' cannot name a study: it is empty or has a slash", nameof(study));
        ArgumentOutOfRangeException.ThrowIfNegative(island);
        (Run, Study, Island) = (run, study, island);
    }

    /// <summary>The run's name.</summary>
    public string Run { get; }

    /// <summary>The selection within the run.</summary>
    public string Study { get; }

    /// <summary>The island, from 0.</summary>
    public int Island { get; }

    /// <summary>Reads <c>run/study/island</c>.</summary>
    /// <exception cref="FormatException">Another form.</exception>
    public static IslandKey Parse(string text)
    {
        var parts = text.Split('/');
        return parts.Length == 3 && parts[0].Length > 0 && parts[1].Length > 0
            && int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var island)
            ? new IslandKey(parts[0], parts[1], island)
            : throw new FormatException($"'{text}' is no island: write run/study/number");
    }

    /// <inheritdoc />
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Run}/{Study}/{Island}");
}
