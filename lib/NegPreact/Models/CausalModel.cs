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

    /// <summary>Rows of a table <c>[id, hidden]</c> for ids <c>[batch, position]</c>.</summary>
    private protected static Tensor Embed(Tensor table, Tensor ids) =>
        table.index_select(0, ids.reshape(-1)).view(ids.shape[0], ids.shape[1], table.shape[1]);

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
