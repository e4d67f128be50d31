namespace NegPreact;

/// <summary>
/// One score of one neuron: a value, or the reason why there is none. Never NaN, so that it can be ranked.
/// </summary>
public readonly record struct ScoreValue
{
    private ScoreValue(double? value, double errorBound, string? missingReason) =>
        (Value, ErrorBound, MissingReason) = (value, errorBound, missingReason);

    /// <summary>The value in the score's unit, or null.</summary>
    public double? Value { get; }

    /// <summary>
    /// How far the value may lie from the exact one, in the same unit; 0 where it was computed exactly.
    /// </summary>
    public double ErrorBound { get; }

    /// <summary>Why there is no value; null where there is one.</summary>
    public string? MissingReason { get; }

    internal static ScoreValue Of(double value, double errorBound = 0) => new(value, errorBound, null);

    internal static ScoreValue Missing(string reason) => new(null, 0, reason);
}
