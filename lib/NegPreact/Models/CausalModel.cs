using NegPreact.Hooks;
using static TorchSharp.torch;

namespace NegPreact.Models;

/// <summary>A decoder-only transformer: token ids to logits, with a hook site in every MLP.</summary>
/// <remarks>One short file for each architecture family derives from it.</remarks>
public abstract class CausalModel : IDisposable
{
    private readonly List<(Tensor Tensor, long Numbers)> owned = [];
    private LayerReuse[] reuses = []; // replaced, never changed, as in HookPoint; the last one is used

    private protected CausalModel(int vocabularySize, int hiddenSize, int layers)
    {
        VocabularySize = vocabularySize;
        HiddenSize = hiddenSize;
        Residual = [.. Enumerable.Range(0, layers + 1).Select(depth => new HookPoint($"residual.{depth}"))];
    }

    /// <summary>How many token ids the embedding knows.</summary>
    public int VocabularySize { get; }

    /// <summary>The width of the residual stream.</summary>
    public int HiddenSize { get; }

    /// <summary>The MLP of each layer, in order.</summary>
    public IReadOnlyList<MlpSite> Mlps { get; private protected init; } = [];

    /// <summary>
    /// The residual stream <c>[batch, position, hidden]</c> at each depth: <c>residual.0</c> enters the first layer,
    /// <c>residual.1</c> the second, and the last one, of the depth that is the number of layers, leaves the last layer
    /// and enters the final norm.
    /// </summary>
    public IReadOnlyList<HookPoint> Residual { get; }

    /// <summary>How many numbers the model has.</summary>
    public long ParameterCount => owned.Sum(o => o.Numbers);

    /// <summary>How many bytes its weights take in memory, packed ones as they are.</summary>
    public long WeightBytes => owned.Sum(o => o.Tensor.numel() * o.Tensor.ElementSize);

    /// <summary>Logits <c>[batch, position, vocabulary]</c>, float32, owned by the caller's dispose scope.</summary>
    /// <param name="ids">
    /// Token ids <c>[batch, position]</c>, int64. Rows may be padded on the right with any id: attention looks back
    /// only, so no real position sees the padding, and the logits there are meaningless. Padding on the left is not
    /// supported.
    /// </param>
    public Tensor Logits(Tensor ids)
    {
        using var scope = NewDisposeScope();
        return End(Forward(ids, Layout.Rows(ids), null)).MoveToOuterDisposeScope();
    }

    /// <summary>Runs the layers for what their hooks see; the head is not run.</summary>
    /// <param name="ids">As for <see cref="Logits"/>.</param>
    internal void Run(Tensor ids)
    {
        using var scope = NewDisposeScope();
        Forward(ids, Layout.Rows(ids), null);
    }

    /// <summary>
    /// Shows the logits of some positions, a block at a time: the head is run for no others, and the logits of all are
    /// never in memory.
    /// </summary>
    /// <param name="ids">As for <see cref="Logits"/>.</param>
    /// <param name="positions">Which, counted through the rows of ids, rising.</param>
    /// <param name="rows">How many positions a block has at most.</param>
    /// <param name="columns">How many tokens.</param>
    /// <param name="see">
    /// Gets the index of a block's first position in <paramref name="positions"/>, its first token, and its logits
    /// <c>[position, token]</c>, float32, which it does not own.
    /// </param>
    /// <param name="parents">As <see cref="Layout.Trees"/> has it; null where each row is a text.</param>
    internal void LogitsAt(
        Tensor ids, long[] positions, int rows, int columns, Action<int, int, Tensor> see,
        IReadOnlyList<IReadOnlyList<int>>? parents = null)
    {
        using var scope = NewDisposeScope();
        var layout = parents is null ? Layout.Rows(ids) : Layout.Trees(ids, parents);
        var x = Forward(ids, layout, null).view(-1, HiddenSize);
        for (var from = 0; from < positions.Length; from += rows)
        {
            using var some = NewDisposeScope();
            var chosen = tensor(positions[from..Math.Min(from + rows, positions.Length)], device: ids.device);
            var entering = BeforeHead(x.index_select(0, chosen));
            for (var first = 0; first < VocabularySize; first += columns)
            {
                using var block = NewDisposeScope();
                see(from, first, BehindHead(Head.Part(entering, first, Math.Min(columns, VocabularySize - first))));
            }
        }
    }

