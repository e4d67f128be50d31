namespace NegPreact.Results;

/// <summary>A kind of result that can be kept.</summary>
/// <param name="Name">What is measured ("window losses").</param>
/// <param name="Method">
/// Version of the way it is measured, part of every result's key: raised whenever a number may change, so that no older
/// one is read.
/// </param>
public sealed record ResultKind(string Name, int Method)
{
    /// <summary>
    /// Whether its results hold words of the text that was measured on; they stay in stores and come into no record.
    /// </summary>
    public bool HoldsText { get; init; }
}
