using System.Text.Json;

namespace NegPreact.Tokens;

/// <summary>Texts of a tokenizer's files, where null has no meaning.</summary>
internal static class TokenizerText
{
    /// <summary>The text of an element.</summary>
    /// <exception cref="FormatException">It is null.</exception>
    /// <exception cref="InvalidOperationException">It is no text.</exception>
    public static string Text(this JsonElement element) =>
        element.GetString() ?? throw new FormatException("a text is null.");
}
