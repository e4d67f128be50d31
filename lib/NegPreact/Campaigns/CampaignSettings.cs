using System.Text.Json.Serialization;

namespace NegPreact.Campaigns;

/// <summary>What a campaign measures on, and how much of it. The doses and seeds are those of the notebooks.</summary>
public sealed record CampaignSettings
{
    private const int QuickSets = 5;

    /// <summary>Tokens per window of every text.</summary>
    public int WindowLength { get; init; } = 256;

    /// <summary>On how many windows of WikiText-2's validation text neurons are scored.</summary>
    public int ScoredWindows { get; init; } = 32;

    /// <summary>On how many windows of its test text effects are measured, and of the second text.</summary>
    public int MeasuredWindows { get; init; } = 48;

    /// <summary>On how many windows of gold-tagged text surprisal is measured.</summary>
    public int GoldWindows { get; init; } = 48;

    /// <summary>The doses, percent of each layer.</summary>
    public IReadOnlyList<double> Percents { get; init; } = [1, 5];

    /// <summary>The dose at which layers are ablated one by one, percent of each layer.</summary>
    public double LayerPercent { get; init; } = 5;

    /// <summary>Seeds of random sets, one set for each.</summary>
    public IReadOnlyList<int> Seeds { get; init; } = SetContrast.Seeds;

    /// <summary>
    /// How many of these sets there are where ranks are not needed: for tasks, for ablations other than zeroing the
    /// negatives, and in several layers but not all.
    /// </summary>
    public int FewSets { get; init; } = 10;

    /// <summary>Seeds of the random sets that are matched on perplexity, each with its own search.</summary>
    public IReadOnlyList<int> MatchSeeds { get; init; } = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

    /// <summary>The most pairs per paradigm of many phenomena that are scored in each condition.</summary>
    public int PairsPerParadigm { get; init; } = 20;

    /// <summary>The same of pairs by construction, which have fewer paradigms.</summary>
    public int TsePairsPerParadigm { get; init; } = 60;

    /// <summary>By how many other pairs it is judged which paradigms are mastered.</summary>
    public int MasteryPairs { get; init; } = 60;

    /// <summary>How pairs of many phenomena are scored.</summary>
    public ScoringConvention Convention { get; init; } = ScoringConvention.PaperBlimp;

    /// <summary>The tasks without grammar, by their names among the data sets.</summary>
    public IReadOnlyList<string> Tasks { get; init; } = ["lambada", "arc-easy", "piqa", "boolq", "copa"];

    /// <summary>The most questions of each; if there are more, this many are drawn at random.</summary>
    public int QuestionsPerTask { get; init; } = 300;

    /// <summary>Whether this is a quick run, which every claim then states.</summary>
    [JsonInclude]
    public bool Quick { get; private init; }

    internal IReadOnlyList<int> FewSeeds => [.. Seeds.Take(FewSets)];

    /// <summary>The same with very little of everything, to try it.</summary>
    public CampaignSettings Quicker() => this with
    {
        Quick = true, ScoredWindows = 4, MeasuredWindows = 6, GoldWindows = 6,
        Seeds = [.. Seeds.Take(QuickSets)], FewSets = 2, MatchSeeds = [.. MatchSeeds.Take(2)],
        PairsPerParadigm = 2, TsePairsPerParadigm = 4, MasteryPairs = 6, QuestionsPerTask = 10,
    };

    /// <summary>
    /// The same with a share of the seeds, so that machines can divide a campaign: its results are kept, and its
    /// claims are not those of the whole.
    /// </summary>
    /// <param name="part">Which share, from 1.</param>
    /// <param name="parts">How many shares there are.</param>
    /// <exception cref="NegPreactException">There is no such share.</exception>
    public CampaignSettings Shard(int part, int parts)
    {
        if (part < 1 || part > parts)
            throw new NegPreactException(
                ErrorKind.Settings, $"Part {part} of {parts} does not exist; ask for 1/{parts} to {parts}/{parts}.");
        return this with { Seeds = Share(Seeds), MatchSeeds = Share(MatchSeeds),
            FewSets = (FewSets + parts - 1) / parts };

        // No study goes without any set: a share that is left empty repeats the first.
        IReadOnlyList<int> Share(IReadOnlyList<int> seeds) =>
            [.. seeds.Where((_, i) => i % parts == part - 1).DefaultIfEmpty(seeds[0])];
    }
}
