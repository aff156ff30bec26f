using Hpa.Actors.Classifiers;
using Hpa.Actors.Classifiers.Svm;
using Hpa.Contracts.Selection;

namespace Hpa.Actors.Tests.Classifiers;

public sealed class ClassifierActorTests : ActorTest
{
    [Fact]
    public void A_subset_has_the_fitness_of_its_study()
    {
        var data = new Synthetic(60, 30, 8, 8, 8);
        var studies = new Dictionary<string, ISubsetFitness>
        {
            ["all"] = Fitness(data, FitnessImages.All),
            ["single"] = Fitness(data, FitnessImages.SingleLabel),
        };
        var classifier = Sys.ActorOf(ClassifierActor.Props(studies));

        foreach (var (study, subset) in new[] { ("all", "101"), ("single", "101"), ("all", "010") })
        {
            classifier.Tell(new EvaluateSubset("run", study, Genome.Parse(subset)), TestActor);
            var expected = studies[study].Evaluate(Genome.Parse(subset), new FitnessWorkspace());
            Assert.Equal(new SubsetEvaluated("run", study, Genome.Parse(subset), expected), ExpectMsg<SubsetEvaluated>());
        }
    }

    [Fact]
    public void Whatever_goes_wrong_is_answered_and_the_classifier_goes_on()
    {
        var data = new Synthetic(60, 30, 8, 8);
        var classifier = Sys.ActorOf(ClassifierActor.Props(new Dictionary<string, ISubsetFitness> { ["all"] = Fitness(data, FitnessImages.All) }));
        classifier.Tell(new EvaluateSubset("run", "none", Genome.Parse("11")), TestActor);
        classifier.Tell(new EvaluateSubset("run", "all", Genome.Parse("11")), TestActor);

        var failed = ExpectMsg<SubsetFailed>();
        Assert.Equal(("none", Genome.Parse("11")), (failed.Study, failed.Subset));
        ExpectMsg<SubsetEvaluated>();
    }

    private static SubsetFitness Fitness(Synthetic data, FitnessImages images)
    {
        var layout = data.Layout(images);
        return new SubsetFitness(data.Store(layout, new Workers(1)), layout.Views[0], layout.Views[0].Classes, new SvmParameters(1, 1e-3));
    }
}
