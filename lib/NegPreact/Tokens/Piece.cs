namespace NegPreact.Tokens;

/// <summary>A token within a word.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Size">How many bytes of the word's UTF-8 it covers.</param>
internal readonly record struct Piece(int Id, int Size);
