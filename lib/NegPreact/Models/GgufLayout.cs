namespace NegPreact.Models;

/// <summary>What llama.cpp's converter did to a tensor of transformers, and has to be undone.</summary>
internal enum GgufLayout
{
    /// <summary>Nothing.</summary>
    AsStored,

    /// <summary>
    /// The rows of each query head were reordered so that the two features that are turned together are neighbours.
    /// </summary>
    QueryPairs,

    /// <summary>The same, of each key head.</summary>
    KeyPairs,

    /// <summary>
    /// All queries, then all keys, then all values, where transformers has the three of one head after another.
    /// </summary>
    QueriesKeysValues,

    /// <summary>1 was added to each value.</summary>
    PlusOne,

    /// <summary>The matrix was transposed to <c>[out, in]</c>.</summary>
    Transposed,
}
