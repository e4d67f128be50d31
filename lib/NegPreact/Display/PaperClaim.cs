namespace NegPreact;

/// <summary>
/// What the abstract of the paper claims, one by one ("Negative Pre-activations Differentiate Syntax", arXiv
/// 2509.24198v2).
/// </summary>
public enum PaperClaim
{
    /// <summary>A sparse set of neurons is far from a Gaussian and pulls similar inputs apart.</summary>
    FarFromGaussian,

    /// <summary>The negative region is where they do it.</summary>
    SeparateBelowZero,

    /// <summary>Zeroing only their negative pre-activations raises perplexity.</summary>
    WeakensModel,

    /// <summary>It breaks grammar, where random and perplexity-matched ablations leave it largely intact.</summary>
    BreaksGrammar,

    /// <summary>Tasks without grammar suffer more from the matched control: a double dissociation.</summary>
    SparesOtherAbilities,

    /// <summary>The excess surprisal lies on syntactic scaffolding.</summary>
    FallsOnScaffolding,

    /// <summary>Small local degradations add up over the layers.</summary>
    AddsUpOverDepth,

    /// <summary>The same ablation does more harm as the neurons emerge in training.</summary>
    GrowsInTraining,
}
