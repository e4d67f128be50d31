namespace NegPreact;

/// <summary>
/// How a model reads one sentence, token by token, before and after the negative pre-activations of some neurons are
/// zeroed (notebook 00).
/// </summary>
/// <param name="Sentence">The sentence.</param>
/// <param name="Tokens">Its tokens, as they are written in it.</param>
/// <param name="Neuron">The neuron that was looked at.</param>
/// <param name="PreActivations">Its pre-activation on each token.</param>
/// <param name="Bits">Surprisal of each token in the untouched model; null where nothing precedes it.</param>
/// <param name="Ablated">
/// The same under each ablation: the neuron alone, the top of each layer, as many random neurons, and all neurons.
/// </param>
public sealed record SentenceReading(
    string Sentence, IReadOnlyList<string> Tokens, NeuronScore Neuron, IReadOnlyList<double> PreActivations,
    IReadOnlyList<double?> Bits, IReadOnlyList<AblatedReading> Ablated)
{
    /// <summary>
    /// Reads a sentence. Where the tokenizer has a mark for it, the sentence stands at the beginning of a text, so that
    /// its first token is scored too.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="sentence">The sentence.</param>
    /// <param name="scores">Where the top of each layer comes from.</param>
    /// <param name="neuron">The neuron to look at; the one of the highest Wasserstein distance where null.</param>
    /// <param name="percent">The percentage of each layer that counts as its top.</param>
    /// <param name="seed">Seed of the random neurons.</param>
    /// <exception cref="NegPreactException">
    /// The sentence has no two tokens, or the scores belong to another model.
    /// </exception>
    public static SentenceReading Of(
        LanguageModel model, string sentence, NeuronScores scores, NeuronScore? neuron = null, double percent = 5,
        int seed = 1)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(sentence);
        ArgumentNullException.ThrowIfNull(scores);
        neuron ??= scores.All.MaxBy(s => s.WassersteinDistance)!;
        var tokens = model.Tokenizer.EncodeWithOffsets(sentence, addSpecialTokens: false);
        int[] marks = (model.Tokenizer.BeginOfTextId ?? model.Tokenizer.EndOfTextId) is { } mark ? [mark] : [];
        int[] ids = [.. marks, .. tokens.Select(t => t.Id)];
        if (tokens.Count < 2)
            throw new NegPreactException(
                ErrorKind.TextTooShort,
                $"The sentence \"{sentence}\" is too short to be read token by token; give one of two words or more.");
        var top = NeuronSet.Top(scores, percent);
        (string Name, NeuronSet Neurons)[] sets =
        [
            ("this neuron alone", NeuronSet.One(neuron.Layer, neuron.Neuron, model.IntermediateSizes)),
            ($"the top {percent} % of each layer", top),
            ("as many random neurons", NeuronSet.Random(top, seed, RandomPool.ComplementOfTarget)),
            ("all neurons", NeuronSet.All(model.IntermediateSizes)),
        ];
        return new SentenceReading(
            sentence, [.. tokens.Select(t => sentence[t.Start..t.End])], neuron,
            [.. Discovery.PreActivations(model, [ids], [neuron], default)[0].Skip(marks.Length).Select(v => (double)v)],
            Surprisals(model, ids, marks.Length),
            [.. sets.Select(a => new AblatedReading(a.Name, a.Neurons, Zeroed(a.Neurons)))]);

        double?[] Zeroed(NeuronSet neurons)
        {
            using var scope = model.Ablate(neurons, Ablation.ZeroNegative);
            return Surprisals(model, ids, marks.Length);
        }
    }

    private static double?[] Surprisals(LanguageModel model, int[] ids, int marks)
    {
        var bits = TokenLogProbabilities.Of(model, [ids])[0].Select(nats => (double?)(-nats / Math.Log(2)));
        return marks > 0 ? [.. bits] : [null, .. bits];
    }
}

/// <summary>A sentence read by an ablated model.</summary>
/// <param name="Name">What was done, in words.</param>
/// <param name="Neurons">The neurons whose negatives were zeroed.</param>
/// <param name="Bits">Surprisal of each token; null where nothing precedes it.</param>
public sealed record AblatedReading(string Name, NeuronSet Neurons, IReadOnlyList<double?> Bits);
