using NegPreact.Models;
using static TorchSharp.torch;

namespace NegPreact;

public sealed partial class LanguageModel
{
    private const long LogitBytes = 256 << 20; // of one pass on a CPU
    // times as many at most on a GPU, so that 8 billion parameters fit 24 GB with them
    private const int LogitFactor = 4;
    // Of the logits that are looked at together: few enough for the caches, enough rows for the product to be fast.
    private const long HeadBytes = 16 << 20;
    private const int LeastRows = 128;

    /// <summary>
    /// How many times as many texts a pass takes as suit the caches of a processor: a GPU needs them to be busy.
    /// </summary>
    internal int BatchFactor { get; set; }

    /// <summary>
    /// How many positions share a pass whose logits are looked at: as many as suit the device, and as the logits have
    /// room.
    /// </summary>
    /// <param name="usual">How many suit a processor.</param>
    internal int PositionsPerPass(int usual)
    {
        var room = LogitBytes * Math.Min(BatchFactor, LogitFactor) / sizeof(float) / Network.VocabularySize;
        return (int)Math.Clamp(room, 1, Math.Max(1, (long)usual * BatchFactor));
    }

    /// <summary>How many texts of a length share a pass.</summary>
    /// <param name="usual">How many on a processor, whatever their logits take.</param>
    /// <param name="length">Tokens per text.</param>
    internal int TextsPerPass(int usual, int length) => Math.Max(
        usual, PositionsPerPass(usual * length) / Math.Max(1, length));

    /// <summary>
    /// Logits <c>[batch, position, vocabulary]</c>, float32, without gradient; owned by the caller's dispose scope.
    /// </summary>
    /// <param name="ids">
    /// Token ids; rows may be of unequal length and are padded on the right, where logits are meaningless.
    /// </param>
    /// <exception cref="NegPreactException">An empty batch or row, or an id outside the vocabulary.</exception>
    public Tensor Logits(IReadOnlyList<IReadOnlyList<int>> ids) => OnDevice(ids, batch => Network.Logits(batch));

    /// <summary>Log-probabilities of some tokens at some positions, nats, <c>[asked]</c>, float32.</summary>
    /// <remarks>
    /// The head is run for these positions alone, and its logits are looked at while they are in the processor's
    /// caches.
    /// </remarks>
    /// <param name="ids">As for <see cref="Logits"/>.</param>
    /// <param name="positions">
    /// Where, counted through the padded rows: row · longest row + position; several tokens may be asked for at one.
    /// </param>
    /// <param name="tokens">Which, one for each position.</param>
    /// <param name="likeliest">Where given, told of each whether no token is likelier there.</param>
    /// <param name="parents">As <see cref="Layout.Trees"/> has it; null where each row is a text.</param>
    internal float[] LogProbabilities(
        IReadOnlyList<IReadOnlyList<int>> ids, IReadOnlyList<long> positions, IReadOnlyList<long> tokens,
        bool[]? likeliest = null, IReadOnlyList<IReadOnlyList<int>>? parents = null)
    {
        long[] distinct = [.. positions.Distinct().Order()];
        int[] asked = [.. Enumerable.Range(0, positions.Count).OrderBy(a => positions[a])];
        var values = new float[positions.Count];
        var (next, width) = (0, Network.VocabularySize);
        var most = (int)Math.Max(LeastRows, HeadBytes * Math.Min(BatchFactor, LogitFactor) / sizeof(float) / width);
        return OnDevice(ids, batch =>
        {
            Network.LogitsAt(batch, distinct, most, See, parents);
            return values;
        });

        void See(int from, Tensor logits)
        {
            var (first, row, places) = (next, from, new List<long>());
            var last = distinct[from + logits.shape[0] - 1];
            for (; next < asked.Length && positions[asked[next]] <= last; next++)
            {
                while (distinct[row] < positions[asked[next]])
                    row++;
                places.Add(((long)(row - from) * width) + tokens[asked[next]]);
            }

            // One pass over the logits, where logsumexp takes several.
            var found = nn.functional.log_softmax(logits, 1).view(-1).index_select(
                0, tensor(places, device: device)).cpu().data<float>().ToArray();
            for (var a = 0; a < places.Count; a++)
                values[asked[first + a]] = found[a];
            if (likeliest is null)
                return;
            var top = logits.argmax(1).cpu().data<long>().ToArray();
            for (var a = 0; a < places.Count; a++)
                likeliest[asked[first + a]] = top[places[a] / width] == tokens[asked[first + a]];
        }
    }

