using System.Security.Cryptography;
using System.Text;

namespace NegPreact.Tokens;

/// <summary>
/// A Hugging Face `tokenizer.json` of a byte-pair encoding, or what a GGUF file says of one, byte-level (GPT-2, Pythia,
/// Llama 3, Qwen) or SentencePiece's (Llama 2, Mistral): text to token ids and back, with the same ids as Hugging
/// Face's. Safe for several threads.
/// </summary>
/// <remarks>
/// Truncation and padding that the file may ask for are not applied, as transformers does not either. Special tokens
/// written out in a text are taken for special tokens, as Hugging Face does.
/// </remarks>
public sealed class Tokenizer
{
    private readonly TokenizerModel model;
    private readonly TokenizerPipeline pipeline;
    private readonly AddedTokens rawAdded;
    private readonly AddedTokens normalizedAdded;
    private readonly HashSet<int> added;
    private readonly HashSet<int> special;

    private Tokenizer(TokenizerModel model, TokenizerPipeline pipeline, string path, string sha256)
    {
        (this.model, this.pipeline, Path, Sha256) = (model, pipeline, path, sha256);
        rawAdded = new AddedTokens(model.Added.Where(t => !t.Normalized));
        normalizedAdded = new AddedTokens(model.Added.Where(t => t.Normalized)
            .Select(t => t with { Content = pipeline.Normalize(new AlignedText(t.Content, 0)).Text.ToString() }));
        added = [.. model.Added.Select(t => t.Id)];
        special = [.. model.Added.Where(t => t.Special).Select(t => t.Id)];
    }

    /// <summary>The largest id + 1.</summary>
    public int VocabularySize => model.Size;

    /// <summary>
    /// The largest id + 1 of what texts give in which no added token is written out: a model that knows these reads
    /// every such text.
    /// </summary>
    internal int NeededVocabulary =>
        pipeline.Before.Concat(pipeline.After).Append(BeginOfTextId ?? -1).Append(EndOfTextId ?? -1)
        .Append(model.OwnSize - 1).Max() + 1;

    /// <summary>
    /// The id that begins a text: the `bos_token` of `tokenizer_config.json` or `special_tokens_map.json`; where they
    /// name none, that of the class; where the first is missing, what the post-processor puts first, or else the
    /// special token `&lt;|endoftext|&gt;`; null where there is none.
    /// </summary>
    public int? BeginOfTextId { get; private init; }

    /// <summary>
    /// The id that ends a text: the `eos_token`, found as <see cref="BeginOfTextId"/> is; null where there is none.
    /// </summary>
    public int? EndOfTextId { get; private init; }

    /// <summary>
    /// The SHA-256 of `tokenizer.json` (unpacked, if it is stored as `.gz`), in lower-case hexadecimal; for a GGUF
    /// file, of the `tokenizer.json` that it is converted to; for a stand-in, of its name.
    /// </summary>
    public string Sha256 { get; }

    /// <summary>The file that was read, or the name of the stand-in.</summary>
    public string Path { get; }

    /// <summary>Reads a tokenizer.</summary>
    /// <param name="folderOrFile">
    /// A folder that holds `tokenizer.json` or `tokenizer.json.gz`, or such a file; `tokenizer_config.json` and
    /// `special_tokens_map.json` beside it are read too, and `config.json` for the class of the tokenizer.
    /// </param>
    /// <exception cref="NegPreactException">
    /// The file is missing or broken, or asks for something that is not supported (named in the message).
    /// </exception>
    public static Tokenizer Load(string folderOrFile) => Of(TokenizerFile.Read(folderOrFile));

    /// <summary>The tokenizer of a file that was read.</summary>
    internal static Tokenizer Of(TokenizerFile file) => new(file.Model, file.Pipeline, file.Path, file.Sha256)
    {
        BeginOfTextId = file.BeginOfTextId, EndOfTextId = file.EndOfTextId,
    };

