namespace NegPreact.Grammar;

/// <summary>Words to a written sentence and back.</summary>
internal static class Sentence
{
    /// <summary>Capital letter at the start; a full stop unless the words end in a question mark.</summary>
    public static string Write(IReadOnlyList<string> words)
    {
        var asks = words[^1] == "?";
        var text = string.Join(' ', asks ? words.SkipLast(1) : words);
        return char.ToUpperInvariant(text[0]) + text[1..] + (asks ? "?" : ".");
    }

    /// <summary>The words, names alone with a capital; a question mark is a word, the full stop is not.</summary>
    public static IReadOnlyList<string> Read(string sentence)
    {
        var words = sentence.TrimEnd('.', '?').Split(' ').ToList();
        if (!WordList.OfWord(words[0]).Any())
            words[0] = words[0].ToLowerInvariant();
        if (sentence[^1] == '?')
            words.Add("?");
        return words;
    }
}
