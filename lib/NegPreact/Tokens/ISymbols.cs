namespace NegPreact.Tokens;

/// <summary>How a word looks to the merges before the first of them.</summary>
internal interface ISymbols
{
    /// <summary>The word's smallest pieces.</summary>
    /// <exception cref="NegPreactException">The vocabulary lacks one.</exception>
    Piece[] Read(ReadOnlySpan<char> word);

    /// <summary>The word as the vocabulary would write it, were it one token.</summary>
    string Spell(ReadOnlySpan<char> word);
}
