namespace NegPreact.Training.Tagging;

/// <summary>
/// How many right arcs a move of the arc-hybrid system makes unreachable (Goldberg and Nivre 2013), from any state,
/// also one that a right parse would not pass through. That only one word may hang on the root is left out of account.
/// </summary>
internal static class DynamicOracle
{
    /// <summary>
    /// The arcs lost by shifting, by hanging the top on the next word, and by hanging it on the word below.
    /// </summary>
    /// <param name="state">Where the parse stands.</param>
    /// <param name="heads">The right head of each word, in the state's numbering.</param>
    public static (int Shift, int Left, int Right) Costs(ParserState state, int[] heads)
    {
        var (next, top, under) = (state.Next, state.Stack(0), state.Stack(1));
        int shift = 0, dependentsAhead = 0;
        for (var i = 0; i < state.Depth; i++)
        {
            var word = state.Stack(i);
            if (next < state.Root && (heads[word] == next || (i > 0 && heads[next] == word)))
                shift++;
        }
        for (var word = next; word < state.Root && top >= 0; word++)
            if (heads[word] == top)
                dependentsAhead++;
        var headAhead = top >= 0 && heads[top] >= next;
        var left = dependentsAhead + (
            top >= 0 && (heads[top] == under && under >= 0 || (headAhead && heads[top] != next)) ? 1 : 0);
        var right = dependentsAhead + (headAhead ? 1 : 0);
        return (shift, left, right);
    }
}
