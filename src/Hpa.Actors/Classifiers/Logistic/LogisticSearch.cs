namespace Hpa.Actors.Classifiers.Logistic;

/// <summary>
/// Truncated Newton for all problems on one kernel together: each round makes the images of all residuals in one product, in
/// single precision, and brings every problem one iteration of conjugate gradients further. Rounding in the images only makes steps
/// less good; before a problem ends, its values are made anew in double precision.
/// <para>
/// Residuals may have parts that K takes to 0 or nearly so, which do no harm to w but drown small norms rᵀ K r in rounding. So Newton
/// steps, and they alone, are those for the kernel K + τ I: its norm sees these parts, and the steps remove them. τ is so much smaller
/// than 1 / C that a step is as good.
/// </para>
/// </summary>
internal sealed class LogisticSearch
{
    private readonly LogisticState _state;
    private readonly LogisticProblem[] _problems;
    private readonly LogisticSums _sums;
    private readonly KernelImages _images;
    private readonly double _c;
    private readonly float _ridge;
    private readonly int _width;

    /// <summary>Prepares a search from a = 0, b = 0.</summary>
    public LogisticSearch(LogisticState state, LogisticProblem[] problems, KernelImages images, int width, double c, Workers workers)
    {
        (_state, _problems, _images, _width, _c) = (state, problems, images, width, c);
        _ridge = (float)(0.04 / c);
        _sums = new LogisticSums(state, workers);
    }

    /// <summary>Rounds done, each one product with the kernel.</summary>
    public int Rounds { get; private set; }

    /// <summary>Searches until no problem is active.</summary>
    public void Run()
    {
        _sums.Each(_problems, (p, from, to, sums) => sums[0] = p.Loss.Loss(_state, 0, from, to));
        foreach (var problem in _problems) problem.Value = _sums.Total(problem, 0);
        Renew(_problems);
        while (true)
        {
            LogisticProblem[] active = [.. _problems.Where(p => p.IsActive)];
            if (active.Length == 0) return;
            Round(active);
        }
    }

    private void Round(LogisticProblem[] active)
    {
        Rounds++;
        _images.Fill(_state.Residual, _state.ResidualImage, Groups(active));
        _sums.Each(active, (p, from, to, sums) =>
        {
            p.Loss.ForColumns(_state, from, to, span => LogisticVectors.Add(_ridge, _state.Residual.AsSpan(span), _state.ResidualImage.AsSpan(span)));
            sums[0] = p.Loss.Dot(_state, _state.Residual, _state.ResidualImage, from, to);
        });
        var moving = active.Where(p => p.HasNorm(_sums.Total(p, 0) + p.Loss.Dot(_state.InterceptResidual, _state.InterceptResidual))).ToArray();
        Turn(moving);
        var going = moving.Where(p => p.HasCurvature(_sums.Total(p, 0) + p.Loss.Dot(_state.InterceptDirection, _state.InterceptCurvature))).ToArray();
        Go(going);
        Take([.. active.Where(p => p.Stage == LogisticStage.Search)]);
        Confirm([.. active.Where(p => p.Stage == LogisticStage.Confirm)]);
    }

    /// <summary>New directions and the second derivative along them.</summary>
    private void Turn(LogisticProblem[] problems)
    {
        foreach (var p in problems)
            for (var c = p.Loss.First; c < p.Loss.First + p.Loss.Columns; c++)
                _state.InterceptDirection[c] = _state.InterceptResidual[c] + (p.Keep == 0 ? 0 : p.Keep * _state.InterceptDirection[c]);
        _sums.Each(problems, (p, from, to, sums) =>
        {
            p.Loss.ForColumns(_state, from, to, span =>
            {
                LogisticVectors.Continue(_state.Residual.AsSpan(span), (float)p.Keep, _state.Direction.AsSpan(span));
                LogisticVectors.Continue(_state.ResidualImage.AsSpan(span), (float)p.Keep, _state.DirectionImage.AsSpan(span));
            });
            p.Loss.Curvature(_state, _c, from, to, _sums.Columns(p, from));
            sums[0] = p.Loss.Dot(_state, _state.DirectionImage, _state.Curvature, from, to);
        });
        _sums.Collect(problems, _state.InterceptCurvature);
    }

