using Akka.Actor;
using Hpa.Actors.Selection;

namespace Hpa.Actors.Reports.Offenders;

/// <summary>Uses another room in a field.</summary>
internal sealed class PeeksInField
{
    public FitnessCache? Cache { get; set; }
}

/// <summary>Uses another room in a lambda's body alone.</summary>
internal sealed class PeeksInLambda
{
    public Func<int, int> Count => extra => new FitnessCache().Evaluated + extra;
}

/// <summary>Uses Akka although its name does not say so.</summary>
internal sealed class TellsThings
{
    public void Tell(object[] all) => Array.ForEach(all, one => ActorRefs.Nobody.Tell(one));
}

/// <summary>A drawer without a name.</summary>
internal static class ColourHelpers;
