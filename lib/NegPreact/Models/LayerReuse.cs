using static TorchSharp.torch;

namespace NegPreact.Models;

/// <summary>
/// Residual streams of the untouched model, kept for ids that were run before, so that a pass can start at the first
/// layer with a hook.
/// </summary>
/// <remarks>
/// The numbers are the same to the last bit with and without it, whatever hooks are in place: nothing is kept from the
/// first hook on, and ids are compared one by one. What is reused is not run, so a hook added to a layer keeps that
/// layer and those above it from being reused, though it may only observe. Several threads may run the model. Where one
/// of these scopes is opened within another, the inner one is used. The model's weights must not change while one is
/// open. Dispose it to free what it keeps.
/// </remarks>
public sealed class LayerReuse : IDisposable
{
    private readonly Dictionary<IdBatch, SortedList<int, Tensor>> kept = []; // the streams by their depths
    private readonly int[]? wanted; // the depths that are kept, rising; where null 1, 2, 3 … as far as there is room
    private readonly Lock turn = new();
    private readonly Action<LayerReuse> end;
    private int stride = 1; // each so many-th wanted depth is kept
    private bool ended;

    internal LayerReuse(long byteBudget, IEnumerable<int>? depths, Action<LayerReuse> end)
    {
        (ByteBudget, this.end) = (byteBudget, end);
        wanted = depths?.Where(d => d > 0).Distinct().Order().ToArray();
    }

    /// <summary>How many bytes may be kept.</summary>
    public long ByteBudget { get; }

    /// <summary>How many bytes are kept: residual streams, and the ids that they belong to.</summary>
    public long BytesHeld { get; private set; }

    /// <summary>How many times a layer was not run, over all passes so far.</summary>
    public long LayersReused { get; private set; }

    /// <summary>How many times a layer was run, over all passes so far.</summary>
    public long LayersRun { get; private set; }

    /// <summary>Frees what is kept; passes compute every layer again.</summary>
    public void Dispose()
    {
        lock (turn)
        {
            if (ended)
                return;
            ended = true;
            foreach (var stream in kept.Values.SelectMany(streams => streams.Values))
                stream.Dispose();
            kept.Clear();
            BytesHeld = 0;
        }

        end(this);
    }

    internal Batch Of(Tensor ids, Layout layout) => new(this, new IdBatch(ids, layout));

    private bool Keeps(int depth, int below) => wanted is null ? depth == below + 1
        : Array.BinarySearch(wanted, depth) is >= 0 and var i && (i + 1) % stride == 0;

    // Makes room: every second depth of those that are kept is dropped in all batches, since a pass that finds none of
    // its own starts at the one below.
    private bool Thin()
    {
        if (wanted is null || 2 * stride > wanted.Length)
            return false;
        stride *= 2;
        foreach (var streams in kept.Values)
            foreach (var depth in streams.Keys.Where(d => !Keeps(d, 0)).ToArray())
            {
                BytesHeld -= Bytes(streams[depth]);
                streams[depth].Dispose();
                streams.Remove(depth);
            }

        return true;
    }

    private static long Bytes(Tensor stream) => stream.numel() * stream.ElementSize;

    /// <summary>What is kept of one batch of ids.</summary>
    internal readonly record struct Batch(LayerReuse Owner, IdBatch Ids)
    {
        /// <summary>The streams that need not be computed, by depth, owned by the caller's dispose scope.</summary>
        /// <param name="deepest">The greatest depth that is of use.</param>
        /// <param name="all">
        /// Whether the streams on the way are wanted too: those at the depths 1, 2, 3 … as far as they are kept. Else
        /// the deepest alone.
        /// </param>
        /// <param name="layers">How many layers the model has, for the count of what was saved.</param>
        public (int Depth, Tensor Stream)[] Take(int deepest, bool all, int layers)
        {
            lock (Owner.turn)
            {
                var streams = Owner.kept.GetValueOrDefault(Ids) ?? [];
                var known = streams.Keys.TakeWhile(
                    (depth, i) => depth <= deepest && (!all || depth == i + 1)).ToArray();
                // Other names of the same memory, which lives as long as one of them: the scope may end while a pass
                // runs.
                (int Depth, Tensor Stream)[] taken =
                    [.. (all ? known : known.TakeLast(1)).Select(depth => (depth, streams[depth].alias()))];
                var reused = taken.Length == 0 ? 0 : taken[^1].Depth;
                Owner.LayersReused += reused;
                Owner.LayersRun += layers - reused;
                return taken;
            }
        }

        /// <summary>Keeps a stream where there is room for it and it will be asked for.</summary>
        public void Keep(int depth, Tensor stream)
        {
            lock (Owner.turn)
            {
                var streams = Owner.kept.GetValueOrDefault(Ids);
                // Where two threads run the same ids, the slower one finds the place taken.
                if (Owner.ended || streams?.ContainsKey(depth) == true || !Owner.Keeps(depth, streams?.Count ?? 0))
                    return;
                var bytes = Bytes(stream) + (streams is null ? Ids.Bytes : 0);
                while (Owner.BytesHeld + bytes > Owner.ByteBudget)
                    if (!Owner.Thin() || !Owner.Keeps(depth, 0))
                        return;
                if (streams is null)
                    Owner.kept.Add(Ids, streams = []);
                streams.Add(depth, stream.alias().DetachFromDisposeScope());
                Owner.BytesHeld += bytes;
            }
        }
    }
}
