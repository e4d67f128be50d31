using System.Text;

namespace NegPreact.Tests.Conversion;

/// <summary>llama2.c's own rule, written out plainly: again and again the pair whose joint piece scores highest, the
/// leftmost of equals.</summary>
internal sealed class GreedyMerging(IReadOnlyList<(string Text, float Score)> pieces)
{
    private readonly Dictionary<string, int> ids =
        pieces.Select((p, id) => (p.Text, id)).ToDictionary(p => p.Text, p => p.id, StringComparer.Ordinal);

    /// <summary>Reads a tokenizer file.</summary>
    public static GreedyMerging Read(string path)
    {
        using var reader = new BinaryReader(File.OpenRead(path));
        var read = new List<(string, float)>();
        reader.ReadInt32();
        while (reader.BaseStream.Position < reader.BaseStream.Length)
        {
            var score = reader.ReadSingle();
            read.Add((Encoding.UTF8.GetString(reader.ReadBytes(reader.ReadInt32())), score));
        }
        return new GreedyMerging(read);
    }

    /// <summary>Pieces of one character.</summary>
    public IReadOnlyList<string> Alphabet => [.. ids.Keys.Where(p => p.EnumerateRunes().Count() == 1)];

    /// <summary>The ids of a text, without a beginning.</summary>
    public List<int> Encode(string text)
    {
        var made = new List<int>();
        foreach (var rune in (text.Length > 0 ? " " + text : "").EnumerateRunes())
            if (ids.TryGetValue(rune.ToString(), out var id))
                made.Add(id);
            else
                made.AddRange(Encoding.UTF8.GetBytes(rune.ToString()).Select(b => b + 3));
        while (true)
        {
            var best = (Score: float.NegativeInfinity, At: -1, Id: 0);
            for (var i = 0; i + 1 < made.Count; i++)
                if (ids.TryGetValue(pieces[made[i]].Text + pieces[made[i + 1]].Text, out var joint)
                    && pieces[joint].Score > best.Score)
                    best = (pieces[joint].Score, i, joint);
            if (best.At < 0)
                return made;
            made[best.At] = best.Id;
            made.RemoveAt(best.At + 1);
        }
    }
}
