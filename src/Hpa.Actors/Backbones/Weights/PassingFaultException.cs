namespace Hpa.Actors.Backbones.Weights;

/// <summary>What another attempt may mend: a cut connection, a busy server.</summary>
/// <param name="reason">In a few words.</param>
/// <param name="wait">What the server asked to wait, or null.</param>
/// <param name="cause">What the system said.</param>
internal sealed class PassingFaultException(string reason, TimeSpan? wait = null, Exception? cause = null) : Exception(reason, cause)
{
    public TimeSpan? Wait { get; } = wait;
}
