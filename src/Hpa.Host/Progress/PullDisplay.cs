using Hpa.Actors.Backbones.Weights;
using Hpa.Contracts.Backbones;

namespace Hpa.Host.Progress;

/// <summary>Shows the fetching of several files: each by itself, and what this process fetches in all.</summary>
internal sealed class PullDisplay : IProgress<PullProgress>
{
    private const string All = "all";

    private readonly ProgressDisplay _display;
    private readonly Dictionary<string, Share> _shares;
    private readonly HashSet<string> _there = [];

    /// <summary>Until a server says how long a file is, it counts with four bytes for each parameter.</summary>
    public PullDisplay(ProgressDisplay display, IReadOnlyList<CatalogueEntry> entries)
    {
        _display = display;
        _shares = entries.ToDictionary(e => e.Spec.Name, e => new Share(null, 0, e.Facts.Parameters > 0 ? e.Facts.Parameters * sizeof(float) : null));
    }

    /// <summary>Whether the file of an entry did not have to be fetched.</summary>
    public bool WasThere(string name) => _there.Contains(name);

    /// <inheritdoc />
    public void Report(PullProgress value)
    {
        if (value.Detail == PullProgress.AlreadyThere) _there.Add(value.Name);
        if (value.IsRemark)
        {
            _display.Say($"{value.Name}: {value.Detail}");
            return;
        }

        var share = _shares[value.Name];
        _shares[value.Name] = new Share(Math.Min(share.First ?? value.Done, value.Done), value.Done, value.Total ?? share.Total);
        _display.Show(value.Name, value.Done, value.Total, ProgressDisplay.Bytes, WasThere(value.Name) ? value.Detail : "");
        ShowAll();
    }

    /// <summary>A file was found to be right in every way.</summary>
    public void Checked(string name) => _display.Say($"{name}: fits its network and answers the test input");

    /// <summary>No more will come of a file.</summary>
    public void Failed(string name)
    {
        _display.Say($"{name}: failed");
        _shares[name] = _shares[name] with { Total = _shares[name].Done };
        ShowAll();
    }

    private void ShowAll()
    {
        if (_shares.Count > 1) _display.Show(All, _shares.Values.Sum(s => s.Fetched), _shares.Values.Any(s => s.Left is null) ? null : _shares.Values.Sum(s => s.Fetched + s.Left), ProgressDisplay.Bytes, "");
    }

    /// <summary>Bytes of a file: those that an earlier process had left, those that are there, and all.</summary>
    private sealed record Share(long? First, long Done, long? Total)
    {
        public long Fetched => Done - (First ?? 0);

        public long? Left => Total - Done;
    }
}
