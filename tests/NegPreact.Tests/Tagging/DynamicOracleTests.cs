using CsCheck;
using NegPreact.Training.Tagging;

namespace NegPreact.Tests.Tagging;

public class DynamicOracleTests
{
    private static readonly Transitions moves = new(["x", "root"]);

    // A random tree, made projective as training data are.
    private static ParsedSentence Tree(int words, int seed)
    {
        var random = new Random(seed);
        var order = Enumerable.Range(1, words).OrderBy(_ => random.Next()).ToArray();
        var rows = new ConlluWord[words];
        for (var i = 0; i < words; i++)
            rows[order[i] - 1] = new ConlluWord(
                new Word("w", 0, 1), Upos.X, i == 0 ? 0 : order[random.Next(i)], i == 0 ? "root" : "x");
        return ParsedSentence.Of(new ConlluSentence("", rows, false),
            new ParserWords(TagFeatures.Words([.. rows.Select(r => r.Word.Form)], Lexicon.Empty),
            [.. rows.Select(r => r.Tag!.Value)]), moves.Labels);
    }

    private static ParserState Replay(int words, List<int> history)
    {
        var state = new ParserState(words);
        foreach (var move in history)
            moves.Apply(state, move);
        return state;
    }

    private static IEnumerable<int> Allowed(ParserState state) => Enumerable.Range(0, moves.Count)
        .Where(m => moves.IsAllowed(state, m));

    // The most right arcs between words of any parse that goes on from here, by trying all of them. The root's arc is
    // left out: that one word alone may have it is a rule of the parser which the oracle knows nothing of.
    private static int MostRight(int words, List<int> history, int[] heads)
    {
        var state = Replay(words, history);
        if (state.Finished)
            return Enumerable.Range(0, words).Count(w => heads[w] != state.Root && state.Heads[w] == heads[w]);
        return Allowed(state).Max(m => MostRight(words, [.. history, m], heads));
    }

    [Fact]
    public void The_cost_of_a_move_is_the_number_of_right_arcs_that_it_puts_out_of_reach() =>
        Gen.Select(Gen.Int[1, 5], Gen.Int, Gen.Int).Sample((words, treeSeed, walkSeed) =>
        {
            var sentence = Tree(words, treeSeed);
            var random = new Random(walkSeed);
            var history = new List<int>();
            for (var state = Replay(words, history); !state.Finished; state = Replay(words, history))
            {
                var costs = DynamicOracle.Costs(state, sentence.Heads);
                var best = MostRight(words, history, sentence.Heads);
                foreach (var move in Allowed(state))
                {
                    var cost = move == 0 ? costs.Shift : moves.IsLeft(move) ? costs.Left : costs.Right;
                    var rootLost = move != 0 && sentence.Heads[state.Stack(0)] == state.Root && !(
                        moves.IsLeft(move) && state.Next == state.Root) ? 1 : 0;
                    Assert.Equal(best - MostRight(words, [.. history, move], sentence.Heads), cost - rootLost);
                }
                var allowed = Allowed(state).ToList();
                history.Add(allowed[random.Next(allowed.Count)]);
            }
        }, iter: 300);

    [Fact]
    public void A_move_that_loses_nothing_always_leads_to_the_right_tree() =>
        Gen.Select(Gen.Int[1, 12], Gen.Int).Sample((words, seed) =>
        {
            var sentence = Tree(words, seed);
            var state = new ParserState(words);
            while (!state.Finished)
            {
                var costs = DynamicOracle.Costs(state, sentence.Heads);
                moves.Apply(state, Allowed(state).First(m =>
                    m == 0 ? costs.Shift == 0 : (moves.IsLeft(m) ? costs.Left : costs.Right) == 0
                    && moves.LabelOf(m) == sentence.Labels[state.Stack(0)]));
            }
            Assert.Equal(sentence.Heads, state.Heads[..words]);
            Assert.Equal(sentence.Labels, state.Labels[..words]);
        });
}
