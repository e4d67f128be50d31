using static TorchSharp.torch;

namespace NegPreact.Models;

/// <summary>Activation functions by their name in config.json.</summary>
internal static class Activations
{
    // Whole vectors, so that what is left over, and computed one by one, does not depend on the number of threads.
    private const int PieceNumbers = 1024;

    public static Func<Tensor, Tensor> Named(string name, string where) => name switch
    {
        "gelu" => x => nn.functional.gelu(x),
        "gelu_new" or "gelu_fast" or "gelu_pytorch_tanh" => x => nn.functional.gelu(
            x, TorchSharp.Modules.GELU.Approximate.tanh),
        _ when IsSilu(name) => x => nn.functional.silu(x),
        "relu" => x => nn.functional.relu(x),
        _ => throw new NegPreactException(
            ErrorKind.Architecture, $"{where} names the activation '{name}', which is not supported; known are gelu, "
            + "gelu_new, gelu_fast, gelu_pytorch_tanh, silu and relu."),
    };

    /// <summary>
    /// The activation of what comes first, times what comes second, whose memory it takes where no gradient is wanted.
    /// </summary>
    /// <param name="name">The activation's name.</param>
    /// <param name="where">Where it was read.</param>
    public static Func<Tensor, Tensor, Tensor> Gate(string name, string where)
    {
        var activation = Named(name, where);
        return (x, factor) =>
        {
            if (IsSilu(name) && HostRows.Hold(x) && HostRows.Hold(factor))
                MultiplyBySilu(factor, x);
            else if (is_grad_enabled())
                return activation(x) * factor;
            else
                factor.mul_(activation(x));
            return factor;
        };
    }

    private static bool IsSilu(string name) => name is "silu" or "swish";

    private static void MultiplyBySilu(Tensor factor, Tensor x)
    {
        var numbers = x.numel();
        HostRows.InParts((numbers + PieceNumbers - 1) / PieceNumbers, PieceNumbers, (first, end) =>
        {
            var (from, to) = (first * PieceNumbers, (int)Math.Min(end * (long)PieceNumbers, numbers));
            HostMath.MultiplyBySilu(HostRows.Numbers(factor)[from..to], HostRows.Numbers(x)[from..to]);
        });
    }
}
