using NegPreact.Weights;
using static TorchSharp.torch;

namespace NegPreact.Models;

/// <summary>How a model is loaded.</summary>
public sealed record LoadOptions
{
    private const long AutomaticLimit = 4L << 30; // bytes

    /// <summary>Whether NaN and infinite weights are let in.</summary>
    public bool AllowNonFinite { get; init; }

    /// <summary>How two-byte weights are kept in memory.</summary>
    public WeightPrecision Precision { get; init; }

    /// <summary>Where the model computes.</summary>
    public ComputeDevice Device { get; init; }

    /// <summary>What turns text into tokens.</summary>
    public TokenizerSource Tokenizer { get; init; }

    /// <summary>
    /// The options that <c>NEGPREACT_DEVICE</c> (cpu, cuda, automatic) and <c>NEGPREACT_TOKENIZER</c> (folder, bytes) ask for; the defaults
    /// where they are not set. <c>negpreact run --device</c> and <c>--tokenizer</c> set them.
    /// </summary>
    /// <exception cref="NegPreactException">A variable has another value.</exception>
    public static LoadOptions FromEnvironment() => new()
    {
        Device = Chosen<ComputeDevice>("NEGPREACT_DEVICE"),
        Tokenizer = Chosen<TokenizerSource>("NEGPREACT_TOKENIZER"),
    };

    private static T Chosen<T>(string variable)
        where T : struct, Enum => Environment.GetEnvironmentVariable(variable) switch
        {
            null or "" => default,
            var text when Enum.GetNames<T>().Contains(text, StringComparer.OrdinalIgnoreCase) => Enum.Parse<T>(text, ignoreCase: true),
            var text => throw new NegPreactException(ErrorKind.Settings, $"{variable} is '{text}'; set it to {string.Join(" or ", Enum.GetNames<T>().Select(n => n.ToLowerInvariant()))}."),
        };

    /// <summary>Whether two-byte matrices stay as they are stored.</summary>
    internal bool KeepsStored(WeightFolder weights) => Precision switch
    {
        WeightPrecision.Widened => false,
        WeightPrecision.Stored => true,
        _ => weights.Entries.Values.Where(e => IsHalfWidth(e.Dtype)).Sum(e => e.ElementCount * sizeof(float)) > AutomaticLimit,
    };

    /// <summary>The device to compute on.</summary>
    /// <exception cref="NegPreactException">CUDA was asked for and is not there.</exception>
    internal Device TorchDevice() => Device switch
    {
        ComputeDevice.Cpu => CPU,
        _ when cuda.is_available() => CUDA,
        ComputeDevice.Automatic => CPU,
        _ => throw new NegPreactException(ErrorKind.Device, "There is no CUDA device that this build can use; build with `dotnet build -p:TorchBackend=cuda` on a machine with an NVIDIA GPU (environment.md), or compute on the CPU."),
    };

    internal static bool IsHalfWidth(TensorDtype dtype) => dtype is TensorDtype.Float16 or TensorDtype.BFloat16;
}
