using System.Runtime.InteropServices;
using System.Text;

namespace NegPreact;

/// <summary>
/// Log-probabilities of continuations. Requests with the same input share one row (all one-token answers to a question
/// do), rows of like length share a forward pass, and the vocabulary is looked at only where something is predicted.
/// </summary>
internal static class ContinuationScorer
{
    private const int Tokens = 4096;
    private const double LeastFilled = 0.9;

    public static RequestScore[] Score(
        LanguageModel model, IReadOnlyList<TaskRequest> requests, string what, CancellationToken cancellation)
    {
        var scores = new RequestScore[requests.Count];
        Row[] rows = [.. Enumerable.Range(0, requests.Count)
            .GroupBy(i => requests[i].Input, SameTokens.Instance)
            .Select(g => new Row(g.Key, [.. g]))
            .OrderByDescending(r => r.Input.Length)];
        var room = model.PositionsPerPass(Tokens);
        using var progress = Progress.Start(what, rows.Length);
        for (var from = 0; from < rows.Length;)
        {
            cancellation.ThrowIfCancellationRequested();
            var length = rows[from].Input.Length;
            var to = from + 1;
            while (to < rows.Length && (to - from + 1) * length <= room
                && rows[to].Input.Length >= LeastFilled * length
                && model.Network.LengthClass(rows[to].Input.Length) == model.Network.LengthClass(length))
                to++;
            var together = rows[from..to];
            Score(model, together, requests, scores);
            progress.Report(from = to);
        }

        return scores;
    }

    private static void Score(
        LanguageModel model, Row[] rows, IReadOnlyList<TaskRequest> requests, RequestScore[] scores)
    {
        var longest = rows.Max(r => r.Input.Length);
        var (places, targets) = (new List<long>(), new List<long>());
        for (var r = 0; r < rows.Length; r++)
            foreach (var request in rows[r].Requests.Select(i => requests[i]))
                for (var t = 0; t < request.Targets.Length; t++)
                {
                    places.Add(((long)r * longest) + request.Input.Length - request.Targets.Length + t);
                    targets.Add(request.Targets[t]);
                }

        var likeliest = new bool[places.Count];
        var values = model.LogProbabilities([.. rows.Select(r => r.Input)], places, targets, likeliest);
        var next = 0;
        foreach (var i in rows.SelectMany(r => r.Requests))
        {
            var count = requests[i].Targets.Length;
            scores[i] = new RequestScore(
                values.AsSpan(next, count).ToArray().Sum(v => (double)v),
                !likeliest.AsSpan(next, count).Contains(false), count);
            next += count;
        }
    }

    private sealed record Row(int[] Input, int[] Requests);

    private sealed class SameTokens : IEqualityComparer<int[]>
    {
        public static readonly SameTokens Instance = new();

        public bool Equals(int[]? x, int[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(int[] tokens)
        {
            var hash = default(HashCode);
            hash.AddBytes(MemoryMarshal.AsBytes(tokens.AsSpan()));
            return hash.ToHashCode();
        }
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
