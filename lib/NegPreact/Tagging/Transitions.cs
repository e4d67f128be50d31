namespace NegPreact;

/// <summary>
/// The parser's moves as classes: 0 shifts, then a move to the left for each label, then one to the right for each.
/// </summary>
internal sealed class Transitions(string[] labels)
{
    private readonly int root = Array.IndexOf(labels, "root");

    public string[] Labels => labels;

    public int Count => 1 + 2 * labels.Length;

    public int Left(int label) => 1 + label;

    public int Right(int label) => 1 + labels.Length + label;

    public int LabelOf(int move) => (move - 1) % labels.Length;

    public bool IsLeft(int move) => move >= 1 && move <= labels.Length;

    public bool IsAllowed(ParserState state, int move)
    {
        if (move == 0)
            return state.CanShift;
        var isRoot = LabelOf(move) == root;
        return IsLeft(move) ? state.CanLeft && isRoot == (state.Next == state.Root) : state.CanRight && !isRoot;
    }

    public void Apply(ParserState state, int move)
    {
        if (move == 0)
            state.Shift();
        else if (IsLeft(move))
            state.Left(LabelOf(move));
        else
            state.Right(LabelOf(move));
    }

    /// <summary>The allowed move with the highest score, the first of equals.</summary>
    public int Best(ParserState state, ReadOnlySpan<int> scores)
    {
        var best = -1;
        for (var move = 0; move < scores.Length; move++)
            if ((best < 0 || scores[move] > scores[best]) && IsAllowed(state, move))
                best = move;
        return best;
    }
}
