using Hpa.Contracts.Backbones;

namespace Hpa.Actors.Backbones;

/// <summary>A network as the device sees it.</summary>
public interface INetwork
{
    /// <summary>Catalogue name.</summary>
    string Name { get; }

    /// <summary>Inputs that one call of the runtime computes; fewer cost as much.</summary>
    int Batch { get; }

    /// <summary>Computes on the thread that calls it; one vector per input, request after request.</summary>
    IReadOnlyList<float[]> Run(IReadOnlyList<RunInputs> requests);

    /// <summary>Takes the network into memory.</summary>
    void Load();

    /// <summary>Lets its memory go; nobody runs it meanwhile.</summary>
    void Unload();
}
