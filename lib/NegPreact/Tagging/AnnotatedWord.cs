namespace NegPreact;

/// <summary>A word with its part of speech and its place in the sentence's tree.</summary>
/// <param name="Word">The word and its place in the text.</param>
/// <param name="Tag">Its part of speech.</param>
/// <param name="Arc">Its head, numbered within the sentence, and its label.</param>
/// <param name="Sentence">The number of its sentence in the text, from 0.</param>
public readonly record struct AnnotatedWord(Word Word, Upos Tag, Arc Arc, int Sentence);
