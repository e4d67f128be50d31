namespace NegPreact.Benchmarks;

/// <summary>One measured number, beside a peer's where there is one.</summary>
/// <param name="Name">What was measured, in a few words; a later figure of the same name takes its place.</param>
/// <param name="Unit">The unit of both numbers: <c>ns per value</c>, <c>tokens per second</c>.</param>
/// <param name="Ours">The library's.</param>
/// <param name="Peer">The other's on the same machine in the same run; null where there is none.</param>
/// <param name="PeerName">Who the other is: <c>numpy 2.3, sort</c>.</param>
internal sealed record BenchmarkFigure(
    string Name, string Unit, double Ours, double? Peer = null, string? PeerName = null)
{
    /// <summary>Ours / peer: for speeds more is better, for times and memory less.</summary>
    public double? Ratio => Ours / Peer;
}
