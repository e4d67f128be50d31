using NegPreact.Tokens;

namespace NegPreact;

/// <summary>
/// Gives each model token the word with which it shares most characters (UTF-16 units), the first of equals, as the
/// paper does.
/// </summary>
public static class WordAlignment
{
    /// <summary>The word of each token.</summary>
    /// <remarks>
    /// A special token has none, also one that is written out in the text; nor has a token of white space alone. The
    /// space before a word counts for nothing, so it makes no difference whether the tokenizer's offsets take it in or
    /// (Pythia's) leave it out. The tokens of one split character all have the word of that character.
    /// </remarks>
    /// <param name="tokenizer">The tokenizer that made the tokens; it knows which are special.</param>
    /// <param name="tokens">The tokens, from <see cref="Tokenizer.EncodeWithOffsets"/>.</param>
    /// <param name="words">The words of the same text, in order.</param>
    /// <param name="policy">What to do with words of several tokens.</param>
    /// <exception cref="NegPreactException">Words or tokens are not in the order of the text.</exception>
    public static AlignedToken[] Align(Tokenizer tokenizer, IReadOnlyList<Token> tokens, IReadOnlyList<Word> words,
        SplitWordPolicy policy = SplitWordPolicy.AllPieces)
    {
        ArgumentNullException.ThrowIfNull(tokenizer);
        ArgumentNullException.ThrowIfNull(tokens);
        ArgumentNullException.ThrowIfNull(words);
        for (var i = 1; i < words.Count; i++)
            if (words[i].Start < words[i - 1].Start || words[i].End < words[i - 1].End)
                throw new NegPreactException(
                    ErrorKind.Tagger, $"Word {i + 1} ('{words[i].Form}', at {words[i].Start}) stands before word {i} "
                    + $"(at {words[i - 1].Start}); give the words in the order of the text.");
        var aligned = new AlignedToken[tokens.Count];
        var (first, counted, before) = (0, -1, 0);
        for (var i = 0; i < aligned.Length; i++)
        {
            var token = tokens[i];
            if (token.Start < before)
                throw new NegPreactException(
                    ErrorKind.Tagger, $"Token {i + 1} begins at {token.Start}, before the token in front of it "
                    + $"({before}); give the tokens in the order of the text.");
            before = token.Start;
            while (first < words.Count && words[first].End <= token.Start)
                first++;
            var word = tokenizer.IsSpecial(token.Id) ? -1 : MostShared(token, words, first);
            aligned[i] = word < 0
                ? new AlignedToken(tokenizer.IsSpecial(token.Id) ? TokenRole.Special : TokenRole.NoWord, null)
                : new AlignedToken(policy == SplitWordPolicy.FirstPiece && word <= counted ? TokenRole.LaterPiece
                    : TokenRole.Word, word);
            counted = Math.Max(counted, word);
        }
        return aligned;
    }

    private static int MostShared(Token token, IReadOnlyList<Word> words, int first)
    {
        var (best, most) = (-1, 0);
        for (var w = first; w < words.Count && words[w].Start < token.End; w++)
            if (Math.Min(words[w].End, token.End) - Math.Max(words[w].Start, token.Start) is var shared
                && shared > most)
                (best, most) = (w, shared);
        return best;
    }
}
