using NegPreact.Ablations;
using NegPreact.Experiments;

namespace NegPreact.Figures;

/// <summary>The names used in the figures on grammar.</summary>
internal static class ContrastNames
{
    public const string Target = "highest Wasserstein distance";

    public static string Name(this Baseline baseline) => baseline switch
    {
        Baseline.Untouched => "untouched model",
        Baseline.RandomSets => "random sets",
        Baseline.LowestDistance => "lowest Wasserstein distance",
        Baseline.PerplexityMatched => "perplexity-matched, lowest distance",
        Baseline.PerplexityMatchedRandom => "perplexity-matched, random",
        Baseline.FrequencyMatched => "frequency-matched",
        Baseline.VarianceMatched => "variance-matched",
        Baseline.PositiveMirror => "mirror: positives zeroed",
        _ => baseline.ToString(),
    };

    // Part of a claim's name, which other pages and reports refer to.
    public static string Id(this Baseline baseline) => baseline switch
    {
        Baseline.RandomSets => "random",
        Baseline.LowestDistance => "lowest-distance",
        Baseline.PerplexityMatched => "perplexity-matched",
        Baseline.PerplexityMatchedRandom => "perplexity-matched-random",
        Baseline.FrequencyMatched => "frequency-matched",
        Baseline.VarianceMatched => "variance-matched",
        Baseline.PositiveMirror => "mirror",
        _ => "untouched",
    };

    public static string Id(this Ability ability) => ability switch
    {
        Ability.Blimp => "blimp",
        Ability.Tse => "tse",
        _ => "non-grammar",
    };

    public static string Name(this Ablation ablation) => ablation switch
    {
        Ablation.ZeroNegative => "negatives zeroed",
        Ablation.ZeroPositive => "positives zeroed",
        Ablation.ZeroBoth => "all zeroed",
        Ablation.PositiveReLU => "ReLU on the positive side",
        Ablation.SignFlip => "negative outputs turned positive",
        _ => ablation.ToString(),
    };

    public static string Percent(double percent) => $"{Numbers.Text(percent, "0.##")} % of each layer";
}