    /// <summary>The logits, and the residual stream on the way to them, owned by the caller's dispose scope.</summary>
    /// <param name="ids">As for <see cref="Logits"/>.</param>
    public ForwardPass Pass(Tensor ids)
    {
        using var scope = NewDisposeScope();
        var streams = new List<Tensor>();
        var logits = End(Forward(ids, Layout.Rows(ids), streams)).MoveToOuterDisposeScope();
        return new ForwardPass([.. streams.Select(s => s.MoveToOuterDisposeScope())], logits);
    }

    /// <summary>
    /// Takes batches through the layers one layer at a time, all of them through the first before any enters the
    /// second: what the hooks of a layer have seen of a whole text can be worked up and dropped before the next layer
    /// runs. The head is not run.
    /// </summary>
    /// <param name="batches">
    /// Token ids <c>[batch, position]</c>, int64, all of one length. Their residual streams, float32, are held at the
    /// same time.
    /// </param>
    /// <param name="before">Told of each layer before the first batch enters it.</param>
    /// <param name="after">Told of each layer when the last batch has left it.</param>
    internal void LayerByLayer(IReadOnlyList<Tensor> batches, Action<int> before, Action<int> after)
    {
        using var scope = NewDisposeScope();
        Tensor[] streams = [.. batches.Select(ids => Start(ids, Layout.Rows(ids)))];
        var run = LayersFor(Layout.Rows(batches[0]));
        for (var layer = 0; layer < Mlps.Count; layer++)
        {
            before(layer);
            foreach (var stream in streams)
            {
                // In place: new streams among what a layer frees would leave gaps in the memory, more with each layer.
                using var inner = NewDisposeScope();
                stream.copy_(run(layer, Residual[layer].Run(stream)));
            }

            after(layer);
        }
    }

