using NegPreact.Weights;

namespace NegPreact.Models;

/// <summary>
/// The head of a model whose config.json says that it is the embedding (<c>tie_word_embeddings</c>), by what the
/// weights hold. As in transformers 5, a stored head that differs from the embedding is a head of its own, and where
/// only one of the two is stored, it is both.
/// </summary>
/// <param name="Name">The name of the head that is stored.</param>
/// <param name="IsAlone">Whether it stands for the embedding too, which is not stored.</param>
internal sealed record TiedHead(string Name, bool IsAlone)
{
    private const int PieceElements = 1 << 20;

    private static readonly string[] heads = ["lm_head.weight", "embed_out.weight"];
    private static readonly string[] embeddings = ["embed_tokens.weight", "wte.weight", "embed_in.weight"];

    /// <summary>The stored head where it counts; null where there is none, or one that repeats the embedding.</summary>
    /// <param name="weights">The weights.</param>
    /// <param name="isInert">Which names the architecture does not ask for: a head only where it is tied.</param>
    public static TiedHead? Find(WeightFolder weights, Func<string, bool> isInert)
    {
        if (Array.Find(heads, h => weights.Entries.ContainsKey(h) && isInert(h)) is not { } head)
            return null;
        var embedding = weights.Entries.Keys.FirstOrDefault(IsEmbedding);
        return embedding is null ? new(head, IsAlone: true)
            : AreEqual(weights, weights.Entries[head], weights.Entries[embedding]) ? null
            : new(head, IsAlone: false);
    }

    /// <summary>Whether a name is that of an embedding.</summary>
    public static bool IsEmbedding(string name) => Array.Exists(
        embeddings, e => name == e || name.EndsWith("." + e, StringComparison.Ordinal));

    private static bool AreEqual(WeightFolder weights, TensorEntry one, TensorEntry other)
    {
        if (!one.Shape.SequenceEqual(other.Shape))
            return false;
        var (first, second) = (new float[PieceElements], new float[PieceElements]);
        for (long from = 0; from < one.ElementCount; from += PieceElements)
        {
            var count = (int)Math.Min(PieceElements, one.ElementCount - from);
            weights.CopySingles(one.Name, from, first.AsSpan(0, count), allowNonFinite: true);
            weights.CopySingles(other.Name, from, second.AsSpan(0, count), allowNonFinite: true);
            if (!first.AsSpan(0, count).SequenceEqual(second.AsSpan(0, count)))
                return false;
        }

        return true;
    }
}