    /// <summary>Along the directions.</summary>
    private void Go(LogisticProblem[] problems)
    {
        foreach (var p in problems)
        {
            for (var c = p.Loss.First; c < p.Loss.First + p.Loss.Columns; c++)
            {
                _state.InterceptStep[c] = (p.Keep == 0 ? 0 : _state.InterceptStep[c]) + p.Length * _state.InterceptDirection[c];
                _state.InterceptResidual[c] -= p.Length * _state.InterceptCurvature[c];
            }
        }

        _sums.Each(problems, (p, from, to, _) => p.Loss.ForColumns(_state, from, to, span =>
        {
            var length = (float)p.Length;
            if (p.Keep == 0)
            {
                _state.Step.AsSpan(span).Clear();
                _state.StepImage.AsSpan(span).Clear();
            }

            LogisticVectors.Add(length, _state.Direction.AsSpan(span), _state.Step.AsSpan(span));
            LogisticVectors.Add(length, _state.DirectionImage.AsSpan(span), _state.StepImage.AsSpan(span));
            LogisticVectors.Add(-length, _state.Curvature.AsSpan(span), _state.Residual.AsSpan(span));
        }));
    }

    /// <summary>Newton steps, halved until they lower the objective.</summary>
    private void Take(LogisticProblem[] searching)
    {
        _sums.Each(searching, (p, from, to, sums) =>
        {
            var (crossed, squared) = (0.0, 0.0);
            p.Loss.ForColumns(_state, from, to, span =>
            {
                LogisticVectors.Add(-_ridge, _state.Step.AsSpan(span), _state.StepImage.AsSpan(span));
                crossed += LogisticVectors.Dot(_state.StepImage.AsSpan(span), _state.Coefficients.AsSpan(span));
                squared += LogisticVectors.Dot(_state.StepImage.AsSpan(span), _state.Step.AsSpan(span));
            });
            (sums[1], sums[2]) = (crossed, squared);
        });
        while (searching.Length > 0)
        {
            _sums.Each(searching, (p, from, to, sums) => sums[0] = p.Loss.Loss(_state, p.Share, from, to));
            var taken = searching.Where(HasLowered).ToArray();
            _sums.Each(taken, (p, from, to, _) => p.Loss.ForColumns(_state, from, to, span =>
            {
                LogisticVectors.Add(p.Share, _state.Step.AsSpan(span), _state.Coefficients.AsSpan(span));
                LogisticVectors.Add(p.Share, _state.StepImage.AsSpan(span), _state.Values.AsSpan(span));
            }));
            foreach (var p in taken)
                for (var c = p.Loss.First; c < p.Loss.First + p.Loss.Columns; c++) _state.Intercepts[c] += p.Share * _state.InterceptStep[c];
            Renew(taken);
            searching = [.. searching.Where(p => p.Stage == LogisticStage.Search)];
        }
    }

    private bool HasLowered(LogisticProblem p)
    {
        var value = _sums.Total(p, 0);
        return p.HasChange(value - p.Value + (2 * _sums.Total(p, 1) + p.Share * _sums.Total(p, 2)) * p.Share / (2 * _c), value);
    }

    private void Confirm(LogisticProblem[] problems)
    {
        if (problems.Length == 0) return;
        _images.FillExactly(
            _state.Coefficients, _state.Values, [.. problems.SelectMany(p => Enumerable.Range(p.Loss.First, p.Loss.Columns))]);
        _sums.Each(problems, (p, from, to, sums) => sums[0] = p.Loss.Loss(_state, 0, from, to));
        foreach (var p in problems)
        {
            p.Value = _sums.Total(p, 0);
            p.HasExactValues();
        }

        Renew(problems);
    }

    /// <summary>Gradients at the present point.</summary>
    private void Renew(LogisticProblem[] problems)
    {
        _sums.Each(problems, (p, from, to, _) => p.Loss.Gradient(_state, _c, from, to, _sums.Columns(p, from)));
        _sums.Collect(problems, _state.InterceptResidual);
    }

    private bool[] Groups(LogisticProblem[] active)
    {
        var wanted = new bool[_state.Residual.Length / _state.Rows / _width];
        foreach (var p in active) wanted.AsSpan(p.Loss.First / _width, (p.Loss.First + p.Loss.Columns - 1) / _width - p.Loss.First / _width + 1).Fill(true);
        return wanted;
    }
}
