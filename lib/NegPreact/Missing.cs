namespace NegPreact;

/// <summary>A table cell without a value: shown as "n/a" with the reason.</summary>
/// <param name="Reason">Why there is no value, in a few words ("constant neuron"); empty when nothing is known.</param>
public readonly record struct Missing(string Reason)
{
    /// <summary>The cell's text.</summary>
    /// <returns>"n/a", and the reason in brackets where there is one.</returns>
    public override string ToString() => string.IsNullOrEmpty(Reason) ? "n/a" : $"n/a ({Reason})";
}
