namespace Hpa.Contracts;

/// <summary>
/// Everything that crosses a process or is kept in the journal. Each type has a versioned manifest in the Wire room and
/// takes at most 64 KB there.
/// </summary>
public interface IWireMessage;