    /// <summary>
    /// Until the result is disposed, a pass without gradients over ids that were run before starts at the lowest layer
    /// that has a hook, or as far below it as the residual stream was kept: an ablation of the later layers alone does
    /// not run the earlier ones again.
    /// </summary>
    /// <inheritdoc cref="LayerReuse" path="/remarks"/>
    /// <param name="byteBudget">
    /// How many bytes of residual streams may be kept, on the model's device. What finds no room is computed again.
    /// </param>
    /// <param name="depths">
    /// The layers at which ablations will begin: only the streams that enter them are kept, and where there is not room
    /// for all of them every second, fourth, … of them. Null where that is not known beforehand: the streams that enter
    /// any layer, from the first on, for the texts that come first.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">The budget is negative.</exception>
    public LayerReuse ReuseLowerLayers(long byteBudget, IEnumerable<int>? depths = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(byteBudget);
        var own = new LayerReuse(byteBudget, depths, ended => reuses = [.. reuses.Where(r => r != ended)]);
        reuses = [.. reuses, own];
        return own;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var (tensor, _) in owned)
            tensor.Dispose();
        owned.Clear();
        GC.SuppressFinalize(this);
    }

    /// <summary>
    /// Some rotary scalings depend on the length of the pass, padding included. Texts of lengths with equal numbers
    /// give the same logits alone and together; a pass over texts of unequal numbers would change some of them.
    /// </summary>
    /// <param name="length">Tokens.</param>
    /// <returns>0 for lengths to which nothing is done.</returns>
    internal virtual int LengthClass(int length) => 0;

    /// <summary>Rows of a table <c>[id, hidden]</c> for ids <c>[batch, position]</c>, float32.</summary>
    private protected static Tensor Embed(Matrix table, Tensor ids) =>
        table.Rows(ids.reshape(-1)).view(ids.shape[0], ids.shape[1], table.Inputs);

    /// <summary>
    /// Rows of a table of learned positions for all places, as <see cref="Layout.Placed"/> has them, float32.
    /// </summary>
    /// <param name="table">The table.</param>
    /// <param name="offset">The row of the first position.</param>
    /// <param name="layout">The places.</param>
    /// <exception cref="NegPreactException">A text is longer than the table.</exception>
    private protected static Tensor LearnedPositions(Tensor table, int offset, Layout layout) =>
        offset + layout.Length <= table.shape[0]
        ? layout.Placed(table.narrow(0, offset, layout.Length).to(ScalarType.Float32))
        : throw new NegPreactException(
            ErrorKind.TextTooLong, $"A text of {layout.Length} tokens is longer than the {table.shape[0] - offset} "
            + "positions that the model has learned; cut it into shorter windows.");

    /// <summary>The residual stream that enters the first layer.</summary>
    private protected abstract Tensor Start(Tensor ids, Layout layout);

    /// <summary>
    /// Takes the residual stream <c>[batch, position, hidden]</c> through the layer of an index. What the layers share
    /// (turns, a mask) is made before the first of them.
    /// </summary>
    /// <param name="layout">What the places of the batch follow.</param>
    private protected abstract Func<int, Tensor, Tensor> LayersFor(Layout layout);

    /// <summary>From what enters it to the logits.</summary>
    private protected abstract Linear Head { get; }

    /// <summary>
    /// From the residual stream that leaves the last layer to what enters the head, each position by itself.
    /// </summary>
    private protected abstract Tensor BeforeHead(Tensor x);

    /// <summary>What is done to the logits, each by itself.</summary>
    private protected virtual Tensor BehindHead(Tensor logits) => logits;

    private Tensor End(Tensor x) => BehindHead(Head.Of(BeforeHead(x)));

    // The residual stream that leaves the last layer. What a layer computes on the way is freed when it ends. Streams
    // that are asked for are other names of the same memory.
    private Tensor Forward(Tensor ids, Layout layout, List<Tensor>? streams)
    {
        // A hook can only be added or removed by a hook while this runs, and no stream is kept from the first of them
        // on.
        var hooked = LowestHook();
        var reuse = is_grad_enabled() || SinglePrecision.IsAsked ? null : reuses.LastOrDefault()?.Of(ids, layout);
        var taken = reuse?.Take(hooked, streams is not null, Mlps.Count) ?? [];
        if (taken.Length > 0)
            streams?.AddRange([Start(ids, layout), .. taken[..^1].Select(t => t.Stream)]);
        var run = LayersFor(layout);
        var (from, x) = taken.Length > 0 ? taken[^1] : (0, Start(ids, layout));
        for (var depth = from; ; depth++)
        {
            using var entering = x;
            using var scope = NewDisposeScope();
            // A hook might write into what it gets, which must not reach what is kept.
            var seen = Residual[depth].Run(
                reuse is not null && Residual[depth].Count > 0 ? entering.clone() : entering);
            streams?.Add(seen.alias().MoveToOuterDisposeScope());
            if (depth == Mlps.Count)
                return seen.alias().MoveToOuterDisposeScope();
            x = run(depth, seen).MoveToOuterDisposeScope();
            if (depth < hooked)
                reuse?.Keep(depth + 1, x);
        }
    }

    // The depth of the first hook: the stream that enters there is the untouched model's. The number of layers where
    // there is none.
    private int LowestHook()
    {
        var depth = 0;
        while (depth < Mlps.Count && Residual[depth].Count + Mlps[depth].HookCount == 0)
            depth++;
        return depth;
    }

    /// <summary>Parameters that this model disposes with itself.</summary>
    private protected IParameters Owning(IParameters from) => new OwningParameters(from, owned);

    private sealed class OwningParameters(IParameters from, List<(Tensor Tensor, long Numbers)> owned) : IParameters
    {
        public ComputeType Compute => from.Compute;

        public Tensor Get(string name, params long[] shape)
        {
            var tensor = from.Get(name, shape);
            owned.Add((tensor, tensor.numel()));
            return tensor;
        }

        public Matrix GetMatrix(string name, long outputs, long inputs, bool transposed)
        {
            var matrix = from.GetMatrix(name, outputs, inputs, transposed);
            owned.Add((matrix.Kept, matrix.Count));
            return matrix;
        }
    }
}
