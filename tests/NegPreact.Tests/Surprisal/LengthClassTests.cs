using System.Text.Json.Nodes;
using NegPreact.Tests.Models;

namespace NegPreact.Tests.Surprisal;

/// <summary>
/// Where rotary scaling depends on the length of a pass, a text's scores do not depend on what is scored with it.
/// </summary>
public class LengthClassTests
{
    private const int Trained = 5;
    private const string Dynamic = """{ "rope_type": "dynamic", "factor": 4 }""";
    private const string LongRope = """
        { "rope_type": "longrope", "short_factor": [1, 2], "long_factor": [3, 8], "factor": 4,
        "original_max_position_embeddings": 5 }
        """;

    // Some are the beginnings of others, some longer than the length of training.
    private static readonly int[][] texts =
        [[7, 8, 9, 10, 11, 12, 13, 14, 15], [7, 8, 9, 10], [7, 8, 9, 10, 11, 12, 13], [3, 1, 4, 1, 5, 9, 2], [7, 8, 9]];

    [Theory]
    [InlineData(Dynamic, new[] { 0, 0, 6, 7, 9 })]
    [InlineData(LongRope, new[] { 0, 0, 1, 1, 1 })]
    public void A_text_has_the_scores_that_it_has_alone(string scaling, int[] classes)
    {
        using var files = TinyModel.Of(
            "llama", ("max_position_embeddings", Trained), ("rope_scaling", JsonNode.Parse(scaling)));
        using var model = files.Load();
        int[] lengths = [1, Trained, Trained + 1, Trained + 2, Trained + 4];
        Assert.Equal(classes, lengths.Select(model.Network.LengthClass));

        var alone = Flat(texts.Select(t => TokenLogProbabilities.Of(model, [t])[0]));
        Closeness.Check("together", alone, Flat(TokenLogProbabilities.Of(model, texts, batch: 8)), 1e-5);
        Closeness.Check("with shared prefixes", alone, Flat(SharedPrefixes.LogProbabilities(model, texts)), 1e-5);
        TaskRequest[] requests = [.. texts.Select(t => new TaskRequest(t[..^1], t[^1..], Truncated: false))];
        Closeness.Check(
            "as continuations", [.. requests.Select(r => Score(r).Single())], Score(requests), 1e-5);

        // A pass over all of them would give others.
        using var both = model.Logits([texts[0], texts[1]]);
        using var one = model.Logits([texts[1]]);
        using var padded = both[1].narrow(0, 0, texts[1].Length);
        Assert.True((padded - one[0]).abs().max().item<float>() > 1e-3f);

        double[] Score(params TaskRequest[] asked) =>
            [.. ContinuationScorer.Score(model, asked, "", default).Select(s => s.LogProbability)];
    }

    private static double[] Flat(IEnumerable<double[]> rows) => [.. rows.SelectMany(r => r)];
}
