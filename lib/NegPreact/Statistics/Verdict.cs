namespace NegPreact;

/// <summary>What the data say about a claim; <see cref="Verdicts.Of"/> says how it is made.</summary>
public enum Verdict
{
    /// <summary>The test says so, and the effect is not negligible.</summary>
    Holds,

    /// <summary>An effect as large as would matter is ruled out.</summary>
    DoesNotHold,

    /// <summary>Whatever effect there is, on either side, it is too small to matter.</summary>
    Negligible,

    /// <summary>These data leave it open.</summary>
    Undecided,

    /// <summary>The question does not arise on this model: nothing is changed, or nothing can be measured.</summary>
    CannotApply,
}
