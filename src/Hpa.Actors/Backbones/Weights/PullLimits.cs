namespace Hpa.Actors.Backbones.Weights;

/// <summary>How patient a download is.</summary>
public sealed record PullLimits
{
    /// <summary>Attempts that may fail in a row; one that brings new bytes starts the count again.</summary>
    public int Attempts { get; init; } = 5;

    /// <summary>A server that sends nothing for so long counts as gone.</summary>
    public TimeSpan Stall { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The wait after the first failure; it doubles with each further one.</summary>
    public TimeSpan FirstWait { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest wait, also when the server asks for more.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Measures the waits.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>The wait after so many failures in a row.</summary>
    /// <param name="failures">At least 1.</param>
    /// <param name="asked">What the server asked for, or null.</param>
    internal TimeSpan Wait(int failures, TimeSpan? asked)
    {
        var own = FirstWait * Math.Pow(2, Math.Min(failures - 1, 30));
        var wait = asked > own ? asked.Value : own;
        return wait < LongestWait ? wait : LongestWait;
    }
}
