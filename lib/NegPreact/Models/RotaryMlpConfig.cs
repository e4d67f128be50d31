namespace NegPreact.Models;

/// <summary>
/// What config.json says of a model with layer norms, rotary attention and an MLP without a gate: Phi, StarCoder2.
/// </summary>
internal sealed record RotaryMlpConfig(
    int VocabularySize, int HiddenSize, int IntermediateSize, int Layers, AttentionForm Attention, Rotary Rotary,
    int? Window, double NormEpsilon, string Activation, bool Bias, bool TiedHead)
{
    /// <summary>The two maps of an MLP.</summary>
    /// <param name="from">The parameters.</param>
    /// <param name="up">The name of the first, whose output are the pre-activations.</param>
    /// <param name="down">The name of the second.</param>
    /// <param name="layer">Which layer, from 0.</param>
    public (Hooks.MlpSite Site, Linear Down) ReadMlp(IParameters from, string up, string down, int layer)
    {
        var first = Linear.Read(from, up, IntermediateSize, HiddenSize, Bias);
        var second = Linear.Read(from, down, HiddenSize, IntermediateSize, Bias);
        return (new Hooks.MlpSite(
            layer, up, IntermediateSize, first.Of, Activations.Named(Activation, "config.json"),
            () => second.InputNorms()), second);
    }
}
