using System.Text.Json.Serialization;

namespace NegPreact;

/// <summary>What the dose-response experiment does.</summary>
public sealed record DoseResponseSettings
{
    private const int QuickSets = 10;

    /// <summary>The doses: percentages of each layer.</summary>
    public IReadOnlyList<double> Percents { get; init; } = [1, 2, 5, 10];

    /// <summary>
    /// Seeds of the random sets, one set per seed, dose by dose of the same size in each layer as the target. Fewer
    /// than <see cref="SetContrast.RankedSets"/> are compared by Student's t in place of ranks.
    /// </summary>
    public IReadOnlyList<int> Seeds { get; init; } = SetContrast.Seeds;

    /// <summary>What is done to the neurons.</summary>
    public IReadOnlyList<Ablation> Ablations { get; init; } = [Ablation.ZeroNegative];

    /// <summary>
    /// Whether random sets are measured only until the rank can no longer say that the target does more, where the
    /// claim is exploratory; the sets of the primary test are all measured (<see cref="SequentialRank"/>).
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] // as in settings that were kept before
    public bool Sequential { get; init; }

    /// <summary>Tokens per window.</summary>
    public int WindowLength { get; init; } = 256;

    /// <summary>
    /// About how many windows of the text: whole documents, spread evenly over it. Few, since ranks take many sets.
    /// </summary>
    public int MostWindows { get; init; } = 24;

    /// <summary>Whether this is a quick run, which the claims then state.</summary>
    public bool Quick { get; private init; }

    /// <summary>How the random sets of a dose are stopped early; null where all are measured.</summary>
    internal SequentialRank? SequentialAt(Ablation ablation, double percent) =>
        Sequential && Seeds.Count >= SetContrast.RankedSets
        && !(ablation == Ablation.ZeroNegative && PrimaryTest.Is(DoseResponseClaims.BeyondRandomId(percent)))
            ? SequentialRank.Among(Seeds.Count) : null;

    /// <summary>How often the text is run, at most.</summary>
    internal int Passes => 2 + (Percents.Count * Ablations.Count * (1 + Seeds.Count));

    /// <summary>The same with at most ten random sets.</summary>
    public DoseResponseSettings Quicker() => this with { Quick = true, Seeds = [.. Seeds.Take(QuickSets)] };
}
