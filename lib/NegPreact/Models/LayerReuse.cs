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
    private readonly Dictionary<IdBatch, List<Tensor>> kept = []; // the streams at the depths 1, 2, 3 …
    private readonly Lock turn = new();
    private readonly Action<LayerReuse> end;
    private bool ended;

    internal LayerReuse(long byteBudget, Action<LayerReuse> end) => (ByteBudget, this.end) = (byteBudget, end);

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
            foreach (var stream in kept.Values.SelectMany(streams => streams))
                stream.Dispose();
            kept.Clear();
            BytesHeld = 0;
        }

        end(this);
    }

    internal Batch Of(Tensor ids, Layout layout) => new(this, new IdBatch(ids, layout));

    /// <summary>What is kept of one batch of ids.</summary>
    internal readonly record struct Batch(LayerReuse Owner, IdBatch Ids)
    {
        /// <summary>
        /// The streams at the depths 1, 2, 3 … as far as they are kept, owned by the caller's dispose scope.
        /// </summary>
        /// <param name="deepest">The greatest depth that is of use.</param>
        /// <param name="layers">How many layers the model has, for the count of what was saved.</param>
        public Tensor[] Take(int deepest, int layers)
        {
            lock (Owner.turn)
            {
                // Other names of the same memory, which lives as long as one of them: the scope may end while a pass
                // runs.
                Tensor[] taken = Owner.kept.TryGetValue(Ids, out var streams)
                    ? [.. streams.Take(deepest).Select(s => s.alias())] : [];
                Owner.LayersReused += taken.Length;
                Owner.LayersRun += layers - taken.Length;
                return taken;
            }
        }

        /// <summary>Keeps a stream where there is room for it and all below it are kept.</summary>
        public void Keep(int depth, Tensor stream)
        {
            lock (Owner.turn)
            {
                var streams = Owner.kept.GetValueOrDefault(Ids);
                var bytes = (stream.numel() * stream.ElementSize) + (streams is null ? Ids.Bytes : 0);
                // Where two threads run the same ids, the slower one finds the place taken.
                if (Owner.ended || depth != (streams?.Count ?? 0) + 1 || Owner.BytesHeld + bytes > Owner.ByteBudget)
                    return;
                if (streams is null)
                    Owner.kept.Add(Ids, streams = []);
                streams.Add(stream.alias().DetachFromDisposeScope());
                Owner.BytesHeld += bytes;
            }
        }
    }
}
