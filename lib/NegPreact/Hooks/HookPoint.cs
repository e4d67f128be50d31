using static TorchSharp.torch;

namespace NegPreact.Hooks;

/// <summary>
/// A place in a model where a tensor can be read or replaced. Hooks run in the order in which they were added, each on
/// what the one before returned, so an observer added before an ablation sees the model's own values.
/// </summary>
/// <remarks>
/// Ours instead of TorchSharp's module hooks, which run only through <c>call()</c> and whose remover is not disposable:
/// here a hook cannot be skipped, and its scope owns it.
/// </remarks>
public sealed class HookPoint
{
    // Replaced, never changed: a hook may end its own scope, or open another, while a forward pass goes through them.
    private Func<Tensor, Tensor>[] hooks = [];

    internal HookPoint(string name) => Name = name;

    /// <summary>
    /// The name of the place: as in the weights, for instance <c>model.layers.0.mlp.gate_proj</c>, or <c>residual.0</c>
    /// for the stream between layers (<see cref="Models.CausalModel.Residual"/>).
    /// </summary>
    public string Name { get; }

    /// <summary>How many hooks are in place.</summary>
    public int Count => hooks.Length;

    /// <summary>Adds a hook; disposing the result removes exactly it. Disposing twice is harmless.</summary>
    /// <param name="hook">
    /// Gets the tensor <c>[batch, position, feature]</c> and returns it or another of the same shape. It neither
    /// disposes nor keeps what it gets: the forward pass owns that.
    /// </param>
    public IDisposable Add(Func<Tensor, Tensor> hook)
    {
        ArgumentNullException.ThrowIfNull(hook);
        // A wrapper of its own, so that the same delegate added twice is two hooks.
        var own = new Func<Tensor, Tensor>(x => hook(x));
        hooks = [.. hooks, own];
        return new Scope(() => hooks = [.. hooks.Where(h => h != own)]);
    }

    internal Tensor Run(Tensor value)
    {
        foreach (var hook in hooks)
            value = hook(value);
        return value;
    }
}
