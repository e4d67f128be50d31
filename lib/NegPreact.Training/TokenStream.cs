using System.Runtime.InteropServices;
using NegPreact.Tokens;
using static TorchSharp.torch;

namespace NegPreact.Training;

/// <summary>A text as one array of token ids, kept in a file so that it is encoded once.</summary>
internal sealed class TokenStream
{
    private readonly ushort[] ids;

    private TokenStream(ushort[] ids) => this.ids = ids;

    public long Count => ids.LongLength;

    /// <summary>Reads the file, or encodes the text into it.</summary>
    /// <remarks>
    /// Each paragraph is encoded with its line break; a line that is the end-of-text mark becomes that token.
    /// </remarks>
    public static TokenStream OpenOrEncode(
        string file, IEnumerable<string> lines, Tokenizer tokenizer, Action<string> say, CancellationToken cancellation)
    {
        if (File.Exists(file))
            return new TokenStream(MemoryMarshal.Cast<byte, ushort>(File.ReadAllBytes(file)).ToArray());
        if (tokenizer.VocabularySize > ushort.MaxValue + 1)
            throw new NegPreactException(
                ErrorKind.Training, $"A vocabulary of {tokenizer.VocabularySize} ids is too large for this trainer; "
                + "65,536 is the most.");
        var end = (ushort)(tokenizer.EndOfTextId ?? throw new NegPreactException(
            ErrorKind.TextBoundary, "The tokenizer has no end-of-text token; train one with this program."));
        const int announceEvery = 5_000_000;
        var announced = 0;
        var all = new List<ushort>();
        foreach (var line in lines)
        {
            if (line == Corpus.DocumentMark)
            {
                all.Add(end);
                continue;
            }

            cancellation.ThrowIfCancellationRequested();
            foreach (var id in tokenizer.Encode(line + "\n", addSpecialTokens: false))
                all.Add((ushort)id);
            if (all.Count / announceEvery > announced)
            {
                announced = all.Count / announceEvery;
                say($"{all.Count / 1e6:F0} million tokens encoded");
            }
        }

        var ids = all.ToArray();
        var temporary = file + "." + Guid.NewGuid().ToString("N");
        File.WriteAllBytes(temporary, MemoryMarshal.AsBytes<ushort>(ids).ToArray());
        File.Move(temporary, file, overwrite: true);
        return new TokenStream(ids);
    }

    /// <summary>
    /// The ids on a device, int16: those from 32,768 on as negative numbers. On the CPU it is this very memory.
    /// </summary>
    public Tensor On(Device device) => tensor((short[])(object)ids, [ids.LongLength], device: device);
}
