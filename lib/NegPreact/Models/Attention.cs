using static TorchSharp.torch;

namespace NegPreact.Models;

/// <summary>What the attention of all families has in common: heads apart, mixing, heads together.</summary>
internal static class Attention
{
    /// <summary>From <c>[batch, position, head x feature]</c> to <c>[batch, position, head, feature]</c>.</summary>
    public static Tensor Split(Tensor x, int heads) => x.view(x.shape[0], x.shape[1], heads, x.shape[2] / heads);

    /// <summary>From <c>[batch, position, head x feature]</c> to <c>[batch, head, position, feature]</c>.</summary>
    public static Tensor Heads(Tensor x, int heads) => Split(x, heads).transpose(1, 2);

    /// <summary>
    /// Values weighed by how well keys fit queries, all <c>[batch, head, position, feature]</c>, as <c>[batch,
    /// position, head x feature]</c>. Fewer key than query heads are shared by equal groups of query heads.
    /// </summary>
    /// <param name="query">The queries.</param>
    /// <param name="key">The keys.</param>
    /// <param name="value">The values.</param>
    /// <param name="mask">
    /// 0 where a query <c>[row]</c> sees a key <c>[column]</c> and minus infinity elsewhere, for all texts and heads or
    /// <c>[batch, head, row, column]</c>, float32; null where it sees itself and all before.
    /// </param>
    public static Tensor Mix(Tensor query, Tensor key, Tensor value, Tensor? mask)
    {
        (key, value) = (Shared(key, query), Shared(value, query));
        var mixed = nn.functional.scaled_dot_product_attention(
            query, key, value, attn_mask: mask, is_casual: mask is null);
        return mixed.transpose(1, 2).flatten(2);
    }

    /// <summary>
    /// As <see cref="Mix"/>, with scores kept within a limit. They are not divided by the root of the head size.
    /// </summary>
    public static Tensor MixCapped(Tensor query, Tensor key, Tensor value, Tensor mask, SoftCap cap)
    {
        var scores = cap.Of(query.matmul(Shared(key, query).transpose(2, 3)));
        return scores.Plus(mask).softmax(-1).matmul(Shared(value, query)).transpose(1, 2).flatten(2);
    }

    private static Tensor Shared(Tensor keys, Tensor query) =>
        query.shape[1] / keys.shape[1] is > 1 and var group ? keys.repeat_interleave(group, dim: 1) : keys;
}
