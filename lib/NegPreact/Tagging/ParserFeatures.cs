namespace NegPreact;

/// <summary>
/// The features of one parsing decision, after Zhang and Nivre (2011): words, tags, clusters, labels, distances and
/// numbers of dependents around the top of the stack (s0, s1, s2) and the next words (n0, n1, n2).
/// </summary>
internal static class ParserFeatures
{
    /// <summary>No decision has more features than this.</summary>
    public const int Most = 160;

    public static int Extract(ParserState state, ParserWords words, Span<uint> keys)
    {
        var (w, t, f, c) = (words.Forms, words.Tags, words.FineTags, words.Middle);
        var list = new KeyWriter(keys);
        var (top, under, next) = (state.Stack(0), state.Stack(1), state.Next);
        var s0 = words.At(top);
        var s1 = words.At(under);
        var s2 = words.At(state.Stack(2));
        var n0 = next;
        var n1 = Math.Min(next + 1, words.Count);
        var n2 = Math.Min(next + 2, words.Count);
        var s0l = words.At(Of(state.Left1, top));
        var s0r = words.At(Of(state.Right1, top));
        var s0l2 = words.At(Of(state.Left2, top));
        var s0r2 = words.At(Of(state.Right2, top));
        var s1l = words.At(Of(state.Left1, under));
        var s1r = words.At(Of(state.Right1, under));
        var s1r2 = words.At(Of(state.Right2, under));
        var n0l = words.At(state.Left1[next]);
        var n0l2 = words.At(state.Left2[next]);

        ReadOnlySpan<int> places = [s0, s1, n0, n1];
        foreach (var p in places)
        {
            list.Add(w[p]);
            list.Add(f[p]);
            list.Add(w[p], t[p]);
            list.Add(c[p], t[p]);
        }
        list.Add(t[n2]);
        list.Add(f[n2]);
        list.Add(t[s2]);
        list.Add(f[s2]);

        Pairs(ref list, words, s0, n0);
        Pairs(ref list, words, s1, s0);
        list.Add(t[n0], t[n1]);
        list.Add(f[n0], f[n1]);
        list.Add(w[n0], w[n1]);
        list.Add(f[s1], f[n0]);
        list.Add(w[s1], t[n0]);
        list.Add(f[s0], f[n1]);

        list.Add(t[n0], t[n1], t[n2]);
        list.Add(t[s0], t[n0], t[n1]);
        list.Add(f[s0], f[n0], f[n1]);
        list.Add(t[s1], t[s0], t[n0]);
        list.Add(f[s1], f[s0], f[n0]);
        list.Add(w[s1], t[s0], t[n0]);
        list.Add(t[s1], w[s0], t[n0]);
        list.Add(t[s1], t[s0], w[n0]);
        list.Add(t[s2], t[s1], t[s0]);
        list.Add(f[s2], f[s1], f[s0]);
        list.Add(FeatureHash.Add(t[s2], t[s1]), t[s0], t[n0]);
        list.Add(FeatureHash.Add(t[s1], t[s0]), t[n0], t[n1]);
        list.Add(t[s0], f[s0l], t[n0]);
        list.Add(t[s0], f[s0r], t[n0]);
        list.Add(t[s0], t[n0], f[n0l]);
        list.Add(t[s1], f[s1r], t[s0]);
        list.Add(t[s1], f[s1l], t[s0]);
        list.Add(t[s1], t[s0], f[s0l]);
        list.Add(t[s1], t[s0], f[s0r]);
        list.Add(w[s1], f[s0l], t[s0]);
        list.Add(t[s1], f[s1r], t[n0]);
        list.Add(c[s1], c[s0], c[n0]);
        list.Add(words.Coarse[s1], words.Coarse[s0], words.Coarse[n0]);
        list.Add(words.Coarse[s0], words.Coarse[n0], words.Coarse[n1]);

        var near = (ulong)Distance(next - top);
        var far = (ulong)Distance(top - under);
        list.Add(near, f[s0], f[n0]);
        list.Add(near, t[s0], t[n0]);
        list.Add(near, w[s0]);
        list.Add(near, w[n0]);
        list.Add(far, t[s1], t[s0]);
        list.Add(far, f[s1], f[s0]);
        list.Add(far, w[s1]);

        var s0Left = (ulong)Of(state.LeftCount, top);
        var s0Right = (ulong)Of(state.RightCount, top);
        var s1Right = (ulong)Of(state.RightCount, under);
        var n0Left = (ulong)state.LeftCount[next];
        list.Add(w[s0], s0Left);
        list.Add(t[s0], s0Left);
        list.Add(w[s0], s0Right);
        list.Add(t[s0], s0Right);
        list.Add(w[s1], s1Right);
        list.Add(t[s1], s1Right, t[s0]);
        list.Add(w[n0], n0Left);
        list.Add(t[n0], n0Left);

        ReadOnlySpan<int> children = [s0l, s0r, s1l, s1r, n0l];
        ReadOnlySpan<int> heads = [s0, s0, s1, s1, n0];
        for (var i = 0; i < children.Length; i++)
        {
            var label = Label(state, words, children[i]);
            list.Add(w[children[i]], label);
            list.Add(t[children[i]], label, t[heads[i]]);
            list.Add(label, w[heads[i]]);
        }
        list.Add(Label(state, words, s0l), Label(state, words, s0l2), t[s0]);
        list.Add(Label(state, words, s0r), Label(state, words, s0r2), t[s0]);
        list.Add(Label(state, words, s1r), Label(state, words, s1r2), t[s1]);
        list.Add(Label(state, words, n0l), Label(state, words, n0l2), t[n0]);
        list.Add(Label(state, words, s0l), FeatureHash.Add(Label(state, words, s0r), t[s0]), t[n0]);
        list.Add(Label(state, words, s1r), Label(state, words, s0l), FeatureHash.Add(t[s1], t[s0]));
        list.Add(Label(state, words, s1l), Label(state, words, s1r), FeatureHash.Add(t[s1], t[s0]));
        return list.Count;
    }

    private static void Pairs(ref KeyWriter list, ParserWords words, int a, int b)
    {
        var (w, t, f, c) = (words.Forms, words.Tags, words.FineTags, words.Middle);
        list.Add(w[a], w[b]);
        list.Add(w[a], f[b]);
        list.Add(f[a], w[b]);
        list.Add(w[a], t[b]);
        list.Add(t[a], w[b]);
        list.Add(f[a], f[b]);
        list.Add(t[a], t[b]);
        list.Add(c[a], c[b]);
        list.Add(c[a], f[b]);
        list.Add(f[a], c[b]);
    }

    private static int Of(int[] column, int word) => word == ParserState.None ? ParserState.None : column[word];

    private static ulong Label(ParserState state, ParserWords words, int at) => at >= words.Count ? 255
        : (ulong)state.Labels[at];

    private static int Distance(int words) => words switch { < 5 => words, < 7 => 5, < 11 => 6, _ => 7 };
}
