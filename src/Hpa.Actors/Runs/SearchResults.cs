using Hpa.Actors.Selection;
using Hpa.Actors.Selection.Searches;
using Hpa.Contracts.Features;
using Hpa.Contracts.Reports;
using Hpa.Contracts.Selection;

namespace Hpa.Actors.Runs;

/// <summary>What other searches found among the blocks of each study, from their files.</summary>
/// <param name="Searches">Their results, in the order of features, search.</param>
/// <param name="Fronts">Fitness against time, in the order of features, milliseconds.</param>
internal sealed record SearchResults(IReadOnlyList<SearchMetrics> Searches, IReadOnlyList<FrontPoint> Fronts)
{
    /// <summary>The subsets that were picked from the fronts, by feature set.</summary>
    public Dictionary<FeatureSet, IReadOnlyList<BlockName>> Picked =>
        Fronts.Where(point => point.Picked).ToDictionary(point => point.Features, point => point.Chosen);

    /// <summary>Reads the files of the studies that decide.</summary>
    /// <param name="plan">The run.</param>
    /// <param name="studies">The studies.</param>
    /// <param name="genetic">What the genetic algorithm came to in each study, by the study's name.</param>
    /// <exception cref="Contracts.InputException">A file is missing or damaged.</exception>
    public static SearchResults Read(RunPlan plan, RunStudies studies, IReadOnlyDictionary<string, StudyMetrics> genetic)
    {
        var searches = new List<SearchMetrics>();
        var fronts = new List<FrontPoint>();
        if (plan.Settings.Selection.Searches.Count == 0) return new SearchResults(searches, fronts);
        foreach (var study in studies.Plans.Where(study => study.Name is { Shuffled: false, Repeat: 1 }).OrderBy(study => study.Name.Features))
        {
            var files = new SearchFiles(plan.Folder.Path, study.Name.ToString());
            var front = plan.Settings.Selection.Searches.Contains(SearchKind.Nsga2) ? Front(files, study, studies, plan.Settings.Selection.FrontLoss) : [];
            fronts.AddRange(front);
            searches.AddRange(Traces(files, study, studies, Problem(plan, study, genetic), front.FirstOrDefault(point => point.Picked)));
        }

        return new SearchResults(searches, fronts);
    }

    private static SearchProblem Problem(RunPlan plan, StudyPlan study, IReadOnlyDictionary<string, StudyMetrics> genetic)
    {
        var (name, budget) = (study.Name.ToString(), plan.Settings.Selection.SearchBudget);
        return new SearchProblem(name, study.Costs, budget > 0 ? budget : genetic[name].Evaluations, plan.Settings.Seed);
    }

    private static List<FrontPoint> Front(SearchFiles files, StudyPlan study, RunStudies studies, double loss)
    {
        var front = files.ReadFront();
        var picked = ParetoFront.Pick(front, loss);
        return [.. front.Select(subset => new FrontPoint(
            study.Name.Features, Names(study, studies, subset.Genome), subset.Fitness, subset.Microseconds / 1000.0, subset.Genome == picked.Genome))];
    }

    /// <summary>Of each search the last row of its trace; of NSGA-II what was picked.</summary>
    private static IEnumerable<SearchMetrics> Traces(SearchFiles files, StudyPlan study, RunStudies studies, SearchProblem problem, FrontPoint? picked) =>
        from row in files.ReadSearches()
        group row by row.Search into trace
        orderby trace.Key
        let last = trace.Last()
        let own = trace.Key == SearchKind.Nsga2 ? picked : null
        select new SearchMetrics(
            study.Name.Features, trace.Key, own?.Chosen ?? Names(study, studies, last.Best.Genome), own?.ValidationFitness ?? last.Best.Fitness,
            last.Evaluation, problem.Allowance(trace.Key), own?.Milliseconds ?? study.Cost(last.Best.Genome) / 1000.0);

    private static BlockName[] Names(StudyPlan study, RunStudies studies, Genome own) => [.. own.Chosen().Select(gene => studies.Blocks[study.Blocks[gene]])];
}
