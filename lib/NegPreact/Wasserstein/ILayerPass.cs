using static TorchSharp.torch;

namespace NegPreact;

/// <summary>What a pass over a text keeps of one layer until its neurons are measured.</summary>
internal interface ILayerPass : IDisposable
{
    /// <summary>
    /// Takes in a batch that comes after <paramref name="from"/> tokens: both <c>[batch, position, feature]</c>, from
    /// windows of one length, so that no position is padding. The batch's tokens that are in a pair are listed with
    /// their rows: 0 to P-1 for the first tokens of the P pairs, P to 2P-1 for their second ones.
    /// </summary>
    void Add(Tensor input, Tensor preActivation, int from, (int Token, int Row)[] paired);

    /// <summary>Fills the rows of the layer's neurons.</summary>
    /// <returns>How many token pairs have equal inputs and were left out of the mapping difficulty.</returns>
    int Fill(NeuronColumns columns);
}
