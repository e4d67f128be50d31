using System.Text.Json;
using System.Text.RegularExpressions;

namespace NegPreact.Tokens;

/// <summary>
/// The pre-tokenizer that writes spaces as a visible mark and puts one in front (SentencePiece's habit).
/// </summary>
internal sealed class Metaspace
{
    private readonly char mark;
    private readonly string? prepended; // "always", "first" (at the beginning of the whole input only), or null

    private Metaspace(char mark, string? prepended, bool split)
    {
        (this.mark, this.prepended) = (mark, prepended);
        Splitter = split ? new WordSplitter(new Regex($"{mark}[^{mark}]*|[^{mark}]+", RegexOptions.CultureInvariant))
            : null;
    }

    /// <summary>What cuts before each mark; null where the text stays whole.</summary>
    public WordSplitter? Splitter { get; }

    /// <summary>
    /// Reads the part of the file, or gives null where it is of another kind or says something unknown.
    /// </summary>
    public static Metaspace? Read(JsonElement part)
    {
        if (part.GetProperty("type").GetString() != "Metaspace" || part.GetProperty("replacement")
            .GetString() is not [var mark] || char.IsAscii(mark))
            return null;
        // Older files have add_prefix_space where newer ones have prepend_scheme.
        var old = !part.TryGetProperty("add_prefix_space", out var adds) || adds.ValueKind == JsonValueKind.Null
            || adds.GetBoolean();
        var scheme = part.TryGetProperty("prepend_scheme", out var named) ? named.GetString() : old ? "always"
            : "never";
        if (scheme is not ("always" or "first" or "never") || (!old && scheme != "never"))
            return null;
        var split = !part.TryGetProperty("split", out var cut) || cut.ValueKind == JsonValueKind.Null
            || cut.GetBoolean();
        return new Metaspace(mark, scheme == "never" ? null : scheme, split);
    }

    /// <summary>The text with its spaces written as marks, and one in front where the file wants it.</summary>
    public AlignedText Prepare(AlignedText text)
    {
        text = text.Replaced(' ', mark);
        var wanted = prepended == "always" || (prepended == "first" && text.Start(0) == 0);
        return wanted && text.Text[0] != mark ? text.WithBefore(mark.ToString()) : text;
    }
}
