using NegPreact.Hooks;
using static TorchSharp.torch;

namespace NegPreact.Models;

/// <summary>A decoder-only transformer: token ids to logits, with a hook site in every MLP.</summary>
/// <remarks>One short file for each architecture family derives from it.</remarks>
public abstract class CausalModel : IDisposable
{
    private readonly List<Tensor> owned = [];

    private protected CausalModel(int vocabularySize, int hiddenSize)
    {
        VocabularySize = vocabularySize;
        HiddenSize = hiddenSize;
    }

    /// <summary>How many token ids the embedding knows.</summary>
    public int VocabularySize { get; }

    /// <summary>The width of the residual stream.</summary>
    public int HiddenSize { get; }

    /// <summary>The MLP of each layer, in order.</summary>
    public IReadOnlyList<MlpSite> Mlps { get; private protected init; } = [];

    /// <summary>How many numbers the model has.</summary>
    public long ParameterCount => owned.Sum(t => t.numel());

    /// <summary>How many bytes its weights take in memory.</summary>
    public long WeightBytes => owned.Sum(t => t.numel() * t.ElementSize);

    /// <summary>Logits <c>[batch, position, vocabulary]</c>, float32, owned by the caller's dispose scope.</summary>
    /// <param name="ids">
    /// Token ids <c>[batch, position]</c>, int64. Rows may be padded on the right with any id: attention looks back only, so no
    /// real position sees the padding, and the logits there are meaningless. Padding on the left is not supported.
    /// </param>
    public Tensor Logits(Tensor ids)
    {
        using var scope = NewDisposeScope();
        return Forward(ids).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var tensor in owned)
            tensor.Dispose();
        owned.Clear();
        GC.SuppressFinalize(this);
    }

    /// <summary>Rows of a table <c>[id, hidden]</c> for ids <c>[batch, position]</c>, float32.</summary>
    private protected static Tensor Embed(Tensor table, Tensor ids) =>
        table.index_select(0, ids.reshape(-1)).to(ScalarType.Float32).view(ids.shape[0], ids.shape[1], table.shape[1]);

    /// <summary>Rows of a table of learned positions for a text of that length, <c>[position, hidden]</c>, float32.</summary>
    /// <param name="table">The table.</param>
    /// <param name="offset">The row of the first position.</param>
    /// <param name="length">How many positions the text has.</param>
    /// <exception cref="NegPreactException">The text is longer than the table.</exception>
    private protected static Tensor LearnedPositions(Tensor table, int offset, long length) => offset + length <= table.shape[0]
        ? table.narrow(0, offset, length).to(ScalarType.Float32)
        : throw new NegPreactException($"A text of {length} tokens is longer than the {table.shape[0] - offset} positions that the model has learned; cut it into shorter windows.");

    /// <summary>Takes the residual stream through the layers; what a layer computes on the way is freed when it ends.</summary>
    private protected static Tensor Through<TLayer>(IEnumerable<TLayer> layers, Tensor x, Func<TLayer, Tensor, Tensor> run)
    {
        foreach (var layer in layers)
        {
            using var before = x;
            using var scope = NewDisposeScope();
            x = run(layer, x).MoveToOuterDisposeScope();
        }

        return x;
    }

    private protected abstract Tensor Forward(Tensor ids);

    /// <summary>Parameters that this model disposes with itself.</summary>
    private protected IParameters Owning(IParameters from) => new OwningParameters(from, owned);

    private sealed class OwningParameters(IParameters from, List<Tensor> owned) : IParameters
    {
        public Tensor Get(string name, params long[] shape)
        {
            var tensor = from.Get(name, shape);
            owned.Add(tensor);
            return tensor;
        }
    }
}