    /// <summary>
    /// A stand-in for a model that has no tokenizer, such as one of random weights: the id of each byte of the UTF-8
    /// text is the byte modulo the vocabulary's size. It has no special tokens and no meaning to a trained model.
    /// </summary>
    /// <remarks>
    /// Decoding takes an id below 256 for the byte of that number and writes any other as `&lt;300&gt;`.
    /// </remarks>
    /// <param name="vocabularySize">
    /// The model's vocabulary, at least 1; from 256 on every text is decoded as it was.
    /// </param>
    /// <exception cref="NegPreactException">The size is below 1.</exception>
    public static Tokenizer OfBytes(int vocabularySize)
    {
        if (vocabularySize < 1)
            throw new NegPreactException(
                ErrorKind.Vocabulary, $"A vocabulary of {vocabularySize} tokens cannot hold bytes; give the model's "
                + "vocabulary size, 1 or more.");
        var name = $"bytes modulo {vocabularySize}";
        return new(new(vocabularySize, name), new(), name,
            Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name))));
    }

    /// <summary>Whether a tokenizer is of a kind that <see cref="Load"/> can run.</summary>
    /// <param name="folderOrFile">As <see cref="Load"/>.</param>
    /// <param name="reason">Why not, when the answer is no; else empty.</param>
    /// <exception cref="NegPreactException">The file is missing or broken.</exception>
    public static bool Supports(string folderOrFile, out string reason)
    {
        reason = "";
        try
        {
            TokenizerFile.Read(folderOrFile);
        }
        catch (UnsupportedTokenizerException unsupported)
        {
            reason = unsupported.Message;
        }
        return reason.Length == 0;
    }

    /// <summary>Whether a folder holds a tokenizer, supported or not.</summary>
    /// <param name="folder">The folder of a Hugging Face model.</param>
    public static bool IsIn(string folder) => TokenizerFile.Find(folder) is not null;

    /// <summary>The ids of a text.</summary>
    /// <param name="text">Any well-formed UTF-16.</param>
    /// <param name="addSpecialTokens">
    /// Whether to add what the file's post-processor adds, such as a beginning of text.
    /// </param>
    /// <exception cref="NegPreactException">
    /// Half a surrogate pair stands alone, or the vocabulary lacks a byte of the text.
    /// </exception>
    public int[] Encode(string text, bool addSpecialTokens = true) =>
        [.. Run(text, addSpecialTokens, withOffsets: false).Ids];

    /// <summary>
    /// The tokens of a text with the characters each stands for; see <see cref="Token"/> for split characters.
    /// </summary>
    /// <remarks>
    /// Offsets cover the text without a gap, except for the spaces that the file's post-processor may ask to leave out
    /// (`trim_offsets`, as Pythia's does: " the" begins at the "t").
    /// </remarks>
    /// <param name="text">Any well-formed UTF-16.</param>
    /// <param name="addSpecialTokens">Whether to add what the file's post-processor adds.</param>
    /// <exception cref="NegPreactException">As <see cref="Encode"/>.</exception>
    public IReadOnlyList<Token> EncodeWithOffsets(string text, bool addSpecialTokens = true) => Run(
        text, addSpecialTokens, withOffsets: true).Tokens();

    /// <summary>
    /// The text of some ids, special tokens included, as Hugging Face's decoder gives it: bytes that form no character
    /// become U+FFFD, and a SentencePiece tokenizer leaves out the one space that it puts before a text.
    /// </summary>
    /// <param name="ids">Token ids.</param>
    /// <exception cref="NegPreactException">No token has one of the ids.</exception>
    public string Decode(ReadOnlySpan<int> ids) => pipeline.Decoder.Decode(ids, model);

    /// <summary>
    /// One token for a person to read: spaces as `␣`, line ends and tabs as `\n`, `\r`, `\t`, other control characters
    /// and bytes that form no character by themselves as `\x1B`.
    /// </summary>
    /// <param name="id">A token id.</param>
    /// <exception cref="NegPreactException">No token has the id.</exception>
    public string TokenText(int id) => ByteSymbols.Readable(model.Bytes(id));

    /// <summary>Whether a token is a special mark such as end of text, not text.</summary>
    /// <param name="id">A token id.</param>
    public bool IsSpecial(int id) => special.Contains(id);

    private EncodingBuilder Run(string text, bool addSpecialTokens, bool withOffsets)
    {
        ArgumentNullException.ThrowIfNull(text);
        RefuseLoneSurrogates(text);
        var builder = new EncodingBuilder(model, pipeline, added, withOffsets);
        if (addSpecialTokens)
            builder.AddEmpty(pipeline.Before, 0);
        Cut(new AlignedText(text, 0), rawAdded, builder, part =>
            Cut(pipeline.Normalize(part), normalizedAdded, builder, rest => Split(pipeline.Prepare(rest), 0, builder)));
        if (addSpecialTokens)
            builder.AddEmpty(pipeline.After, text.Length);
        return builder;
    }

    private static void Cut(AlignedText text, AddedTokens tokens, EncodingBuilder builder, Action<AlignedText> between)
    {
        var done = 0;
        foreach (var token in tokens.Find(text.Text))
        {
            if (token.Start > done)
                between(text.Slice(done, token.Start));
            builder.Add(token.Id, text.Start(token.Start), text.End(token.End - 1));
            done = token.End;
        }
        if (done < text.Text.Length)
            between(text.Slice(done, text.Text.Length));
    }

    private void Split(AlignedText text, int level, EncodingBuilder builder)
    {
        if (level == pipeline.Splitters.Count)
        {
            builder.AddWord(text);
            return;
        }
        var ends = new List<int>();
        pipeline.Splitters[level].Split(text.Text, ends);
        var start = 0;
        foreach (var end in ends)
        {
            Split(text.Slice(start, end), level + 1, builder);
            start = end;
        }
    }

    private void RefuseLoneSurrogates(string text)
    {
        var first = text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF');
        for (var i = first < 0 ? text.Length : first; i < text.Length; i++)
            if (char.IsSurrogate(text[i]))
            {
                if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
                    throw new NegPreactException(
                        ErrorKind.Vocabulary, $"The text to encode holds half a surrogate pair (U+{(int)text[i]:X4}) "
                        + $"at position {i}: no UTF-8 text has that; repair or replace it.");
                i++;
            }
    }
}
