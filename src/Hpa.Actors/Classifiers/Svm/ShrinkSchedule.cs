namespace Hpa.Actors.Classifiers.Svm;

/// <summary>
/// When <see cref="SmoSolver"/> leaves rows out and looks at all again, as in LIBSVM: every min(n, 1000) steps rows may go; all return
/// once when the violation falls to ten times the tolerance, for the last steps decide the set of support vectors, and always at the end.
/// </summary>
internal struct ShrinkSchedule(int rows, double tolerance)
{
    private readonly bool _worthIt = rows >= ActiveRows.Smallest;
    private readonly int _period = Math.Min(rows, 1000);
    private int _untilCheck = Math.Min(rows, 1000);
    private bool _returned;

    /// <summary>Called between selecting a pair and its step.</summary>
    /// <param name="active">The rows.</param>
    /// <param name="largestUp">max −F_t over the rows that may grow.</param>
    /// <param name="largestLow">max F_t over the rows that may shrink.</param>
    /// <param name="done">Whether the rows looked at need no further step.</param>
    /// <returns>Whether other rows are looked at now, so that the pair has to be selected again.</returns>
    public bool Change(ActiveRows active, double largestUp, double largestLow, bool done)
    {
        if (!_worthIt) return false;
        if (done) return active.Shrunken && Expand(active);
        if (--_untilCheck > 0) return false;
        _untilCheck = _period;
        if (!_returned && largestUp + largestLow <= 10 * tolerance)
        {
            _returned = true;
            if (active.Shrunken) return Expand(active);
        }

        return active.Shrink(largestUp, largestLow);
    }

    private bool Expand(ActiveRows active)
    {
        active.Expand();
        _untilCheck = 1;
        return true;
    }
}
