using NegPreact.Hooks;
using static TorchSharp.torch;

namespace NegPreact.Models;

/// <summary>An MLP whose activation is multiplied by a second map of the input; the tensors belong to the model.
/// </summary>
internal sealed class GatedMlp
{
    private readonly Linear down;

    private GatedMlp(MlpSite site, Linear down) => (Site, this.down) = (site, down);

    /// <summary>Its hook site.</summary>
    public MlpSite Site { get; }

    /// <summary>Reads what remains when the gate has been read.</summary>
    /// <param name="from">The parameters.</param>
    /// <param name="name">What their names begin with.</param>
    /// <param name="layer">Which layer, from 0.</param>
    /// <param name="c">What config.json says.</param>
    /// <param name="gate">The gate, with what it multiplies where one matrix holds both.</param>
    /// <param name="norm">The norm of what the MLP writes; null for none.</param>
    public static GatedMlp Read(
        IParameters from, string name, int layer, LlamaConfig c, Linear gate, RmsNorm? norm)
    {
        Linear? up = c.IsGateFused
            ? null
            : Linear.Read(from, name + "up_proj", c.IntermediateSize, c.HiddenSize, c.MlpBias);
        var down = Linear.Read(from, name + "down_proj", c.HiddenSize, c.IntermediateSize, c.MlpBias);
        TorchSharp.Scalar residual = c.ResidualFactor;
        return new GatedMlp(
            new MlpSite(
                layer, name + GateName(c), c.IntermediateSize, gate.Of, Activations.Named(c.Activation, "config.json"),
                () => down.InputNorms(norm?.Factors) * residual, up is { } second ? x => second.Of(x) : null,
                c.IsGateFused, Activations.Gate(c.Activation, "config.json")),
            down);
    }

    /// <summary>Reads the gate.</summary>
    public static Linear ReadGate(IParameters from, string name, LlamaConfig c) => Linear.Read(
        from, name + GateName(c), c.IsGateFused ? 2 * c.IntermediateSize : c.IntermediateSize, c.HiddenSize,
        c.MlpBias);

    /// <summary>From <c>[batch, position, hidden]</c> to the same shape.</summary>
    public Tensor Of(Tensor x) => down.Of(Site.Run(x));

    private static string GateName(LlamaConfig c) => c.IsGateFused ? "gate_up_proj" : "gate_proj";
}
