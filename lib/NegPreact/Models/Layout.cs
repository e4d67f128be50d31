using static TorchSharp.torch;

namespace NegPreact.Models;

/// <summary>
/// What the places of a batch of token ids follow: in rows, each the one to its left; in trees, each its parent, so
/// that texts that begin alike share their beginning and stand in one row.
/// </summary>
/// <remarks>What it makes belongs to the caller's dispose scope.</remarks>
internal sealed class Layout
{
    private static readonly TorchSharp.Scalar unseen = float.NegativeInfinity;
    private readonly long rows;
    private readonly long width;
    private readonly int[] depths;

    private Layout(Tensor ids, int[]? parents)
    {
        (rows, width, Device, Parents) = (ids.shape[0], ids.shape[1], ids.device, parents);
        depths = new int[parents?.Length ?? 0];
        for (var place = 0; place < depths.Length; place++)
            depths[place] = parents![place] < 0 ? 0 : depths[parents[place]] + 1;
        Length = parents is null ? width : depths.Max() + 1;
    }

    /// <summary>How many tokens the longest text has, padding included.</summary>
    public long Length { get; }

    /// <summary>Where the batch lies.</summary>
    public Device Device { get; }

    /// <summary>
    /// Of each place of a batch of trees, row by row, the place before it, counted through the rows; -1 for the first
    /// tokens of texts and for padding. Null for rows.
    /// </summary>
    public int[]? Parents { get; }

    /// <summary>Each row is a text.</summary>
    /// <param name="ids">Token ids <c>[batch, position]</c>.</param>
    public static Layout Rows(Tensor ids) => new(ids, null);

    /// <summary>Each row holds trees.</summary>
    /// <param name="ids">Token ids <c>[batch, position]</c>.</param>
    /// <param name="parents">
    /// For each token of each row the index in that row of the one before it, which is smaller than its own; -1 where a
    /// text begins. What a row has beyond them is padding.
    /// </param>
    public static Layout Trees(Tensor ids, IReadOnlyList<IReadOnlyList<int>> parents)
    {
        var width = (int)ids.shape[1];
        var flat = new int[ids.numel()];
        Array.Fill(flat, -1);
        for (var row = 0; row < parents.Count; row++)
            for (var i = 0; i < parents[row].Count; i++)
                flat[(row * width) + i] = parents[row][i] < 0 ? -1 : (row * width) + parents[row][i];
        return new(ids, flat);
    }

    /// <summary>
    /// From a table with a row for each position of a text, <c>[position, feature]</c>, the rows for all places:
    /// <c>[batch, place, feature]</c>, or a batch of one where all rows are alike.
    /// </summary>
    public Tensor Placed(Tensor table) => Parents is null
        ? table.unsqueeze(0)
        : table.index_select(0, tensor(depths, device: Device)).view(rows, width, table.shape[1]);

    /// <summary>
    /// The mask of attention as <see cref="Attention.Mix"/> takes it; null where a place sees all to its left.
    /// </summary>
    /// <param name="window">How many tokens a token sees, itself included; null for all before it.</param>
    public Tensor? Seen(int? window) => Parents is null && (window ?? Length) >= Length ? null : Mask(window);

    /// <summary>The same mask, also where a place sees all to its left.</summary>
    /// <inheritdoc cref="Seen" path="/param"/>
    public Tensor Mask(int? window)
    {
        if (Parents is null)
            return Additive(ones(Length, Length, dtype: ScalarType.Bool, device: Device).tril().triu(
                1 - (window ?? Length)));
        var seen = new bool[rows * width * width];
        for (var place = 0; place < Parents.Length; place++)
        {
            var (before, left) = (place, window ?? int.MaxValue);
            for (; before >= 0 && left > 0; before = Parents[before], left--)
                seen[(place * width) + (before % width)] = true;
        }

        return Additive(tensor(seen, [rows, 1, width, width], device: Device));
    }

    private static Tensor Additive(Tensor seen) =>
        zeros(seen.shape, dtype: ScalarType.Float32, device: seen.device).masked_fill(seen.logical_not(), unseen);
}
