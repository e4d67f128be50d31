using NegPreact.Weights;

namespace NegPreact.Models;

/// <summary>
/// The metadata of a GGUF file, without the name of the architecture before them, that do not change what it computes:
/// inert ones, which say nothing that a forward pass needs, and ones that would, but have their neutral value.
/// Whatever else there is of the architecture is read for it or refused. Keys of no architecture (<c>general.</c> and
/// those of programs) describe the file, and <c>tokenizer.</c> is the tokenizer's.
/// </summary>
internal static class GgufKeys
{
    private static readonly string[] inert =
        ["tensor_data_layout", "rope.scaling.finetuned", "rope.scaling.original_context_length"];

    private static readonly Dictionary<string, double> neutral = new(StringComparer.Ordinal)
    {
        ["attention.clamp_kqv"] = 0, ["attention.max_alibi_bias"] = 0, ["attention.sliding_window"] = 0,
        ["attn_logit_softcapping"] = 0, ["expert_count"] = 0, ["expert_used_count"] = 0,
        ["final_logit_softcapping"] = 0, ["pooling_type"] = 0, ["rope.scale_linear"] = 1,
        ["rope.scaling.attn_factor"] = 1, ["rope.scaling.factor"] = 1,
    };

    private static readonly Dictionary<string, bool> neutralFlags = new(StringComparer.Ordinal)
    {
        ["attention.causal"] = true,
    };

    /// <summary>Whether a key may have any value.</summary>
    public static bool IsInert(string key) => inert.Contains(key);

    /// <summary>Whether a key is known to have one value that changes nothing.</summary>
    public static bool HasNeutral(string key) => neutral.ContainsKey(key) || neutralFlags.ContainsKey(key);

    /// <summary>Whether it has that value.</summary>
    /// <param name="key">The key, one that has such a value.</param>
    /// <param name="metadata">What the file says.</param>
    /// <param name="name">The key as the file has it.</param>
    public static bool IsNeutral(string key, GgufMetadata metadata, string name) =>
        neutralFlags.TryGetValue(key, out var only) ? metadata.Flag(name) == only
        : metadata.Number(name) == neutral[key];
}
