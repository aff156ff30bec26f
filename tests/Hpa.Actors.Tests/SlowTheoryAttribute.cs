namespace Hpa.Actors.Tests;

/// <summary>Cases that take many seconds: run with the environment variable HPA_SLOW=1.</summary>
public class SlowTheoryAttribute : TheoryAttribute
{
    /// <summary>Why they are skipped, or null.</summary>
    public SlowTheoryAttribute() => Skip = Environment.GetEnvironmentVariable("HPA_SLOW") == "1" ? null : "takes long; set HPA_SLOW=1 to run it";
}
