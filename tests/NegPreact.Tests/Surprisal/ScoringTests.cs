using CsCheck;
using NegPreact.Tests.Models;

namespace NegPreact.Tests.Surprisal;

public sealed class ScoringTests : IDisposable
{
    private static readonly Gen<int[][]> Sequences = Gen.Int[0, 299].Array[1, 20].Array[1, 9];
    private readonly TinyModel files = TinyModel.Llama().AddTokenizer();
    private readonly LanguageModel model;

    public ScoringTests() => model = files.Load();

    [Fact]
    public void Neither_batch_size_nor_padding_changes_a_token()
    {
        Sequences.Sample(
            sequences =>
            {
                var together = Score(sequences, 16);
                var inThrees = Score(sequences, 3);
                for (var i = 0; i < sequences.Length; i++)
                {
                    var alone = Score([sequences[i]], 1)[0];
                    Assert.Equal(sequences[i].Length - 1, alone.Length);
                    for (var t = 0; t < alone.Length; t++)
                    {
                        Assert.Equal(alone[t], together[i][t], 1e-5);
                        Assert.Equal(alone[t], inThrees[i][t], 1e-5);
                    }
                }
            },
            iter: 30,
            threads: 1);
    }

    [Fact]
    public void Several_threads_may_score_at_once()
    {
        var texts = Enumerable.Range(0, 64).Select(i => Enumerable.Range(i, 2 + (i % 23)).ToArray()).ToArray();
        var alone = texts.Select(text => Score([text], 1)[0]).ToArray();
        var together = new double[texts.Length][];
        Parallel.For(0, texts.Length,
            new ParallelOptions { MaxDegreeOfParallelism = 8,
            CancellationToken = TestContext.Current.CancellationToken }, i =>
        {
            for (var again = 0; again < 5; again++)
                together[i] = Score([texts[i]], 1)[0];
        });
        Assert.Equal(alone, together);
    }

    [Fact]
    public void A_token_depends_on_those_before_it_only()
    {
        var scores = Score([[4, 8, 15, 16, 23], [4, 8, 15, 42, 99]], 2);
        Assert.Equal(scores[0][..2], scores[1][..2]);
        Assert.NotEqual(scores[0][2], scores[1][2]);
    }

    [Fact]
    public void Probabilities_of_all_next_tokens_add_up_to_one()
    {
        var everyNext = Enumerable.Range(0, model.Network.VocabularySize).Select(next => new[] { 7, 3, next })
            .ToArray();
        Assert.Equal(1, Score(everyNext, 64).Sum(s => Math.Exp(s[1])), 1e-4);
    }

    [Fact]
    public void Perplexity_is_exp_of_the_mean_of_the_window_losses()
    {
        var corpus = Corpus.OfText("twice", TinyModel.Texts + TinyModel.Texts);
        var measured = Perplexity.Of(model, corpus, windowLength: 7, TestContext.Current.CancellationToken);
        var windows = corpus.Windows(model.Tokenizer, 7);
        Assert.Equal(windows.Count, measured.WindowLosses.Count);
        var losses = Score(windows, 1).Select(w => -w.Sum() / 6).ToArray();
        Assert.Equal(losses.Average(), measured.MeanLoss, 1e-5);
        Assert.Equal(Math.Exp(measured.MeanLoss), measured.Value);
        for (var w = 0; w < losses.Length; w++)
            Assert.Equal(losses[w], measured.WindowLosses[w], 1e-5);
        Assert.Equal(7, measured.WindowLength);
        Assert.Contains("7 tokens", measured.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_to_score_is_refused()
    {
        Assert.Empty(Score([], 4));
        Assert.Throws<NegPreactException>(() => Score([[1, 2], []], 4));
        Assert.Throws<ArgumentOutOfRangeException>(() => Score([[1, 2]], 0));
        Assert.Throws<NegPreactException>(() => Perplexity.OfWindows(model, [], TestContext.Current.CancellationToken));
        Assert.Throws<NegPreactException>(
            () => Perplexity.OfWindows(model, [[1]], TestContext.Current.CancellationToken));
        Assert.Throws<NegPreactException>(
            () => Perplexity.OfWindows(model, [[1, 2], [1, 2, 3]], TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Cancelling_ends_before_the_next_forward_pass()
    {
        using var source = new CancellationTokenSource();
        var passes = 0;
        using var counted = model.Network.Mlps[0].Input.Add(x =>
        {
            passes++;
            source.Cancel();
            return x;
        });
        Assert.Throws<OperationCanceledException>(
            () => TokenLogProbabilities.Of(model, [[1, 2], [3, 4]], batch: 1, source.Token));
        Assert.Equal(1, passes);
    }

    public void Dispose()
    {
        model.Dispose();
        files.Dispose();
    }

    private IReadOnlyList<double[]> Score(IReadOnlyList<IReadOnlyList<int>> sequences, int batch) =>
        TokenLogProbabilities.Of(model, sequences, batch, TestContext.Current.CancellationToken);
}
