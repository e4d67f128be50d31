using System.Text.Json;

namespace NegPreact.Parity;

/// <summary>Compares perplexities and sentence scores, all in nats, with those of a reference folder.</summary>
internal static class ReferenceScores
{
    public static IEnumerable<Difference> Compare(
        ReferenceFolder folder, string subject, CancellationToken cancellation)
    {
        var expected = folder.Expected.GetProperty(subject);
        using var ablation = folder.Apply(subject);
        var windows = Perplexity.OfWindows(
            folder.Model, ReferenceFolder.Table(folder.Inputs.GetProperty("perplexity_sequences")), cancellation);
        yield return Scores("perplexity", [expected.GetProperty("perplexity").GetDouble()], [windows.Value]);
        yield return Scores("sequence_losses", Numbers(expected.GetProperty("sequence_losses")), windows.WindowLosses);

        // The reference puts null for the first token, which has no loss.
        var losses = expected.GetProperty("per_token_nll_unequal").EnumerateArray()
            .SelectMany(row => Numbers(row).Skip(1));
        var tokens = Of(folder.Inputs.GetProperty("perplexity_sequences_unequal"));
        yield return Scores("per_token_nll_unequal", [.. losses], [.. tokens.SelectMany(row => row.Select(v => -v))]);

        var pairs = folder.Inputs.GetProperty("pairs");
        foreach (var side in (string[])["good", "bad"])
        {
            var sentences = Of(pairs.GetProperty(side));
            yield return Scores($"blimp.{side}_logp", Numbers(
                expected.GetProperty("blimp").GetProperty(side + "_logp")), [.. sentences.Select(s => s.Sum())]);
            yield return Scores($"tse.{side}_avg", Numbers(expected.GetProperty("tse").GetProperty(side + "_avg")),
                [.. sentences.Select(s => s.Average())]);
        }

        Difference Scores(string name, IReadOnlyList<double> wanted, IReadOnlyList<double> got) =>
            Difference.Of($"{subject}: {name}", wanted, got, isScore: true);

        IReadOnlyList<double[]> Of(JsonElement sequences) =>
            TokenLogProbabilities.Of(folder.Model, ReferenceFolder.Table(sequences), batch: 4, cancellation);
    }

    private static double[] Numbers(JsonElement values) =>
        [.. values.EnumerateArray().Select(v => v.ValueKind == JsonValueKind.Null ? 0 : v.GetDouble())];
}
