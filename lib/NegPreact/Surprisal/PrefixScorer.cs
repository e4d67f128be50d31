namespace NegPreact;

/// <summary>
/// Log-probabilities of what follows many texts: each distinct beginning is run about once for all of them, and the
/// vocabulary is looked at only where something is predicted.
/// </summary>
internal static class PrefixScorer
{
    // Measured on the built-in model and on SmolLM2: a longer pass costs memory and is hardly faster. In a longer row
    // attention costs more; of shorter rows there are more, and what the texts at a row's ends share with the next row
    // is run again there.
    private const int PositionsPerPass = 1024;
    private const int PositionsPerRow = 96;
    private const double LeastFilled = 0.9;

    /// <summary>Scores requests.</summary>
    /// <param name="model">The model, with whatever ablation is in force; its hooks see trees, not texts.</param>
    /// <param name="requests">What is predicted from what, ids within the vocabulary.</param>
    /// <param name="likeliest">Where given, told of each whether no token is likelier at any of its places.</param>
    /// <param name="report">Told how many requests are done.</param>
    /// <param name="cancellation">Checked before each forward pass.</param>
    /// <returns>For each request, the log-probabilities of its targets in nats.</returns>
    public static double[][] Score(
        LanguageModel model, IReadOnlyList<PrefixRequest> requests, bool[]? likeliest, Action<int>? report,
        CancellationToken cancellation)
    {
        ArraySegment<int>[] inputs = [.. requests.Select(r => r.Input)];
        double[][] scores = [.. requests.Select(r => new double[r.Targets.Count])];
        var done = requests.Count(r => r.Targets.Count == 0);
        var most = model.PositionsPerPass(PositionsPerPass);
        // A pass has one length for all its texts, and some models' numbers depend on it.
        foreach (var alike in Enumerable.Range(0, inputs.Length).Where(i => scores[i].Length > 0)
            .GroupBy(i => model.Network.LengthClass(inputs[i].Count)))
        {
            PrefixTrees[] rows = [.. PrefixTrees.Of(inputs, alike, Math.Min(PositionsPerRow, most), most)
                .OrderByDescending(row => row.Tokens.Count)];
            for (var from = 0; from < rows.Length;)
            {
                cancellation.ThrowIfCancellationRequested();
                var longest = rows[from].Tokens.Count;
                var to = from + 1;
                while (to < rows.Length && (to - from + 1) * longest <= most
                    && rows[to].Tokens.Count >= LeastFilled * longest)
                    to++;
                done += Score(model, rows.AsSpan(from, to - from), requests, scores, likeliest);
                report?.Invoke(done);
                from = to;
            }
        }

        return scores;
    }

    private static int Score(
        LanguageModel model, ReadOnlySpan<PrefixTrees> rows, IReadOnlyList<PrefixRequest> requests, double[][] scores,
        bool[]? likeliest)
    {
        var (positions, tokens, texts) = (new List<long>(), new List<long>(), new List<int>());
        for (var r = 0; r < rows.Length; r++)
            foreach (var (text, last) in rows[r].Texts)
            {
                texts.Add(text);
                tokens.AddRange(requests[text].Targets.Select(t => (long)t));
                foreach (var place in rows[r].PlacesBefore(last, requests[text].Targets.Count))
                    positions.Add(((long)r * rows[0].Tokens.Count) + place);
            }

        PrefixTrees[] all = [.. rows];
        var top = likeliest is null ? null : new bool[positions.Count];
        var values = model.LogProbabilities(
            [.. all.Select(row => row.Tokens)], positions, tokens, top, [.. all.Select(row => row.Parents)]);
        var next = 0;
        foreach (var text in texts)
        {
            var count = scores[text].Length;
            if (likeliest is not null)
                likeliest[text] = !top.AsSpan(next, count).Contains(false);
            for (var t = 0; t < count; t++)
                scores[text][t] = values[next++];
        }

        return texts.Count;
    }
}

/// <summary>What is predicted from what.</summary>
/// <param name="Input">The tokens that are run, all but the last target among them.</param>
/// <param name="Targets">What is predicted from the last as many places of the input; none from an empty one.</param>
internal readonly record struct PrefixRequest(ArraySegment<int> Input, ArraySegment<int> Targets);
