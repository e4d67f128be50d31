namespace NegPreact;

/// <summary>What unlabelled text and the training lexicon say of a form; 0 means nothing.</summary>
/// <param name="Coarse">Its cluster among few.</param>
/// <param name="Middle">Its cluster among more.</param>
/// <param name="Fine">Its cluster among many.</param>
/// <param name="Ambiguity">Which set of parts of speech it has in the training treebank.</param>
internal readonly record struct LexiconEntry(ushort Coarse, ushort Middle, ushort Fine, ushort Ambiguity);
