using NegPreact.Hooks;
using NegPreact.Models;
using static TorchSharp.torch;

namespace NegPreact.Ablations;

/// <summary>An ablation in force: hooks at every layer that has chosen neurons, and the masks they use.</summary>
/// <remarks>
/// Differs on purpose from the paper's code for the two activation swaps: there the activation of all layers is replaced
/// (by exact GELU in GPT-NeoX, whatever the model uses), here only the chosen neurons', on the model's own function. With a
/// model that uses that function the results are equal.
/// </remarks>
internal static class AblationScope
{
    public static IDisposable Open(LanguageModel model, NeuronSet neurons, Ablation ablation, Device device)
    {
        ArgumentNullException.ThrowIfNull(neurons);
        if (!neurons.IntermediateSizes.SequenceEqual(model.IntermediateSizes))
            throw new NegPreactException(ErrorKind.NeuronSet, $"The neuron set was made for layers of {string.Join(", ", neurons.IntermediateSizes)} neurons, {model.Name} has {string.Join(", ", model.IntermediateSizes)}; choose the neurons on this model.");
        var scopes = new List<IDisposable>();
        try
        {
            foreach (var site in model.Network.Mlps)
            {
                if (neurons.LayerCounts[site.Layer] == 0)
                    continue;
                // The mask is added first, so that it is disposed last, after the hook that uses it.
                var mask = Mask(neurons, site.Layer, device);
                scopes.Add(mask);
                scopes.Add(Hook(site, mask, ablation));
            }
        }
        catch
        {
            Scope.Of(scopes).Dispose();
            throw;
        }

        return Scope.Of(scopes);
    }

    private static IDisposable Hook(MlpSite site, Tensor mask, Ablation ablation) => ablation switch
    {
        Ablation.ZeroNegative => site.PreActivation.Add(a => where(mask, a.clamp_min(TensorArithmetic.Zero), a)),
        Ablation.ZeroPositive => site.PreActivation.Add(a => where(mask, a.clamp_max(TensorArithmetic.Zero), a)),
        Ablation.ZeroBoth => site.PreActivation.Add(a => where(mask, zeros_like(a), a)),
        Ablation.PositiveReLU => site.SwapActivation((a, f) => where(mask & a.gt(TensorArithmetic.Zero), a, f)),
        Ablation.SignFlip => site.SwapActivation((_, f) => where(mask, f.abs(), f)),
        _ => throw new ArgumentOutOfRangeException(nameof(ablation), ablation, "unknown ablation"),
    };

    // [neuron], bool; true where chosen.
    private static Tensor Mask(NeuronSet neurons, int layer, Device device)
    {
        var chosen = new bool[neurons.IntermediateSizes[layer]];
        foreach (var neuron in neurons[layer])
            chosen[neuron] = true;
        return tensor(chosen, device: device).DetachFromDisposeScope();
    }
}
