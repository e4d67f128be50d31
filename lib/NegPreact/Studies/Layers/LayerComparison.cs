using NegPreact.Models;
using static TorchSharp.torch;

namespace NegPreact;

/// <summary>
/// Two models on the same texts, text by text; what is made on the way belongs to the caller's dispose scope.
/// </summary>
internal static class LayerComparison
{
    /// <summary>
    /// KL(p || q) = sum of p (log p - log q), mean over positions, nats per token; exactly 0 where they are equal.
    /// </summary>
    /// <param name="p">Log-probabilities <c>[text, position, token]</c>.</param>
    /// <param name="q">Log-probabilities of the same shape.</param>
    public static double[] Divergences(Tensor p, Tensor q) => Means((p.exp() * p.Minus(q)).sum(2));

    /// <summary>Mean loss of texts of one length, nats per token; their first tokens are not scored.</summary>
    /// <param name="logProbabilities">Log-probabilities <c>[text, position, token]</c>.</param>
    /// <param name="texts">The token ids of each.</param>
    public static double[] Losses(Tensor logProbabilities, IReadOnlyList<IReadOnlyList<int>> texts)
    {
        var scored = texts[0].Count - 1;
        long[] next = [.. texts.SelectMany(text => text.Skip(1)).Select(id => (long)id)];
        return Means(logProbabilities.narrow(1, 0, scored).gather(
            2, tensor(next, [texts.Count, scored, 1], device: logProbabilities.device)).squeeze(2).neg());
    }

    /// <summary>
    /// Cosine of two streams <c>[text, position, feature]</c>, mean over positions; exactly 1 where they are equal.
    /// </summary>
    public static double[] Cosines(Tensor first, Tensor second)
    {
        var (a, b) = (first.to(ScalarType.Float64), second.to(ScalarType.Float64));
        return Means((a * b).sum(2) / ((a * a).sum(2) * (b * b).sum(2)).sqrt());
    }

    private static double[] Means(Tensor values) => values.to(ScalarType.Float64).mean([1]).cpu().data<double>()
        .ToArray();
}
