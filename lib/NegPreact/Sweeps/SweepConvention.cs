namespace NegPreact.Sweeps;

/// <summary>The conventions of <see cref="ScoringConvention"/> by name.</summary>
public enum SweepConvention
{
    /// <summary><see cref="ScoringConvention.PaperBlimp"/>.</summary>
    PaperBlimp,

    /// <summary><see cref="ScoringConvention.PaperTse"/>.</summary>
    PaperTse,

    /// <summary><see cref="ScoringConvention.LmEvaluationHarness"/>.</summary>
    LmEvaluationHarness,

    /// <summary><see cref="ScoringConvention.Minicons"/>.</summary>
    Minicons,
}
