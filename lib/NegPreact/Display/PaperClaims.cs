namespace NegPreact;

/// <summary>The paper's claims in words, with the figures that are known of it.</summary>
public static class PaperClaims
{
    /// <summary>Where the figures are from.</summary>
    internal const string Source = "a public summary of the paper (papernotes.org, ICLR 2026), since its own tables "
        + "could not be read";

    /// <summary>The claim in one sentence.</summary>
    public static string Statement(this PaperClaim claim) => claim switch
    {
        PaperClaim.FarFromGaussian => "A few neurons have pre-activations far from a Gaussian, and they are the ones "
            + "that pull similar inputs apart.",
        PaperClaim.SeparateBelowZero => "They tell similar inputs, above all syntactic ones, apart with negative "
            + "pre-activations.",
        PaperClaim.WeakensModel => "Zeroing only the negative pre-activations of a small set of them raises perplexity "
            + "substantially.",
        PaperClaim.BreaksGrammar => "It sharply lowers accuracy on minimal pairs (BLiMP, TSE); random and "
            + "perplexity-matched ablations leave it largely intact.",
        PaperClaim.SparesOtherAbilities => "On tasks without grammar the perplexity-matched control does more damage: "
            + "a double dissociation.",
        PaperClaim.FallsOnScaffolding => "The excess surprisal falls on syntactic scaffolding.",
        PaperClaim.AddsUpOverDepth => "Small local degradations add up over the layers.",
        PaperClaim.GrowsInTraining => "The same ablation does more harm as Wasserstein neurons emerge in training and "
            + "settle.",
        _ => throw new ArgumentOutOfRangeException(nameof(claim), claim, null),
    };

    /// <summary>What the paper measured, with the source.</summary>
    public static string Measured(this PaperClaim claim) => $"{claim.Figure()}; source: {Source}";

    /// <summary>What the paper measured.</summary>
    public static string Figure(this PaperClaim claim) => claim switch
    {
        PaperClaim.FarFromGaussian => "distance and mapping difficulty \"strongly correlated\"; no figure known",
        PaperClaim.SeparateBelowZero => "no figure known",
        PaperClaim.WeakensModel => "perplexity doubles at about 2 % of the neurons of Llama 3.1 8B and Mistral 7B, "
            + "about 5 % of Qwen3 8B",
        PaperClaim.BreaksGrammar => "accuracies not known; the match of the top 1 % takes 35 % of the neurons of Llama "
            + "3.1 8B, 50 % of Mistral 7B, 20 % of Qwen3 8B",
        PaperClaim.SparesOtherAbilities => "error on eight benchmarks rises by about 4 % with the target, 11 % with "
            + "the matched control",
        PaperClaim.FallsOnScaffolding => "Llama 3.1 8B: determiners, punctuation, auxiliaries and particles; open "
            + "classes nearly untouched",
        PaperClaim.AddsUpOverDepth => "Llama 3.1 8B in eight groups of layers: early ones worst, the cumulative effect "
            + "grows steadily",
        PaperClaim.GrowsInTraining => "Pythia: distances jump within the first 25,000 steps, and the ablation then "
            + "hurts more",
        _ => throw new ArgumentOutOfRangeException(nameof(claim), claim, null),
    };
}
