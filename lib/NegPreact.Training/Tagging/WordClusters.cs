using System.Numerics;
using System.Text.RegularExpressions;

namespace NegPreact.Training.Tagging;

/// <summary>
/// Groups words by the company they keep: k-means on each word's distribution of left and right neighbours with the
/// Kullback-Leibler divergence as its distance (Dhillon, Mallela and Kumar 2003), which keeps as much as it can of what
/// a word tells of its neighbours, as Brown clusters do.
/// </summary>
internal sealed partial class WordClusters
{
    private const int Contexts = 1000;
    private const int Passes = 12;

    // A neighbour never seen beside a cluster still has some chance.
    private const double Smoothing = 0.1;

    private readonly string[] words;
    private readonly int[] begins;
    private readonly ushort[] contexts;
    private readonly float[] counts;

    private WordClusters(string[] words, int[] begins, ushort[] contexts, float[] counts) =>
        (this.words, this.begins, this.contexts, this.counts) = (words, begins, contexts, counts);

    /// <summary>Clusters of three sizes for every word that occurs often enough.</summary>
    /// <param name="lines">The text, read twice.</param>
    /// <param name="leastCount">Rarer words are left out.</param>
    /// <param name="sizes">Numbers of clusters: few, more, many.</param>
    /// <param name="say">Told what is being done.</param>
    /// <param name="cancellation">Stops between lines and passes.</param>
    public static Lexicon Learn(Func<IEnumerable<string>> lines, int leastCount,
        (int Coarse, int Middle, int Fine) sizes, Action<string> say, CancellationToken cancellation)
    {
        var clusters = Gather(lines, leastCount, say, cancellation);
        var coarse = clusters.Divide(sizes.Coarse, say, cancellation);
        var middle = clusters.Divide(sizes.Middle, say, cancellation);
        var fine = clusters.Divide(sizes.Fine, say, cancellation);
        var entries = new Dictionary<uint, LexiconEntry>();
        for (var w = 0; w < clusters.words.Length; w++)
            entries.TryAdd(FeatureHash.Key(FeatureHash.Of(clusters.words[w])),
                new LexiconEntry((ushort)(coarse[w] + 1), (ushort)(middle[w] + 1), (ushort)(fine[w] + 1), 0));
        return new Lexicon(entries);
    }

    private static WordClusters Gather(
        Func<IEnumerable<string>> lines, int leastCount, Action<string> say, CancellationToken cancellation)
    {
        var counted = new Dictionary<string, int>(StringComparer.Ordinal);
        var byForm = counted.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var line in lines())
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (var match in Pieces().EnumerateMatches(line))
                System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(
                    byForm, line.AsSpan(match.Index, match.Length), out _)++;
        }
        string[] words = [.. counted.Where(w => w.Value >= leastCount).OrderByDescending(w => w.Value)
            .ThenBy(w => w.Key, StringComparer.Ordinal).Select(w => w.Key)];
        say($"{counted.Values.Sum(c => (long)c)} words of text, {words.Length} forms that occur {leastCount} "
            + "times or more");

        // Rare words and the ends of a line have one number, the last context.
        var numbers = words.Index().ToDictionary(w => w.Item, w => w.Index, StringComparer.Ordinal);
        var byNumber = numbers.GetAlternateLookup<ReadOnlySpan<char>>();
        var pairs = new Dictionary<long, int>();
        void Count(int word, int neighbour, int side)
        {
            if (word >= 0)
                System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(
                    pairs, (long)word * 2 * Contexts + side * Contexts + (
                    (uint)neighbour < Contexts - 1 ? neighbour : Contexts - 1), out _)++;
        }
        foreach (var line in lines())
        {
            cancellation.ThrowIfCancellationRequested();
            var before = -1;
            foreach (var match in Pieces().EnumerateMatches(line))
            {
                var word = byNumber.TryGetValue(line.AsSpan(match.Index, match.Length), out var number) ? number : -1;
                Count(word, before, 0);
                Count(before, word, 1);
                before = word;
            }
        }
        var sorted = pairs.OrderBy(p => p.Key).ToArray();
        var begins = new int[words.Length + 1];
        foreach (var (key, _) in sorted)
            begins[key / (2 * Contexts) + 1]++;
        for (var w = 0; w < words.Length; w++)
            begins[w + 1] += begins[w];
        return new WordClusters(words, begins, [.. sorted.Select(p => (ushort)(p.Key % (2 * Contexts)))],
            [.. sorted.Select(p => (float)p.Value)]);
    }

    private int[] Divide(int size, Action<string> say, CancellationToken cancellation)
    {
        say($"dividing {words.Length} forms into {size} clusters");
        var padded = (size + Vector<float>.Count - 1) / Vector<float>.Count * Vector<float>.Count;
        var logs = new float[2 * Contexts * padded];
        var fits = new float[padded];
        var cluster = new int[words.Length];
        for (var w = 0; w < words.Length; w++)
            cluster[w] = w < size ? w : -1; // the most frequent words begin a cluster each
        for (var pass = 0; pass < Passes; pass++)
        {
            cancellation.ThrowIfCancellationRequested();
            Estimate(cluster, size, padded, logs);
            for (var w = 0; w < words.Length; w++)
                cluster[w] = Nearest(w, size, padded, logs, fits);
        }
        return cluster;
    }

    private void Estimate(int[] cluster, int size, int padded, float[] logs)
    {
        var totals = new double[2, size];
        Array.Clear(logs);
        for (var w = 0; w < words.Length; w++)
            for (var i = begins[w]; cluster[w] >= 0 && i < begins[w + 1]; i++)
            {
                logs[contexts[i] * padded + cluster[w]] += counts[i];
                totals[contexts[i] / Contexts, cluster[w]] += counts[i];
            }
        for (var v = 0; v < 2 * Contexts; v++)
            for (var c = 0; c < size; c++)
                logs[v * padded + c] = (float)Math.Log(
                    (logs[v * padded + c] + Smoothing) / (totals[v / Contexts, c] + Smoothing * Contexts));
    }

    private int Nearest(int word, int size, int padded, float[] logs, float[] fits)
    {
        Array.Clear(fits);
        for (var i = begins[word]; i < begins[word + 1]; i++)
        {
            var row = System.Runtime.InteropServices.MemoryMarshal.Cast<float, Vector<float>>(
                logs.AsSpan(contexts[i] * padded, padded));
            var sums = System.Runtime.InteropServices.MemoryMarshal.Cast<float, Vector<float>>(fits.AsSpan());
            var count = new Vector<float>(counts[i]);
            for (var j = 0; j < row.Length; j++)
                sums[j] += row[j] * count;
        }
        var best = 0;
        for (var c = 1; c < size; c++)
            if (fits[c] > fits[best])
                best = c;
        return best;
    }

    // Roughly the division into words that treebanks have; clusters do not need more.
    [GeneratedRegex(
        @"\p{L}+?(?=n['’]t\b)|n['’]t\b|['’](?:s|m|d|ll|re|ve)\b|[\p{L}\p{N}]+|\.\.+|--+|\S", RegexOptions.IgnoreCase)]
    private static partial Regex Pieces();
}
