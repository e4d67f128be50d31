namespace NegPreact.Training.Tagging;

/// <summary>Trains a <see cref="Parser"/> to choose well also after its own mistakes.</summary>
internal static class ParserTrainer
{
    // How often the parse goes on from the model's own choice, right or wrong, once the first epoch is over.
    private const double Exploration = 0.9;

    /// <summary>Trains one perceptron; the averages are asked of it after each epoch.</summary>
    /// <param name="sentences">Words and right trees.</param>
    /// <param name="labels">The labels.</param>
    /// <param name="epochs">Passes over the sentences.</param>
    /// <param name="margin">A right move must win by more than this, or the weights change.</param>
    /// <param name="seed">Sets the order of the sentences and when to explore.</param>
    /// <param name="afterEpoch">Told the number of the epoch and the perceptron.</param>
    /// <param name="cancellation">Stops between sentences.</param>
    public static void Train(
        IReadOnlyList<ParsedSentence> sentences, string[] labels, int epochs, int margin, int seed,
        Action<int, Perceptron> afterEpoch, CancellationToken cancellation)
    {
        var random = new SeededRandom(seed);
        var transitions = new Transitions(labels);
        var perceptron = new Perceptron(transitions.Count);
        var keys = new uint[ParserFeatures.Most];
        var scores = new int[transitions.Count];
        for (var epoch = 1; epoch <= epochs; epoch++)
        {
            foreach (var s in random.Distinct(sentences.Count, sentences.Count))
            {
                cancellation.ThrowIfCancellationRequested();
                var sentence = sentences[s];
                var state = new ParserState(sentence.Words.Count);
                while (!state.Finished)
                {
                    var features = keys.AsSpan(0, ParserFeatures.Extract(state, sentence.Words, keys));
                    Array.Clear(scores);
                    perceptron.Score(features, scores);
                    var (right, rival) = Contest(state, sentence, transitions, scores);
                    if (rival >= 0 && scores[right] - scores[rival] <= margin)
                    {
                        perceptron.Update(features, right, 1);
                        perceptron.Update(features, rival, -1);
                    }
                    perceptron.Tick();
                    var explore = epoch > 1 && random.NextDouble() < Exploration;
                    transitions.Apply(state, rival >= 0 && explore && scores[rival] > scores[right] ? rival : right);
                }
            }
            afterEpoch(epoch, perceptron);
        }
    }

    // The best of the moves that lose nothing, and the best of the others.
    private static (int Right, int Rival) Contest(
        ParserState state, ParsedSentence sentence, Transitions transitions, int[] scores)
    {
        var costs = DynamicOracle.Costs(state, sentence.Heads);
        var label = state.Depth > 0 ? sentence.Labels[state.Stack(0)] : -1;
        var least = Math.Min(
            state.CanShift ? costs.Shift : int.MaxValue,
            Math.Min(state.CanLeft ? costs.Left : int.MaxValue, state.CanRight ? costs.Right : int.MaxValue));
        var (right, rival) = (-1, -1);
        for (var move = 0; move < scores.Length; move++)
        {
            if (!transitions.IsAllowed(state, move))
                continue;
            var cost = move == 0 ? costs.Shift : transitions.IsLeft(move) ? costs.Left : costs.Right;
            if (cost == least && (move == 0 || transitions.LabelOf(move) == label))
                right = right < 0 || scores[move] > scores[right] ? move : right;
            else
                rival = rival < 0 || scores[move] > scores[rival] ? move : rival;
        }
        // After a mistake the right label may not be allowed (the root's, on another word): then any label of a
        // cheapest move will do.
        return right >= 0 ? (right, rival) : (rival, -1);
    }
}
