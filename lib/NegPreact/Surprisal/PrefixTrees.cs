namespace NegPreact;

/// <summary>
/// One row of a pass with the texts that are read off it, those that begin alike merged: each token stands there once
/// for all texts that begin with it and with what precedes it.
/// </summary>
internal sealed class PrefixTrees
{
    private readonly List<int> tokens = [];
    private readonly List<int> parents = [];
    private readonly List<(int Text, int Last)> texts = [];

    private PrefixTrees()
    {
    }

    /// <summary>The tokens.</summary>
    public IReadOnlyList<int> Tokens => tokens;

    /// <summary>The index of the token before each, smaller than its own; -1 where texts begin.</summary>
    public IReadOnlyList<int> Parents => parents;

    /// <summary>The texts by their index, each with the index of its last token.</summary>
    public IReadOnlyList<(int Text, int Last)> Texts => texts;

    /// <summary>Rows for some texts, most of them about equally long.</summary>
    /// <param name="all">Token ids of all texts.</param>
    /// <param name="chosen">Which of them, each of one token or more.</param>
    /// <param name="usual">
    /// With how many tokens a row ends, if the next text has less than half of its own in common with the one before.
    /// </param>
    /// <param name="most">How many tokens a row has at most, unless it holds one longer text.</param>
    public static List<PrefixTrees> Of(
        IReadOnlyList<ArraySegment<int>> all, IEnumerable<int> chosen, int usual, int most)
    {
        // In the order of their tokens, what begins alike stands together.
        int[] order = [.. chosen];
        Array.Sort(order, (a, b) => all[a].AsSpan().SequenceCompareTo(all[b]));
        var rows = new List<PrefixTrees>();
        ArraySegment<int> before = [];
        var places = new List<int>(); // of the text before
        foreach (var text in order)
        {
            var shared = before.AsSpan().CommonPrefixLength(all[text]);
            before = all[text];
            var count = rows.Count == 0 ? 0 : rows[^1].tokens.Count + before.Count - shared;
            if (rows.Count == 0
                || (shared < before.Count && (count > most || (count > usual && 2 * shared < before.Count))))
            {
                rows.Add(new());
                shared = 0;
            }

            places.RemoveRange(shared, places.Count - shared);
            rows[^1].Add(text, before.AsSpan(shared), places);
        }

        return rows;
    }

    /// <summary>The last places of a text, in its order.</summary>
    /// <param name="last">The index of its last token.</param>
    /// <param name="count">How many.</param>
    public int[] PlacesBefore(int last, int count)
    {
        var places = new int[count];
        for (var i = count - 1; i >= 0; i--, last = parents[last])
            places[i] = last;
        return places;
    }

    private void Add(int text, ReadOnlySpan<int> rest, List<int> places)
    {
        foreach (var token in rest)
        {
            parents.Add(places.Count == 0 ? -1 : places[^1]);
            places.Add(tokens.Count);
            tokens.Add(token);
        }

        texts.Add((text, places[^1]));
    }
}
