namespace NegPreact;

/// <summary>How it is judged which paradigms the untouched model masters.</summary>
public sealed record MasterySettings
{
    /// <summary>The most pairs of a paradigm by which it is judged; none of them is scored afterwards.</summary>
    public int Pairs { get; init; } = 60;

    /// <summary>
    /// A paradigm is mastered if guessing would do as well on these pairs with at most this probability.
    /// </summary>
    public double At { get; init; } = Evidence.Alpha;
}

/// <summary>Which pairs of a battery are scored, and which judge the paradigms.</summary>
/// <param name="Blimp">The most pairs per paradigm of many phenomena; 0 leaves them out.</param>
/// <param name="BlimpConvention">How they are scored.</param>
/// <param name="Tse">The most pairs per paradigm by construction; 0 leaves them out.</param>
/// <param name="TseConvention">How they are scored.</param>
/// <param name="Mastery">How paradigms are judged.</param>
/// <param name="Seed">Seed of the draw.</param>
internal sealed record PairDraw(
    int Blimp, ScoringConvention BlimpConvention, int Tse, ScoringConvention TseConvention, MasterySettings Mastery,
    int Seed)
{
    /// <summary>How the pairs of an ability are scored.</summary>
    public ScoringConvention ConventionOf(Ability ability) => ability switch
    {
        Ability.Blimp => BlimpConvention,
        Ability.Tse => TseConvention,
        _ => throw new ArgumentOutOfRangeException(nameof(ability), ability, "has no pairs"),
    };
}
