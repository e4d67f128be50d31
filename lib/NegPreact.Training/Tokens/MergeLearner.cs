using System.Runtime.InteropServices;
using System.Text;
using NegPreact.Tokens;

namespace NegPreact.Training.Tokens;

/// <summary>The merge loop of the trainer, over distinct words with counts.</summary>
internal sealed class MergeLearner
{
    private readonly Dictionary<long, long> counts = [];
    private readonly Dictionary<long, List<int>> places = [];
    private readonly PriorityQueue<long, (long MinusCount, long Pair)> queue = new();
    private readonly int[][] words;
    private readonly long[] weights;

    private MergeLearner(List<(string Word, long Count)> counted, List<byte[]> tokens)
    {
        var ids = new int[256];
        for (var id = 1; id <= 256; id++)
            ids[tokens[id][0]] = id;
        words = [.. counted.Select(w => Array.ConvertAll(Encoding.UTF8.GetBytes(w.Word), b => ids[b]))];
        weights = [.. counted.Select(w => w.Count)];
        for (var w = 0; w < words.Length; w++)
            for (var i = 1; i < words[w].Length; i++)
                Add(BytePairs.Pair(words[w][i - 1], words[w][i]), w);
        foreach (var (pair, count) in counts)
            queue.Enqueue(pair, (-count, pair));
    }

    /// <summary>Learns merges until `tokens` has the wanted size, appending each new token to it.</summary>
    /// <exception cref="NegPreactException">No pair is left before that.</exception>
    public static List<(int Left, int Right)> Learn(
        List<(string Word, long Count)> words, List<byte[]> tokens, int size)
    {
        var learner = new MergeLearner(words, tokens);
        var known = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var id = 1; id < tokens.Count; id++)
            known[ByteSymbols.Write(tokens[id])] = id;
        var merges = new List<(int, int)>();
        while (tokens.Count < size)
        {
            var pair = learner.MostFrequent()
                ?? throw new NegPreactException(
                    ErrorKind.Training, $"The texts are used up at a vocabulary of {tokens.Count}, below the {size} "
                    + "asked for: give more text or ask for less.");
            var (left, right) = ((int)(pair >> 32), (int)(uint)pair);
            byte[] token = [.. tokens[left], .. tokens[right]];

            // Two different merges may spell one token ("a"+"bc", "ab"+"c"): it keeps its one id.
            if (known.TryAdd(ByteSymbols.Write(token), tokens.Count))
                tokens.Add(token);
            merges.Add((left, right));
            learner.Apply(pair, known[ByteSymbols.Write(token)]);
        }
        return merges;
    }

    // A queued count may be out of date, always too high: such a pair goes back with its present count.
    private long? MostFrequent()
    {
        while (queue.TryDequeue(out var pair, out var rank))
        {
            var count = counts.GetValueOrDefault(pair);
            if (count == -rank.MinusCount)
                return pair;
            if (count > 0)
                queue.Enqueue(pair, (-count, pair));
        }
        return null;
    }

    private void Apply(long pair, int merged)
    {
        places.Remove(pair, out var affected);
        var made = new HashSet<long>();
        foreach (var w in affected!)
        {
            var word = words[w];
            var kept = new List<int>(word.Length);
            for (var i = 0; i < word.Length; i++)
                if (i + 1 < word.Length && BytePairs.Pair(word[i], word[i + 1]) == pair)
                {
                    kept.Add(merged);
                    i++;
                }
                else
                {
                    kept.Add(word[i]);
                }
            if (kept.Count == word.Length)
                continue; // listed twice, or an earlier merge took the pair apart
            for (var i = 1; i < word.Length; i++)
                counts[BytePairs.Pair(word[i - 1], word[i])] -= weights[w];
            for (var i = 1; i < kept.Count; i++)
            {
                var now = BytePairs.Pair(kept[i - 1], kept[i]);
                if (kept[i - 1] != merged && kept[i] != merged)
                    counts[now] += weights[w];
                else
                {
                    Add(now, w);
                    made.Add(now);
                }
            }
            words[w] = [.. kept];
        }
        counts.Remove(pair);
        foreach (var now in made)
            queue.Enqueue(now, (-counts[now], now));
    }

    private void Add(long pair, int word)
    {
        CollectionsMarshal.GetValueRefOrAddDefault(counts, pair, out _) += weights[word];
        ref var list = ref CollectionsMarshal.GetValueRefOrAddDefault(places, pair, out _);
        list ??= [];
        if (list.Count == 0 || list[^1] != word)
            list.Add(word);
    }
}
