using static TorchSharp.torch;

namespace NegPreact.Models;

/// <summary>Activation functions by their name in config.json.</summary>
internal static class Activations
{
    public static Func<Tensor, Tensor> Named(string name, string where) => name switch
    {
        "gelu" => x => nn.functional.gelu(x),
        "gelu_new" or "gelu_fast" or "gelu_pytorch_tanh" => x => nn.functional.gelu(
            x, TorchSharp.Modules.GELU.Approximate.tanh),
        "silu" or "swish" => x => nn.functional.silu(x),
        "relu" => x => nn.functional.relu(x),
        _ => throw new NegPreactException(
            ErrorKind.Architecture, $"{where} names the activation '{name}', which is not supported; known are gelu, "
            + "gelu_new, gelu_fast, gelu_pytorch_tanh, silu and relu."),
    };
}
