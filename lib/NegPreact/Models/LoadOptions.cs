using NegPreact.Native;
using NegPreact.Weights;
using static TorchSharp.torch;

namespace NegPreact.Models;

/// <summary>How a model is loaded.</summary>
public sealed record LoadOptions
{
    private const long AutomaticLimit = 4L << 30; // bytes

    /// <summary>Whether NaN and infinite weights are let in.</summary>
    public bool AllowNonFinite { get; init; }

    /// <summary>How weights of fewer than four bytes a number are kept in memory.</summary>
    public WeightPrecision Precision { get; init; }

    /// <summary>Where the model computes.</summary>
    public ComputeDevice Device { get; init; }

    /// <summary>What the products with the model's matrices are computed in.</summary>
    public ComputeType Compute { get; init; }

    /// <summary>
    /// Whether a GPU may round the factors of float32 products to TF32, three significant digits, to be faster.
    /// libtorch has one switch for the whole process, which a model sets before each of its passes
    /// (<see cref="Tf32Switch"/>): models that differ in it may be loaded at once, but not computed with at once. A CPU
    /// takes no notice of it.
    /// </summary>
    public bool Tf32 { get; init; }

    /// <summary>What turns text into tokens.</summary>
    public TokenizerSource Tokenizer { get; init; }

    /// <summary>
    /// Fields of config.json that are let be if the library does not know them. Name only fields that the forward pass
    /// does not read: the library cannot tell. Fields that it knows to change the computation are refused all the same.
    /// </summary>
    public IReadOnlyList<string> AcceptUnknown { get; init; } = [];

    /// <summary>
    /// The options that <c>NEGPREACT_DEVICE</c> (cpu, cuda, automatic), <c>NEGPREACT_COMPUTE</c> (float32, bfloat16),
    /// <c>NEGPREACT_TF32</c> (yes), <c>NEGPREACT_TOKENIZER</c> (folder, bytes) and <c>NEGPREACT_ACCEPT_UNKNOWN</c>
    /// (fields, separated by commas) ask for; the defaults where they are not set. <c>negpreact run --device</c>,
    /// <c>--compute</c>, <c>--tokenizer</c> and <c>--accept-unknown</c> set them.
    /// </summary>
    /// <exception cref="NegPreactException">A variable has another value.</exception>
    public static LoadOptions FromEnvironment() => new()
    {
        Device = EnvironmentSettings.Choice<ComputeDevice>("device"),
        Compute = EnvironmentSettings.Choice<ComputeType>("compute"),
        Tf32 = EnvironmentSettings.IsYes("tf32"),
        Tokenizer = EnvironmentSettings.Choice<TokenizerSource>("tokenizer"),
        AcceptUnknown = EnvironmentSettings.List("accept-unknown"),
    };

    /// <summary>Whether two-byte matrices stay as they are stored.</summary>
    internal bool KeepsStored(WeightFolder weights) => KeepsStored(
        weights.Entries.Values.Where(e => IsHalfWidth(e.Dtype)).Sum(e => e.ElementCount));

    /// <summary>Whether matrices stay as they are stored, of which so many numbers take less than four bytes.</summary>
    internal bool KeepsStored(long narrowNumbers) => Precision switch
    {
        WeightPrecision.Widened => false,
        WeightPrecision.Stored => true,
        WeightPrecision.Automatic => narrowNumbers > AutomaticLimit / sizeof(float),
        _ => throw new InvalidOperationException($"unknown precision {Precision}"),
    };

    /// <summary>The device to compute on.</summary>
    /// <exception cref="NegPreactException">CUDA was asked for and is not there.</exception>
    internal Device TorchDevice()
    {
        NativeLibraries.EnsureLoaded();
        return UsesCuda(Device, Device != ComputeDevice.Cpu && cuda.is_available()) ? CUDA : CPU;
    }

    /// <summary>Whether the choice comes to CUDA.</summary>
    /// <exception cref="NegPreactException">CUDA was asked for and is not there.</exception>
    internal static bool UsesCuda(ComputeDevice wanted, bool available) => wanted == ComputeDevice.Cuda && !available
        ? throw CudaCheck.Refusal()
        : wanted != ComputeDevice.Cpu && available;

    /// <summary>
    /// What a model's numbers depend on besides the model: how the last digits are computed, and which fields of
    /// config.json are not honoured; null for float32 on the CPU with all of them.
    /// </summary>
    internal string? Arithmetic(Device device)
    {
        var cuda = device.type == TorchSharp.DeviceType.CUDA;
        string?[] parts = [cuda ? "cuda" : null, cuda && Tf32 ? "tf32" : null,
            Compute == ComputeType.Float32 ? null : "bfloat16",
            AcceptUnknown.Count == 0
                ? null
                : $"without {string.Join(',', AcceptUnknown.Distinct().Order(StringComparer.Ordinal))}"];
        return parts.Any(p => p is not null) ? string.Join(' ', parts.OfType<string>()) : null;
    }

    internal static bool IsHalfWidth(TensorDtype dtype) => dtype is TensorDtype.Float16 or TensorDtype.BFloat16;
}
