namespace NegPreact;

/// <summary>How much likelier a kind of pair is among the far pairs than among the other close pairs.</summary>
/// <param name="Kind">The kind ("ADP-DET", "both syntactic").</param>
/// <param name="Far">Its far pairs, over all neurons looked at.</param>
/// <param name="Near">Its other close pairs.</param>
/// <param name="LogOdds">
/// Natural logarithm of the Mantel-Haenszel odds ratio over strata; above 0 where the kind is over-represented among far pairs.
/// </param>
/// <param name="PValue">Two-sided, from the bootstrap's standard deviation and the normal curve.</param>
/// <param name="AdjustedPValue">The same after Holm's correction over the kinds that were compared together.</param>
public sealed record PairOdds(string Kind, int Far, int Near, Estimate LogOdds, double PValue, double AdjustedPValue);
