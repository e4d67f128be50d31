using NegPreact.Tests.Models;

namespace NegPreact.Tests.Experiments;

public class SentenceReadingTests
{
    private const string Sentence = "The letters in the desk were never read.";
    private static readonly Corpus Short = Corpus.OfText("short", string.Concat(Corpus.BuiltIn.Documents.Take(4)));
    private static readonly NeuronScoreSettings Measurement = new() { WindowLength = 64 };
    private static readonly DifferentiationSettings Quick = new() { WindowLength = 64, Pairs = 8_000,
        ClosePercent = 10, MinimumPairs = 3, Percent = 5, Resamples = 20, RandomSeeds = [1, 2] };

    [Fact]
    public void Tokens_make_up_the_sentence_and_each_has_its_surprisal()
    {
        using var folder = TinyModel.Llama().AddTokenizer();
        using var model = folder.Load();
        var read = SentenceReading.Of(model, Sentence, NeuronScores.Measure(model, Short, Measurement));
        Assert.Equal(Sentence, string.Concat(read.Tokens));
        Assert.Equal(read.Tokens.Count, read.PreActivations.Count);
        int[] ids = [model.Tokenizer.EndOfTextId!.Value, .. model.Tokenizer.Encode(Sentence, addSpecialTokens: false)];
        Assert.Equal(TokenLogProbabilities.Of(model, [ids])[0].Select(nats => (double?)(-nats / Math.Log(2))),
            read.Bits);
        foreach (var ablated in read.Ablated)
            using (model.Ablate(ablated.Neurons, Ablation.ZeroNegative))
                Assert.Equal(TokenLogProbabilities.Of(model, [ids])[0].Select(nats => (double?)(-nats / Math.Log(2))),
                    ablated.Bits);
        Assert.Equal(read.Ablated[1].Neurons.LayerCounts, read.Ablated[2].Neurons.LayerCounts);
        Assert.Contains("this neuron alone", read.Totals().ToString());
        Assert.Contains("pre-activation", read.PreActivationStrip().ToString());
    }

    [Fact]
    public void Without_a_mark_of_a_text_the_first_token_has_no_surprisal()
    {
        using var folder = TinyModel.GptNeoX();
        using var model = folder.Load(
            new NegPreact.Models.LoadOptions { Tokenizer = NegPreact.Models.TokenizerSource.Bytes });
        var read = SentenceReading.Of(model, Sentence, NeuronScores.Measure(model, Short, Measurement));
        Assert.Null(read.Bits[0]);
        Assert.All(read.Bits.Skip(1), b => Assert.NotNull(b));
        Assert.Contains("–", read.SurprisalStrip().ToHtml());
    }

    [Fact]
    public void One_word_is_too_short() => WithModel(model =>
        Assert.Contains("too short", Assert.Throws<NegPreactException>(
        () => SentenceReading.Of(model, "", NeuronScores.Measure(model, Short, Measurement))).Message));

    [Fact]
    public void A_neuron_s_pairs_are_those_of_the_whole_experiment() => WithModel(model =>
    {
        var scores = NeuronScores.Measure(model, Short, Measurement);
        var whole = Differentiation.Run(model, Short, scores, Quick).Examples[^1];
        SeparatedPairs? alone = null;
        Traces.None(model, () => alone = SeparatedPairs.Of(
            model, Short, scores.Layers[whole.Sample.Layer][whole.Sample.Neuron], Quick));
        Assert.Equal(whole.Pairs, alone!.Pairs);
        Assert.Contains(whole.Pairs[0].First.Text, alone.FurthestPair().ToString());
    });

    [Fact]
    public void The_strongest_tokens_are_those_at_the_ends_of_the_values() => WithModel(model =>
    {
        var scores = NeuronScores.Measure(model, Short, Measurement);
        var split = SeparatedPairs.Of(model, Short, scores.Layers[0][0], Quick);
        var found = StrongestTokens.Of(model, Short, split, Quick, percent: 50);
        var values = split.Sample.Values.Where((_, t) => t % Quick.WindowLength > 0).Order().ToList();
        Assert.Equal((values[0], values[^1]), ((float)found.Lowest.From, (float)found.Highest.To));
        Assert.True(found.Lowest.To <= found.Highest.From);
        // Each of the text's tokens is on one side, or on none where their number is odd.
        Assert.All(found.Lowest.Tokens, t => Assert.InRange(t.Share, t.InText > 0.5 ? 1e-9 : 0, 2.01 * t.InText));
        Assert.Contains(found.Highest.Tokens[0].Text, found.InWords().Notes[0], StringComparison.Ordinal);
        Assert.Contains("60 % of a neuron's values", Assert.Throws<NegPreactException>(
            () => StrongestTokens.Of(model, Short, split, Quick, percent: 60)).Message, StringComparison.Ordinal);
    });

    [Fact]
    public void The_curve_is_the_activation_function_itself() => WithModel(model =>
    {
        var curve = ActivationCurve.Of(model);
        foreach (var (a, f) in curve.PreActivations.Zip(curve.Values))
            Assert.Equal(a / (1 + Math.Exp(-a)), f, 1e-6); // SiLU
        Assert.Contains(0.0, curve.PreActivations);
    });

    private static void WithModel(Action<LanguageModel> test)
    {
        using var folder = TinyModel.Llama().AddTokenizer();
        using var model = folder.Load();
        test(model);
    }
}
