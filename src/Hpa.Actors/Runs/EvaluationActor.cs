using Akka.Actor;
using Akka.Event;
using Hpa.Contracts;
using Hpa.Contracts.Runs;

namespace Hpa.Actors.Runs;

/// <summary>The last two stages: trains and measures the final classifiers, draws the report. Long work, no protocol.</summary>
public sealed class EvaluationActor : ReceiveActor
{
    /// <summary>Starts the work at once.</summary>
    /// <param name="stage">Evaluate or Report.</param>
    /// <param name="plan">The run.</param>
    /// <param name="studies">Kernels and labels, for Evaluate.</param>
    /// <param name="state">What the journal says.</param>
    public EvaluationActor(Stage stage, RunPlan plan, RunStudies? studies, RunState state)
    {
        Receive<Begin>(_ => Context.Parent.Tell(Work(stage, plan, studies, state)));
        Self.Tell(new Begin());
    }

    /// <summary>Creates the actor's props.</summary>
    public static Props Props(Stage stage, RunPlan plan, RunStudies? studies, RunState state) =>
        Akka.Actor.Props.Create(() => new EvaluationActor(stage, plan, studies, state)).WithDispatcher("hpa.runs.node-dispatcher");

    private static object Work(Stage stage, RunPlan plan, RunStudies? studies, RunState state)
    {
        var stream = Context.System.EventStream;
        void Publish(int done, int all, string last) => stream.Publish(new ProgressChanged(stage, done, all, "steps", last));
        try
        {
            if (stage == Stage.Evaluate) RunResults.Write(plan, studies!, state, Publish);
            else RunReports.Write(plan, state, (done, all) => Publish(done, all, ""));
            return new StageDone(stage);
        }
        catch (Exception e)
        {
            // The run waits for an answer, so whatever went wrong must become one.
            Context.GetLogger().Error(e, "{0} failed", stage);
            return new NodeActor.NodeFailed(e.Message.ReplaceLineEndings(" "), e is SettingsException);
        }
    }

    /// <summary>The stage's files are written.</summary>
    internal sealed record StageDone(Stage Stage);

    private sealed record Begin;
}
