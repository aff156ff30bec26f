using System.CommandLine;
using Hpa.Host.Commands;
using Hpa.Host.Commands.Models;
using Hpa.Host.Commands.Server;

var root = new RootCommand("Finds where proteins sit in cells: Human Protein Atlas images in, location patterns out.")
{
    DemoCommand.Create(), SynthCommand.Create(), RunCommand.Create(),
    StageCommand.Create("extract", "Compute the features of a run, then stop.", Hpa.Contracts.Runs.Stage.Extract),
    StageCommand.Create("select", "Choose the blocks of a run, then stop.", Hpa.Contracts.Runs.Stage.Select),
    StageCommand.Create("evaluate", "Train and measure the classifiers of a run, then stop.", Hpa.Contracts.Runs.Stage.Evaluate),
    ReportCommand.Create(), RetryCommand.Create(), NodeCommand.Create(), CertificateCommand.Create(), PredictCommand.Create(), OverlaysCommand.Create(), VerifyCommand.Create(), ModelsCommand.Create(), BenchCommand.Create(), DoctorCommand.Create(),
    ServeCommand.Create(), StatusCommand.Create(), RunsCommand.Create(), WatchCommand.Create(), Supervision.Progress, Supervision.WhileStdinOpen,
};

var parsed = root.Parse(args);
if (parsed.Errors.Count > 0)
{
    Outcome.Complain(parsed.Errors[0].Message + "; `hpa --help` lists commands and options");
    return Outcome.WrongUsage;
}

using var supervised = Supervision.Read(parsed);
return await parsed.InvokeAsync(new InvocationConfiguration
{
    EnableDefaultExceptionHandler = false,
    ProcessTerminationTimeout = supervised is null ? Supervision.LeaveWithin : null,
}, supervised?.Left ?? CancellationToken.None);
