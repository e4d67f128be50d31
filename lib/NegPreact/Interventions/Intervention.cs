using NegPreact.Hooks;
using static TorchSharp.torch;

namespace NegPreact;

/// <summary>What is done where: a value that any measurement takes.</summary>
/// <param name="Neurons">Which neurons.</param>
/// <param name="Ablation">What is done to them.</param>
/// <example>
/// <code>
/// var zeroed = new Intervention(NeuronSet.Top(scores, percent: 1), Ablation.ZeroNegative);
/// using (model.Apply(zeroed))
///     Console.WriteLine(Perplexity.Of(model, Corpus.BuiltIn));
/// </code>
/// </example>
public sealed record Intervention(NeuronSet Neurons, Ablation Ablation)
{
    /// <summary>Nothing is done: the model as it is. It names no layer, and so suits every model.</summary>
    public static Intervention None { get; } = new(NeuronSet.Of([], []), Ablation.ZeroBoth);

    /// <summary>
    /// Whether it leaves every model as it is. One on an empty set of a model's neurons is not none, though it does as
    /// little.
    /// </summary>
    public bool IsNone => Neurons.IntermediateSizes.Count == 0;

    /// <summary>One line for people.</summary>
    public override string ToString() => IsNone ? "untouched" : $"{Ablation.Name} in {Neurons}";

    /// <summary>
    /// Puts it in force until the result is disposed: hooks at every layer that has chosen neurons, and the masks they
    /// use.
    /// </summary>
    /// <param name="sites">The model's MLPs, layer by layer.</param>
    /// <param name="device">Where the model computes.</param>
    /// <exception cref="NegPreactException">The neurons belong to a model of another shape.</exception>
    internal IDisposable Apply(IReadOnlyList<MlpSite> sites, Device device)
    {
        var scopes = new List<IDisposable>();
        if (IsNone)
            return Scope.Of(scopes);
        if (!Neurons.IntermediateSizes.SequenceEqual(sites.Select(site => site.Neurons)))
            throw new NegPreactException(
                ErrorKind.NeuronSet,
                $"The neuron set was made for layers of {string.Join(", ", Neurons.IntermediateSizes)} neurons, "
                + $"the model has {string.Join(", ", sites.Select(site => site.Neurons))}; "
                + "choose the neurons on this model.");
        try
        {
            foreach (var site in sites.Where(site => Neurons.LayerCounts[site.Layer] > 0))
            {
                // The mask is added first, so that it is disposed last, after the hook that uses it.
                var mask = Mask(site.Layer, device);
                scopes.Add(mask);
                scopes.Add(Ablation.Hook(site, mask));
            }
        }
        catch
        {
            Scope.Of(scopes).Dispose();
            throw;
        }

        return Scope.Of(scopes);
    }

    // [neuron], bool; true where chosen.
    private Tensor Mask(int layer, Device device)
    {
        var chosen = new bool[Neurons.IntermediateSizes[layer]];
        foreach (var neuron in Neurons[layer])
            chosen[neuron] = true;
        return tensor(chosen, device: device).DetachFromDisposeScope();
    }
}
