using Hpa.Contracts.Runs;

namespace Hpa.Actors.Wire;

/// <summary>Messages between the run's own node and those that help it.</summary>
internal static class NodeFormats
{
    public static IReadOnlyList<WireFormat> All { get; } =
    [
        WireFormat.Of("runs.enrol.v1", Proto.Enrol.Parser,
            (Enrol m) => new Proto.Enrol { Worker = m.Worker, Version = m.Version, Extracts = m.Extracts, Selects = m.Selects, Home = m.Home },
            p => new Enrol(p.Worker, p.Version, p.Extracts, p.Selects, p.Home)),
        WireFormat.Of("runs.enrolled.v1", Proto.Enrolled.Parser,
            (Enrolled m) => new Proto.Enrolled { Folder = m.Folder },
            p => new Enrolled(p.Folder)),
        WireFormat.Of("runs.enrol-refused.v1", Proto.EnrolRefused.Parser,
            (EnrolRefused m) => new Proto.EnrolRefused { Reason = m.Reason },
            p => new EnrolRefused(p.Reason)),
        WireFormat.Of("runs.run-offered.v1", Proto.RunOffered.Parser,
            (RunOffered m) => new Proto.RunOffered
            {
                Run = m.Run, Stage = RunFormats.From(m.Stage), Folder = m.Folder, Settings = m.Settings, Data = m.Data, Fitness = m.Fitness, Files = m.Files,
            },
            p => new RunOffered(p.Run, RunFormats.To(p.Stage), p.Folder, p.Settings, p.Data, p.Files, p.Fitness)),
        WireFormat.Of("runs.offer-declined.v1", Proto.OfferDeclined.Parser,
            (OfferDeclined m) => new Proto.OfferDeclined { Run = m.Run, Stage = RunFormats.From(m.Stage), Reason = m.Reason },
            p => new OfferDeclined(p.Run, RunFormats.To(p.Stage), p.Reason)),
        WireFormat.Of("runs.stage-ended.v1", Proto.StageEnded.Parser,
            (StageEnded m) => new Proto.StageEnded { Run = m.Run, Stage = RunFormats.From(m.Stage) },
            p => new StageEnded(p.Run, RunFormats.To(p.Stage))),
        WireFormat.Of("runs.dismissed.v1", Proto.Dismissed.Parser,
            (Dismissed m) => new Proto.Dismissed { Reason = m.Reason, Failed = m.Failed },
            p => new Dismissed(p.Reason, p.Failed)),
    ];
}
