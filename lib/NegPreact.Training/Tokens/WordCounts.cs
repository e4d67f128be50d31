using System.Runtime.InteropServices;
using NegPreact.Tokens;

namespace NegPreact.Training.Tokens;

/// <summary>How often each word (a piece of the GPT-2 expression) occurs.</summary>
internal static class WordCounts
{
    /// <summary>The words in ordinal order with their counts.</summary>
    public static List<(string Word, long Count)> Of(IEnumerable<string> texts, string endOfText)
    {
        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        var lookup = counts.GetAlternateLookup<ReadOnlySpan<char>>();
        var ends = new List<int>();
        foreach (var text in texts)
            foreach (var range in text.AsSpan().Split(endOfText))
            {
                var part = text.AsSpan()[range];
                ends.Clear();
                WordSplitter.Gpt2.Split(part, ends);
                var start = 0;
                foreach (var end in ends)
                {
                    CollectionsMarshal.GetValueRefOrAddDefault(lookup, part[start..end], out _)++;
                    start = end;
                }
            }
        return [.. counts.Select(c => (c.Key, c.Value)).OrderBy(c => c.Key, StringComparer.Ordinal)];
    }
}
