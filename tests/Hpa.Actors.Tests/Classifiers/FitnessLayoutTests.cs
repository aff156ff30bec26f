using Hpa.Actors.Classifiers.Kernels;
using Hpa.Contracts;
using Hpa.Contracts.Datasets;
using Hpa.Contracts.Runs;
using Hpa.Contracts.Selection;

namespace Hpa.Actors.Tests.Classifiers;

public sealed class FitnessLayoutTests
{
    private static readonly LabelSet[] Sets = [LabelSet.Of(3), LabelSet.Of(0), LabelSet.Of(0, 3), LabelSet.Of(7), LabelSet.Of(3)];
    private static readonly FitnessLabels Truth = Labels(1, 400, 100);
    private static readonly FitnessLabels Shuffled = Labels(2, 400, 100);

    [Fact]
    public void Only_rows_that_a_fitness_uses_are_laid_out_the_first_study_in_front_and_by_label_set()
    {
        var layout = FitnessLayout.Of([Truth, Shuffled], FitnessImages.SingleLabel);

        var own = Rows(Truth.Train, single: true);
        Assert.Equal(own.OrderBy(row => Truth.Train[row]).ThenBy(row => row), layout.Train.Take(own.Length));
        Assert.Equal(own.Union(Rows(Shuffled.Train, single: true)).Order(), layout.Train.Order());
        Assert.Equal(Rows(Truth.Val, single: true).Concat(Rows(Shuffled.Val, single: true)).Distinct(), layout.Val);
        Assert.True(layout.Views[0].View.TrainLeads && layout.Views[0].View.EvalLeads);
        Assert.Equal(400, FitnessLayout.Of([Truth, Shuffled], FitnessImages.All).Train.Count);
    }

    [Theory]
    [InlineData(FitnessImages.SingleLabel)]
    [InlineData(FitnessImages.All)]
    public void Every_study_sees_its_rows_by_label_set_and_in_their_order(FitnessImages images)
    {
        var layout = FitnessLayout.Of([Truth, Shuffled], images);
        foreach (var (labels, view) in new[] { (Truth, layout.Views[0]), (Shuffled, layout.Views[1]) })
        {
            var rows = Rows(labels.Train, images == FitnessImages.SingleLabel).OrderBy(row => labels.Train[row]).ThenBy(row => row).ToArray();
            Assert.Equal(rows, Enumerable.Range(0, view.View.TrainRows).Select(r => layout.Train[view.View.TrainPosition(r)]));
            Assert.Equal(rows.Select(row => labels.Train[row]), view.TrainLabels);
            var val = Rows(labels.Val, images == FitnessImages.SingleLabel);
            Assert.Equal(val, Enumerable.Range(0, view.View.EvalRows).Select(r => layout.Val[view.View.EvalPosition(r)]));
            Assert.Equal(val.Select(row => labels.Val[row]), view.EvalLabels);
        }
    }

    [Fact]
    public void Fewer_rows_keep_the_share_of_every_label_set_within_one_row()
    {
        var layout = FitnessLayout.Of([Truth], FitnessImages.All).Within(100, 5);

        Assert.Equal(100, layout.Train.Count);
        foreach (var set in Sets.Distinct())
            Assert.InRange(layout.Train.Count(row => Truth.Train[row] == set), Truth.Train.Count(s => s == set) / 4.0 - 2, Truth.Train.Count(s => s == set) / 4.0 + 2);
        Assert.Equal(100, layout.Val.Count);
    }

    [Fact]
    public void Two_studies_share_the_room_and_have_as_many_rows_each()
    {
        var layout = FitnessLayout.Of([Truth, Shuffled], FitnessImages.All).Within(150, 5);

        Assert.InRange(layout.Train.Count, 140, 150);
        Assert.Equal(layout.Views[0].TrainLabels.Length, layout.Views[1].TrainLabels.Length);
    }

    [Fact]
    public void Every_class_keeps_a_row_however_rare()
    {
        LabelSet[] train = [.. Enumerable.Repeat(LabelSet.Of(0), 500), LabelSet.Of(0, 9), .. Enumerable.Repeat(LabelSet.Of(1), 300), LabelSet.Of(1, 27)];
        var layout = FitnessLayout.Of([new FitnessLabels(train, train)], FitnessImages.All);
        for (var seed = 0UL; seed < 20; seed++) Assert.Equal(LabelSet.Of(0, 1, 9, 27), layout.Within(10, seed).Views[0].TrainLabels.Aggregate((a, b) => new LabelSet(a.Bits | b.Bits)));
        Assert.Contains("hpa.classifiers.memory-budget-mib", Assert.Throws<InputException>(() => layout.Within(1, 1)).Message);
    }

    [Fact]
    public void The_draw_is_a_function_of_the_seed()
    {
        var layout = FitnessLayout.Of([Truth, Shuffled], FitnessImages.SingleLabel);

        Assert.Equal(layout.Within(90, 1).Train, layout.Within(90, 1).Train);
        Assert.NotEqual(layout.Within(90, 1).Train, layout.Within(90, 2).Train);
        Assert.Equal(layout.Train, layout.Within(layout.Train.Count, 1).Train);
    }

    [Fact]
    public void A_row_is_drawn_as_often_as_any_other_of_its_label_set()
    {
        var layout = FitnessLayout.Of([new FitnessLabels([.. Enumerable.Range(0, 40).Select(row => LabelSet.Of(row % 4 == 0 ? 1 : 0))], [LabelSet.Of(0)])], FitnessImages.All);
        var drawn = new int[40];
        for (var seed = 0UL; seed < 400; seed++)
            foreach (var row in layout.Within(10, seed).Train) drawn[row]++;
        Assert.All(drawn, times => Assert.InRange(times, 60, 140));
    }

    [Theory]
    [InlineData(FitnessImages.SingleLabel, "hpa.selection.fitness = single-label: 0 training and 1 validation images remain; set it to all")]
    [InlineData(FitnessImages.All, "hpa.selection.fitness = all: 0 training and 1 validation images remain; give more images")]
    public void No_image_to_measure_on_is_refused_with_the_key(FitnessImages images, string message)
    {
        LabelSet[] train = images == FitnessImages.All ? [] : [LabelSet.Of(0, 1), LabelSet.Of(2, 3)];
        Assert.Contains(message, Assert.Throws<InputException>(() => FitnessLayout.Of([new FitnessLabels(train, [LabelSet.Of(0)])], images)).Message);
        Assert.Throws<InputException>(() => FitnessLayout.Of([new FitnessLabels([LabelSet.Of(0)], [])], images));
    }

    private static int[] Rows(IReadOnlyList<LabelSet> labels, bool single) => [.. Enumerable.Range(0, labels.Count).Where(row => !single || labels[row].Count == 1)];

    private static FitnessLabels Labels(ulong seed, int train, int val)
    {
        var random = new CounterRandom(seed);
        return new FitnessLabels([.. Enumerable.Range(0, train).Select(_ => Sets[random.NextInt(5)])], [.. Enumerable.Range(0, val).Select(_ => Sets[random.NextInt(5)])]);
    }
}
