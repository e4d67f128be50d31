using static TorchSharp.torch;

namespace NegPreact.Models;

/// <summary>What the attention of all families has in common: heads apart, mixing, heads together.</summary>
internal static class Attention
{
    private static readonly TorchSharp.Scalar unseen = float.NegativeInfinity;

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
    /// True where a query <c>[row]</c> sees a key <c>[column]</c>; null where it sees itself and all before.
    /// </param>
    public static Tensor Mix(Tensor query, Tensor key, Tensor value, Tensor? mask = null)
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
        var weights = scores.masked_fill(mask.logical_not(), unseen).softmax(-1);
        return weights.matmul(Shared(value, query)).transpose(1, 2).flatten(2);
    }

    /// <summary>
    /// The mask under which a position sees itself and the <paramref name="window"/> - 1 before it; null where that is
    /// all.
    /// </summary>
    public static Tensor? Window(int? window, long length, Device device) =>
        window is { } width && width < length ? Mask(width, length, device) : null;

    /// <summary>The same mask, also where a position sees all before it.</summary>
    public static Tensor Mask(long window, long length, Device device) =>
        ones(length, length, dtype: ScalarType.Bool, device: device).tril().triu(1 - window);

    private static Tensor Shared(Tensor keys, Tensor query) =>
        query.shape[1] / keys.shape[1] is > 1 and var group ? keys.repeat_interleave(group, dim: 1) : keys;
}
