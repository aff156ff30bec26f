namespace Hpa.Contracts;

/// <summary>
/// Everything that crosses a process or is kept in the journal. Each type has a versioned manifest in the Wire room and
/// takes at most 64 KB there.
/// </summary>
public interface IWireMessage;

/// <summary>The state of an actor at one moment, kept in the snapshot store. It never crosses nodes and may take more than 64 KB.</summary>
public interface IWireSnapshot : IWireMessage;
