using System.Runtime.CompilerServices;

namespace NegPreact;

/// <summary>
/// What a notebook shows where a cell ends with a result as it is: what a reader would ask of it first.
/// </summary>
internal sealed class ResultOverview(params IReadOnlyList<IRichDisplay> parts) : IRichDisplay
{
    /// <summary>The overview of a result; null of anything else.</summary>
    public static ResultOverview? Of(object value) => value switch
    {
        NeuronScores scores => new(Table.From(scores.ToDataFrame(), "All neurons")),
        DiscoveryResult found => new(found.TopNeurons(), found.Histograms()),
        ModelVariantsResult found => new(found.Models(), found.DistanceByModel()),
        DifferentiationResult found => new(found.Sampled(), found.ShareByLayer()),
        DoseResponseResult found => new([found.Perplexities(), .. found.Settings.Ablations.Select(found.DoseCurve)]),
        DamageDoseResult found => new(found.DamageDoses(), found.DamageCurves()),
        GrammarByAblationResult found => new(found.Drops(), found.AccuracyDrops()),
        GrammarContrastResult found => new([found.Measured(), .. found.Settings.Percents.Select(found.Comparisons)]),
        PosSurprisalResult found => new([found.Conditions(), .. found.Settings.Percents.Select(found.ByTag)]),
        LayerSweepResult found => new(found.Measured(), found.SingleLayers(LayerEffect.Loss)),
        CheckpointsResult found => new(found.Measured(), found.Overview(), found.Quantiles()),
        _ => null,
    };

#pragma warning disable CA2255 // whoever shows a result must find this, whether or not a study has run in the program
    [ModuleInitializer]
    internal static void Register() => RichDisplayFormatterSource.Overview = Of;
#pragma warning restore CA2255

    void IRichDisplay.WriteHtml(TextWriter writer)
    {
        foreach (var part in parts)
            part.WriteHtml(writer);
    }

    void IRichDisplay.WriteText(TextWriter writer)
    {
        foreach (var part in parts)
            part.WriteText(writer);
    }
}
