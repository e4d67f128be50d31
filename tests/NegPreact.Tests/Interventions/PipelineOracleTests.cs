using NegPreact.Tests.Models;

namespace NegPreact.Tests.Interventions;

/// <summary>
/// From a model to the perplexity without its Wasserstein neurons, as the paper's code goes, where the shared folder
/// has it.
/// </summary>
[Trait(SharedData.Category, SharedData.Shared)]
public class PipelineOracleTests
{
    public static IEnumerable<TheoryDataRow<string, string>> LayerRows =>
        Oracle.Rows((expected, _) => expected.GetProperty("pipeline").GetProperty("layers").EnumerateObject()
        .Select(p => p.Name));

    public static IEnumerable<TheoryDataRow<string, string>> SelectionRows =>
        Oracle.Rows((expected, _) => expected.GetProperty("pipeline").GetProperty("selection").EnumerateObject()
        .Select(p => p.Name));

    [Theory]
    [MemberData(nameof(LayerRows))]
    public void Scores_of_own_pre_activations_agree(string folder, string layer)
    {
        using var oracle = Oracle.Open(folder);
        var expected = oracle.Expected.GetProperty("pipeline").GetProperty("layers").GetProperty(layer);
        var scores = Measure(oracle)[int.Parse(layer)].All;
        Closeness.Check("WD", Oracle.Doubles(expected.GetProperty("wd")),
            [.. scores.Select(s => s.WassersteinDistance!.Value)], 2e-5);
        Closeness.Check("MD", Oracle.Doubles(expected.GetProperty("md")),
            [.. scores.Select(s => s.MappingDifficulty!.Value)], 1e-4, relative: true);
    }

    [Theory]
    [MemberData(nameof(SelectionRows))]
    public void Neurons_chosen_from_own_scores_and_the_perplexity_without_them_agree(string folder, string selection)
    {
        using var oracle = Oracle.Open(folder);
        var pipeline = oracle.Expected.GetProperty("pipeline");
        var listed = Oracle.Table(pipeline.GetProperty("selection").GetProperty(selection));
        var scores = new NamedScore(
            "WD", [.. Measure(oracle).Select(layer => layer.WassersteinDistance[0])]);
        var words = selection.Split('_'); // such as top_2
        var chosen = (words[0] == "top" ? (Func<NamedScore, double, SelectionRule, NeuronSet>)NeuronSet.Top
            : NeuronSet.Bottom)(
            scores, double.Parse(words[1]), SelectionRule.PercentileStrict);
        // Where the last chosen and the first rejected neuron are nearer than float32 can tell, either may be in.
        var gaps = Oracle.Doubles(pipeline.GetProperty("selection_gap").GetProperty(selection));
        for (var layer = 0; layer < listed.Length; layer++)
            if (gaps[layer] > 1e-5)
                Assert.Equal(listed[layer], chosen[layer]);

        using var ablation = oracle.Model.Ablate(
            NeuronSet.Of(listed, oracle.Model.IntermediateSizes), Ablation.ZeroNegative);
        var measured = Perplexity.OfWindows(oracle.Model,
            Oracle.Table(oracle.Inputs.GetProperty("perplexity_sequences")), TestContext.Current.CancellationToken);
        Closeness.Check("perplexity", pipeline.GetProperty("perplexity").GetProperty(selection + "_negative")
            .GetDouble(), measured.Value, 2e-5, relative: true);
    }

    private static NeuronScores[] Measure(Oracle oracle)
    {
        var pipeline = oracle.Expected.GetProperty("pipeline");
        var reference = GaussianReference.Sample(Oracle.Doubles(pipeline.GetProperty("standard_normal")));
        var pairs = TokenPairs.Of(
            Oracle.Ints(pipeline.GetProperty("indices1")), Oracle.Ints(pipeline.GetProperty("indices2")));
        var scores = new NeuronScores[oracle.Model.Layers];
        using (oracle.Model.Observe((layer, input, preActivation) =>
        {
            var (x, a) = (Oracle.Values(input), Oracle.Values(preActivation));
            var (width, neurons) = ((int)input.shape[^1], (int)preActivation.shape[^1]);
            scores[layer] = NeuronScores.OfLayer(
                a, neurons, reference, MappingDifficulty.OfLayer(x, width, a, neurons, pairs));
        }))
            oracle.Model.Run(Oracle.Table(oracle.Inputs.GetProperty("input_ids")));
        return scores;
    }
}
