using NegPreact.Models;
using static TorchSharp.torch;

namespace NegPreact;

public sealed partial class LanguageModel
{
    private const long LogitBytes = 1L << 30; // of one pass on a GPU, so that 8 billion parameters fit 24 GB with them
    // Of the logits that are looked at together: few enough for the caches, enough rows for the product to be fast.
    private const long HeadBytes = 16 << 20;
    private const int HeadFactor = 4; // times as many at most on a GPU
    private const int LeastRows = 128;
    private const int HeadNumbers = 32 << 20; // of the head's own that are used together: 128 MiB as float32
    private const int ColumnStep = 16; // a cache line of the head's rows

    /// <summary>
    /// How many times as many texts a pass takes as suit the caches of a processor: a GPU needs them to be busy.
    /// </summary>
    internal int BatchFactor { get; set; }

    /// <summary>
    /// How many positions share a pass: as many as suit the device, on a GPU no more than as all logits have room.
    /// </summary>
    /// <param name="usual">How many suit a processor.</param>
    internal int PositionsPerPass(int usual) => BatchFactor == 1 ? Math.Max(1, usual) : (int)Math.Clamp(
        LogitBytes / sizeof(float) / Network.VocabularySize, 1, Math.Max(1, (long)usual * BatchFactor));

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
    /// The head is run for these positions alone, and its logits are looked at block by block, while they are in the
    /// processor's caches.
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
        var asked = new AskedTokens(positions, tokens);
        var rows = (int)Math.Max(
            LeastRows, HeadBytes * Math.Min(BatchFactor, HeadFactor) / sizeof(float) / Network.VocabularySize);
        var columns = Math.Max(1, HeadNumbers / Network.HiddenSize / ColumnStep) * ColumnStep;
        OnDevice(ids, batch =>
        {
            Network.LogitsAt(batch, asked.Positions, rows, columns, asked.See, parents);
            return true;
        });
        if (likeliest is not null)
            asked.AreLikeliest().CopyTo(likeliest, 0);
        return asked.LogProbabilities();
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

    /// <summary>
    /// Runs the model for what its hooks see. It ends with the residual stream that leaves the last layer: no hook sees
    /// the head, so it is not run.
    /// </summary>
    /// <param name="ids">As for <see cref="Logits"/>.</param>
    /// <exception cref="NegPreactException">As for <see cref="Logits"/>.</exception>
    public void Run(IReadOnlyList<IReadOnlyList<int>> ids) => OnDevice(ids, batch =>
    {
        Network.Run(batch);
        return true;
    });

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
