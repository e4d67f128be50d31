using static TorchSharp.torch;

namespace NegPreact;

/// <summary>What a pass over a text leaves behind of one layer, until its scores are known.</summary>
internal interface ILayerPass : IDisposable
{
    /// <summary>
    /// Takes a batch in: both <c>[batch, position, feature]</c>, from windows of one length, so that no position is
    /// padding.
    /// </summary>
    void Add(Tensor input, Tensor preActivation);

    /// <summary>The scores of the layer's neurons.</summary>
    /// <param name="dropped">
    /// How many token pairs have equal inputs and were left out of the mapping difficulty.
    /// </param>
    NeuronScore[] Scores(out int dropped);
}
