namespace Hpa.Contracts.Runs;

/// <summary>Messages between the run's own node and those that help it.</summary>
public interface INodeMessage : IWireMessage;

/// <summary>A node offers its help.</summary>
/// <param name="Worker">Its name, unlike that of any node before it.</param>
/// <param name="Version">Version of the program, with the commit it was built from.</param>
/// <param name="Extracts">Whether it computes features.</param>
/// <param name="Selects">Whether it measures subsets.</param>
/// <param name="Home">Whether it is the run's own node.</param>
public sealed record Enrol(string Worker, string Version, bool Extracts, bool Selects, bool Home) : INodeMessage;

/// <summary>The node is known to the run.</summary>
/// <param name="Folder">The run's folder.</param>
public sealed record Enrolled(string Folder) : INodeMessage;

/// <summary>The run has no use for the node.</summary>
/// <param name="Reason">One line for a person.</param>
public sealed record EnrolRefused(string Reason) : INodeMessage;

/// <summary>A stage of a run that a node may take part in. Who wants to reads the run's files and checks that all is the same.</summary>
/// <param name="Run">The run's name.</param>
/// <param name="Stage">Extract or Select.</param>
/// <param name="Folder">The run's folder, which all nodes see under one path.</param>
/// <param name="Settings">Fingerprint of what the stage depends on.</param>
/// <param name="Data">Fingerprint of the label table.</param>
/// <param name="Files">Channel files that were found.</param>
/// <param name="Fitness">All that fitness depends on; empty before it is measured.</param>
public sealed record RunOffered(string Run, Stage Stage, string Folder, string Settings, string Data, int Files, string Fitness) : INodeMessage;

/// <summary>A node cannot take part.</summary>
/// <param name="Run">The run's name.</param>
/// <param name="Stage">The stage offered.</param>
/// <param name="Reason">One line for a person that names the difference.</param>
public sealed record OfferDeclined(string Run, Stage Stage, string Reason) : INodeMessage;

/// <summary>Nothing of the stage is left to do.</summary>
/// <param name="Run">The run's name.</param>
/// <param name="Stage">The stage.</param>
public sealed record StageEnded(string Run, Stage Stage) : INodeMessage;

/// <summary>The run needs no help any longer.</summary>
/// <param name="Reason">One line for a person.</param>
/// <param name="Failed">Whether the run ended without its result.</param>
public sealed record Dismissed(string Reason, bool Failed) : INodeMessage;
