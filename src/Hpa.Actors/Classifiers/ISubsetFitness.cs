using Hpa.Contracts.Selection;

namespace Hpa.Actors.Classifiers;

/// <summary>
/// The fitness of a subset of blocks: a pure function of kernels, labels and subset. Any number of threads may evaluate, each with
/// its workspace.
/// </summary>
public interface ISubsetFitness
{
    /// <summary>Fitness in [0, 1].</summary>
    /// <exception cref="ArgumentException">The subset is empty or of another number of blocks.</exception>
    /// <exception cref="ObjectDisposedException">The kernels are gone.</exception>
    double Evaluate(Genome subset, FitnessWorkspace workspace);
}
