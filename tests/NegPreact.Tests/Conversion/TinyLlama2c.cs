using System.Text;

namespace NegPreact.Tests.Conversion;

/// <summary>A small llama2.c model and tokenizer in a folder of their own.</summary>
internal sealed class TinyLlama2c : IDisposable
{
    private const int Hidden = 8, Intermediate = 6, Layers = 2, Heads = 2, KeyHeads = 1, Context = 5;
    private static readonly string[] added = ["a", "b", " ", "ab", " a", "aa", "aaa", "aba", "  ", "   "];

    private readonly TemporaryFolder root = new();

    /// <param name="headScale">What the embedding times this is, is the output matrix; null for a tied one.</param>
    public TinyLlama2c(float? headScale = null)
    {
        var pieces = Pieces();
        using (var tokenizer = new BinaryWriter(File.Create(Tokenizer)))
        {
            tokenizer.Write(pieces.Max(p => p.Text.Length));
            foreach (var (text, score) in pieces)
            {
                tokenizer.Write(score);
                tokenizer.Write(Encoding.UTF8.GetByteCount(text));
                tokenizer.Write(Encoding.UTF8.GetBytes(text));
            }
        }
        var random = new Random(1);
        using var model = new BinaryWriter(File.Create(Model));
        var vocabulary = headScale is null ? pieces.Count : -pieces.Count;
        foreach (var field in (int[])[Hidden, Intermediate, Layers, Heads, KeyHeads, vocabulary, Context])
            model.Write(field);
        var embedding = Enumerable.Range(0, pieces.Count * Hidden).Select(_ => random.NextSingle() - 0.5f).ToArray();
        var keys = Hidden / Heads * KeyHeads;
        var layers = Layers * Hidden * (2 + (2 * Hidden) + (2 * keys) + (3 * Intermediate));
        var rest = Enumerable.Range(0, layers + Hidden).Select(_ => random.NextSingle() - 0.5f);
        var unread = Enumerable.Repeat(float.NaN, Context * Hidden / Heads);
        var head = headScale is { } scale ? embedding.Select(e => e * scale) : [];
        foreach (var value in embedding.Concat(rest).Concat(unread).Concat(head))
            model.Write(value);
    }

    public string Model => root.File("model.bin");

    public string Tokenizer => root.File("tokenizer.bin");

    /// <summary>Where to convert to.</summary>
    public string Out => root.File("out");

    /// <summary>What the folder holds besides the two files.</summary>
    public IEnumerable<string> Made => root.Names.Select(root.File).Where(p => p != Model && p != Tokenizer);

    /// <summary>The pieces in llama2.c's writing, with their scores.</summary>
    public static List<(string Text, float Score)> Pieces() =>
    [
        ("<unk>", 0), ("\n<s>\n", 0), ("\n</s>\n", 0), .. Enumerable.Range(0, 256).Select(b => ($"<0x{b:X2}>", 0f)),
        .. added.Select((text, i) => (text, -(float)((i * 7) % added.Length))),
    ];

    /// <summary>Where the one letter of the first piece after the bytes stands: behind "&lt;0xFF&gt;", a score and a
    /// length.</summary>
    public static int FirstPiece(byte[] tokenizer) => tokenizer.AsSpan().IndexOf("<0xFF>"u8) + 6 + 8;

    public void Dispose() => root.Dispose();
}
