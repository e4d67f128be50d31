using NegPreact.Results;

namespace NegPreact.Tests.Figures;

/// <summary>
/// A sweep over two layers with numbers made up so that everything said of it can be worked out by hand: two windows,
/// two phenomena of two pairs each, dyadic fractions throughout.
/// </summary>
internal static class MadeUpLayers
{
    private static readonly LayerRange first = LayerRange.Alone(0), second = LayerRange.Alone(1), both = new(0, 1);

    private static readonly LayerMeasurement untouched = new(
        WindowLosses: [3, 4], Divergences: [0, 0], Cosines: [[1, 1], [1, 1], [1, 1]], Margins: [1, 2, -1, 3]);

    private static readonly LayerSweepSet target = Set(
        untouched with
        {
            WindowLosses = [3.5, 4.25], Divergences = [0.25, 0.5],
            Cosines = [[1, 1], [0.75, 1], [0.75, 1]], Margins = [0, 1, -1, 3],
        },
        untouched with
        {
            WindowLosses = [3.25, 4.25], Divergences = [0.5, 1],
            Cosines = [[1, 1], [1, 1], [0.5, 1]], Margins = [1, 2, -2, 3],
        },
        untouched with
        {
            WindowLosses = [4, 5], Divergences = [0.25, 0.5],
            Cosines = [[1, 1], [0.75, 1], [0.5, 0.75]], Margins = [-1, 0, -2, 4],
        });

    // Two random sets and one of the lowest distance, which do nothing but turn the stream a little.
    private static readonly LayerSweepSet[] random = [Turning([0.75, 1]), Turning([0.875, 0.875])];
    private static readonly LayerSweepSet[] lowest = [Turning([1, 1])];

    public static LayerSweepResult Result(LayerSweepSettings? settings = null) => new(
        settings ?? new LayerSweepSettings { Percent = 5, Seeds = [1, 2] },
        new ResultSource("made-up", "weights", "text", "sha of the text"),
        [new LayerGroup(0, 0), new LayerGroup(1, 1)],
        new Dictionary<Ability, MasteredPairs>
        {
            [Ability.Blimp] = Mastered("agreement", "objects"), [Ability.Tse] = Mastered("agreement", "npi"),
        },
        "made-up pairs", "sha of the pairs",
        [new ItemGroup("agreement", [[0, 1]]), new ItemGroup("objects", [[2, 3]])], untouched,
        new Dictionary<Selection, IReadOnlyList<LayerSweepSet>>
        {
            [Selection.Target] = [target],
            [Control.RandomSets] = random,
            [Control.LowestDistance] = lowest,
        },
        new LayerConstructions(
            Constructed(1, 2), new Dictionary<LayerRange, ItemScores>
            {
                [first] = Constructed(1, 1), [second] = Constructed(0, 2), [both] = Constructed(-1, 1),
            }),
        LayerPasses: LayerUse.None, HeldBytes: 0);

    private static MasteredPairs Mastered(params string[] paradigms) => new(
        Experiments.TinyGrammar.Battery.Tse,
        [.. paradigms.Select(p => new ParadigmMastery(p, p, 10, 10, 0.001, true))]);

    private static ItemScores Constructed(params double[] margins) => new(
        "made-up constructions", "sha of the constructions", "nats per token",
        [new ItemGroup("agreement", [[0]]), new ItemGroup("npi", [[1]])], [.. margins.Select(m => m > 0)], margins);

    private static LayerSweepSet Turning(double[] lastCosines)
    {
        var measured = untouched with { Cosines = [[1, 1], [1, 1], lastCosines] };
        return Set(measured, measured, measured);
    }

    private static LayerSweepSet Set(LayerMeasurement inFirst, LayerMeasurement inSecond, LayerMeasurement inBoth) =>
        new(
        NeuronSet.Of([[0], [0]], [20, 20]),
        new Dictionary<LayerRange, LayerMeasurement> { [first] = inFirst, [second] = inSecond, [both] = inBoth });
}