    /// <summary>
    /// The logits, and the residual stream on the way to them, float32, without gradient; owned by the caller's dispose
    /// scope.
    /// </summary>
    /// <param name="ids">As for <see cref="Logits"/>.</param>
    /// <exception cref="NegPreactException">As for <see cref="Logits"/>.</exception>
    public ForwardPass Pass(IReadOnlyList<IReadOnlyList<int>> ids) => OnDevice(ids, batch => Network.Pass(batch));

    /// <inheritdoc cref="CausalModel.ReuseLowerLayers"/>
    /// <example>
    /// <code>
    /// using var reuse = model.ReuseLowerLayers(byteBudget: 1L &lt;&lt; 30);
    /// for (var layer = 0; layer &lt; model.Layers; layer++)
    ///     using (model.Ablate(chosen.Only(layer), Ablation.ZeroNegative))
    ///         Console.WriteLine(Perplexity.Of(model, Corpus.BuiltIn));
    /// </code>
    /// </example>
    public LayerReuse ReuseLowerLayers(long byteBudget, IEnumerable<int>? depths = null)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        return Network.ReuseLowerLayers(byteBudget, depths);
    }

    /// <summary>Runs the model for what its hooks see; the logits are dropped.</summary>
    /// <param name="ids">As for <see cref="Logits"/>.</param>
    public void Run(IReadOnlyList<IReadOnlyList<int>> ids) => Logits(ids).Dispose();

    /// <summary>
    /// Runs the model for what its hooks see, one layer at a time over the whole text; see
    /// <see cref="CausalModel.LayerByLayer"/>.
    /// </summary>
    /// <param name="windows">Token ids, all windows of one length.</param>
    /// <param name="batch">Windows per batch.</param>
    /// <param name="before">Told of each layer before it runs.</param>
    /// <param name="after">Told of each layer after it has run.</param>
    internal void RunLayerByLayer(
        IReadOnlyList<IReadOnlyList<int>> windows, int batch, Action<int> before, Action<int> after)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        Tf32Switch.Set(device, tf32);
        DeviceMemory.Explained(() => Network.LayerByLayer([.. windows.Chunk(batch).Select(IdTensor)], before, after));
    }

    // A pass over ids, without gradient; what it gives belongs to the caller's dispose scope.
    private T OnDevice<T>(IReadOnlyList<IReadOnlyList<int>> ids, Func<Tensor, T> pass)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        using var _ = no_grad();
        return DeviceMemory.Explained(() =>
        {
            using var batch = IdTensor(ids);
            Tf32Switch.Set(device, tf32);
            return pass(batch);
        });
    }

    private Tensor IdTensor(IReadOnlyList<IReadOnlyList<int>> ids)
    {
        ArgumentNullException.ThrowIfNull(ids);
        if (ids.Count == 0 || ids.Any(row => row.Count == 0))
            throw new NegPreactException(
                ErrorKind.TextTooShort, "A batch or a text of it has no tokens; give texts with at least one token.");
        var length = ids.Max(row => row.Count);
        var flat = new long[ids.Count * length];
        for (var r = 0; r < ids.Count; r++)
            for (var i = 0; i < ids[r].Count; i++)
                flat[(r * length) + i] = ids[r][i] >= 0 && ids[r][i] < Network.VocabularySize
                    ? ids[r][i]
                    : throw new NegPreactException(
                        ErrorKind.Vocabulary, $"Token id {ids[r][i]} is outside the model's vocabulary of "
                        + $"{Network.VocabularySize}; text and model use different tokenizers, or the text holds a "
                        + "token that was added without a row in the embedding.");
        return tensor(flat, [ids.Count, length], device: device);
    }
}
