namespace NegPreact.Training.Tagging;

/// <summary>Trains a <see cref="Tagger"/> on sentences with known parts of speech.</summary>
internal static class TaggerTrainer
{
    private static readonly int Tags = Enum.GetValues<Upos>().Length;

    /// <summary>One perceptron's averaged weights after some epochs, seeing the tags it gives itself.</summary>
    /// <param name="sentences">Words and right tags.</param>
    /// <param name="epochs">Passes over the sentences.</param>
    /// <param name="margin">A right answer must win by more than this, or the weights change.</param>
    /// <param name="seed">Sets the order of the sentences.</param>
    /// <param name="afterEpoch">Told the number of the epoch and the averaged weights so far.</param>
    /// <param name="cancellation">Stops between sentences.</param>
    public static AveragedWeights Train(
        IReadOnlyList<TaggedSentence> sentences, int epochs, int margin, int seed, Action<int, Perceptron>? afterEpoch,
        CancellationToken cancellation)
    {
        var random = new SeededRandom(seed);
        var perceptron = new Perceptron(Tags);
        var keys = new uint[TagFeatures.Most];
        var scores = new int[Tags];
        for (var epoch = 1; epoch <= epochs; epoch++)
        {
            foreach (var s in random.Distinct(sentences.Count, sentences.Count))
            {
                cancellation.ThrowIfCancellationRequested();
                var (words, gold) = sentences[s];
                var (tag1, tag2) = (Tagger.Outside, Tagger.Outside);
                for (var i = 0; i < gold.Length; i++)
                {
                    var features = keys.AsSpan(0, TagFeatures.Extract(words, i, (ulong)tag1, (ulong)tag2, keys));
                    Array.Clear(scores);
                    perceptron.Score(features, scores);
                    var right = (int)gold[i];
                    var (best, rival) = (0, right == 0 ? 1 : 0);
                    for (var t = 1; t < scores.Length; t++)
                    {
                        best = scores[t] > scores[best] ? t : best;
                        rival = t != right && scores[t] > scores[rival] ? t : rival;
                    }
                    if (scores[right] - scores[rival] <= margin)
                    {
                        perceptron.Update(features, right, 1);
                        perceptron.Update(features, rival, -1);
                    }
                    perceptron.Tick();
                    (tag2, tag1) = (tag1, best);
                }
            }
            afterEpoch?.Invoke(epoch, perceptron);
        }
        return perceptron.Average();
    }
}
