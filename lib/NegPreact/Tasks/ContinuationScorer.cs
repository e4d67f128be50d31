using System.Text;

namespace NegPreact;

/// <summary>Log-probabilities of continuations; what answers begin with alike is run once.</summary>
internal static class ContinuationScorer
{
    public static RequestScore[] Score(
        LanguageModel model, IReadOnlyList<TaskRequest> requests, string what, CancellationToken cancellation)
    {
        using var progress = Progress.Start(what, requests.Count);
        var greedy = new bool[requests.Count];
        var scores = PrefixScorer.Score(
            model, [.. requests.Select(r => new PrefixRequest(r.Input, r.Targets))], greedy,
            done => progress.Report(done), cancellation);
        return [.. scores.Select((values, i) => new RequestScore(values.Sum(), greedy[i], values.Length))];
    }
}

/// <summary>One answer as the model gets it.</summary>
/// <param name="Input">All tokens of context and continuation but the last, which nothing is predicted from.</param>
/// <param name="Targets">
/// The continuation's tokens; they are predicted from the last as many places of the input.
/// </param>
/// <param name="Truncated">Whether the context was cut on the left.</param>
internal sealed record TaskRequest(int[] Input, int[] Targets, bool Truncated);

/// <summary>What the model says of one request.</summary>
internal readonly record struct RequestScore(double LogProbability, bool Greedy, int Tokens)
{
    public OptionScore Of(TaskOption option) => new(
        LogProbability, Greedy, Tokens, option.Continuation.EnumerateRunes().Count(),
        Encoding.UTF8.GetByteCount(option.Continuation));
}
