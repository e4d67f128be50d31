namespace NegPreact;

/// <summary>
/// The one test by which a claim of the paper's abstract is judged. The table was fixed with earlier results on the
/// built-in model and its twins in view, and before any other model was measured. Every other test of a claim is
/// exploratory, and those of one model are corrected together.
/// </summary>
/// <param name="Tests">The paper's claim.</param>
/// <param name="Id">The id of the claim that is shown.</param>
/// <param name="Measure">What is measured.</param>
/// <param name="Control">What the target is compared with.</param>
/// <param name="Dose">How many neurons.</param>
/// <param name="Smallest">The smallest effect that matters.</param>
/// <param name="Correction">What is corrected for.</param>
public sealed record PrimaryTest(
    PaperClaim Tests, string Id, string Measure, string Control, string Dose, SmallestEffect Smallest,
    string Correction)
{
    private const string One = "none, it is a single test";
    private const string OnePercent = "1 % of each layer";
    private const string FivePercent = "5 % of each layer";

    /// <summary>One for each claim of the abstract, in their order.</summary>
    public static IReadOnlyList<PrimaryTest> All { get; } =
    [
        new(PaperClaim.FarFromGaussian, "wasserstein-neurons-stand-out",
            "mean Wasserstein distance of a layer's target over its median neuron's", "the same before training",
            OnePercent, new(0.5, "half the median neuron's distance"), One),
        new(PaperClaim.SeparateBelowZero, "separation-below-zero",
            "share of the separation of close pairs that lies below zero, beyond what the neuron's mean explains",
            "random sets, by rank", OnePercent, SmallestEffect.Share, One),
        new(PaperClaim.WeakensModel, "negatives-matter-beyond-random-at-1", "perplexity", "random sets, by rank",
            OnePercent, SmallestEffect.Perplexity, One),
        new(PaperClaim.BreaksGrammar, "blimp-beyond-perplexity-matched-at-1",
            "accuracy on minimal pairs of mastered paradigms", "lowest distances of equal perplexity", OnePercent,
            SmallestEffect.Accuracy, One),
        new(PaperClaim.SparesOtherAbilities, "dissociation-blimp-double-perplexity-matched-at-1",
            "accuracy on minimal pairs and on tasks without grammar", "lowest distances of equal perplexity",
            OnePercent, SmallestEffect.Accuracy, "both halves must hold, each at 0.025"),
        new(PaperClaim.FallsOnScaffolding, "scaffolding-surprisal-beyond-random-at-1",
            "excess surprisal of scaffolding less that of open classes", "random sets, by rank", OnePercent,
            SmallestEffect.Surprisal, One),
        new(PaperClaim.AddsUpOverDepth, "layers-beyond-largest-loss-at-5",
            "loss under ablation of all layers less that of the costliest one", "the costliest layer", FivePercent,
            SmallestEffect.Loss, One),
        new(PaperClaim.GrowsInTraining, "excess-loss-grows-in-training",
            "loss beyond random sets at the last checkpoint less that at the first trained one", "random sets, by rank",
            FivePercent, SmallestEffect.Loss, One),
    ];

    /// <summary>Whether a claim is the primary test of a claim of the paper.</summary>
    /// <param name="id">The claim's id.</param>
    public static bool Is(string id) => All.Any(test => test.Id == id);

    /// <summary>The primary test of a claim of the paper.</summary>
    public static PrimaryTest Of(PaperClaim claim) => All.Single(test => test.Tests == claim);
}
