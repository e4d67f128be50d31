using static TorchSharp.torch;

namespace NegPreact.Hooks;

/// <summary>
/// The first half of one layer's MLP, with its hook points: input, projection, pre-activation, activation function.
/// </summary>
/// <remarks>
/// The projection is <c>dense_h_to_4h</c> in GPT-NeoX, <c>gate_proj</c> in Llama-like models, <c>fc1</c> in OPT and
/// Phi, <c>c_fc</c> in GPT-2 and StarCoder2: its output is the number just before the activation function (paper,
/// section on the intervention). In Phi-3 it is the first half of what <c>gate_up_proj</c> puts out.
/// </remarks>
public sealed class MlpSite
{
    private readonly Func<Tensor, Tensor> projection;
    private readonly Func<Tensor, Tensor> activation;
    private readonly Func<Tensor, Tensor, Tensor>? gate;
    private readonly bool fused;
    private Func<Tensor, Tensor, Tensor>[] swaps = []; // replaced, never changed, as in HookPoint

    /// <summary>The first half of an MLP.</summary>
    /// <param name="layer">Which layer, from 0.</param>
    /// <param name="name">The name of the place.</param>
    /// <param name="neurons">How many neurons there are.</param>
    /// <param name="projection">From the input to the pre-activations.</param>
    /// <param name="activation">The activation function.</param>
    /// <param name="outputNorms">
    /// The Euclidean norm of what each neuron writes at an activation of 1, <c>[neuron]</c>, float32.
    /// </param>
    /// <param name="factor">What the activation is multiplied by, from the input; null where by nothing.</param>
    /// <param name="fused">
    /// Whether the second half of what the projection puts out is the factor, and the first the pre-activations.
    /// </param>
    /// <param name="gate">
    /// From pre-activation and factor to the activation times the factor, whose memory it may take; null where there is
    /// no factor.
    /// </param>
    internal MlpSite(
        int layer, string name, int neurons, Func<Tensor, Tensor> projection, Func<Tensor, Tensor> activation,
        Func<Tensor> outputNorms, Func<Tensor, Tensor>? factor = null, bool fused = false,
        Func<Tensor, Tensor, Tensor>? gate = null)
    {
        (Layer, Neurons) = (layer, neurons);
        this.projection = projection;
        this.activation = activation;
        this.fused = fused;
        this.gate = gate;
        (OutputNorms, Factor) = (outputNorms, fused ? x => Half(projection(x), 1) : factor);
        Input = new HookPoint(name + ".input");
        PreActivation = new HookPoint(name);
    }

    /// <summary>Which layer, from 0.</summary>
    public int Layer { get; }

    /// <summary>How many neurons the layer has (the intermediate size).</summary>
    public int Neurons { get; }

    /// <summary>What enters the projection, <c>[batch, position, hidden]</c>.</summary>
    public HookPoint Input { get; }

    /// <summary>What enters the activation function, <c>[batch, position, neuron]</c>.</summary>
    public HookPoint PreActivation { get; }

    /// <summary>How many hooks are in place at this site.</summary>
    public int HookCount => Input.Count + PreActivation.Count + swaps.Length;

    /// <summary>
    /// Makes the Euclidean norms of what each neuron writes at an activation of 1, <c>[neuron]</c>, float32, owned by
    /// the caller's dispose scope: those of the columns of the second projection. Where a norm of the output follows,
    /// its weight counts and its division does not, which is the same for all neurons of a token.
    /// </summary>
    internal Func<Tensor> OutputNorms { get; }

    /// <summary>
    /// From the MLP's input to what each activation is multiplied by, both <c>[batch, position, neuron]</c>; null where
    /// the MLP has no gate.
    /// </summary>
    internal Func<Tensor, Tensor>? Factor { get; }

    /// <summary>The model's own activation function, whatever changes are in place.</summary>
    /// <param name="preActivation">Any shape, float32.</param>
    /// <returns>The same shape, owned by the caller's dispose scope.</returns>
    public Tensor Activate(Tensor preActivation) => activation(preActivation);

    /// <summary>Changes the activation function; disposing the result removes exactly this change.</summary>
    /// <param name="swap">
    /// Gets pre-activation and activation, both <c>[batch, position, neuron]</c>, and returns the new activation.
    /// </param>
    public IDisposable SwapActivation(Func<Tensor, Tensor, Tensor> swap)
    {
        ArgumentNullException.ThrowIfNull(swap);
        var own = new Func<Tensor, Tensor, Tensor>((a, h) => swap(a, h));
        swaps = [.. swaps, own];
        return new Scope(() => swaps = [.. swaps.Where(s => s != own)]);
    }

    /// <summary>
    /// From the MLP's input <c>[batch, position, hidden]</c> to what enters its second projection, <c>[batch, position,
    /// neuron]</c>: the activation, times the factor where there is one.
    /// </summary>
    internal Tensor Run(Tensor input)
    {
        var projected = projection(Input.Run(input));
        var preActivation = PreActivation.Run(fused ? Half(projected, 0) : projected);
        if (gate is not null && swaps.Length == 0)
            return gate(preActivation, Multiplier());
        var activated = activation(preActivation);
        foreach (var swap in swaps)
            activated = swap(preActivation, activated);
        return Factor is null ? activated : activated * Multiplier();

        Tensor Multiplier() => fused ? Half(projected, 1) : Factor!(input);
    }

    private Tensor Half(Tensor both, int which) => both.narrow(-1, which * Neurons, Neurons).contiguous();
}
