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
    /// Whether they may be computed in bfloat16 on a processor where that is slower than float32, to see what it does
    /// to the numbers.
    /// </summary>
    public bool SlowBFloat16 { get; init; }

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
    /// <c>NEGPREACT_TF32</c> (yes), <c>NEGPREACT_TOKENIZER</c> (folder, bytes), <c>NEGPREACT_ACCEPT_UNKNOWN</c>
    /// (fields, separated by commas) and <c>NEGPREACT_SLOW_BFLOAT16</c> (yes) ask for; the defaults where they are not
    /// set. <c>negpreact run --device</c>, <c>--compute</c>, <c>--tokenizer</c> and <c>--accept-unknown</c> set four of
    /// them.
    /// </summary>
    /// <exception cref="NegPreactException">A variable has another value.</exception>
    public static LoadOptions FromEnvironment() => new()
    {
        Device = EnvironmentSettings.Choice<ComputeDevice>("device"),
        Compute = EnvironmentSettings.Choice<ComputeType>("compute"),
        SlowBFloat16 = EnvironmentSettings.IsYes("slow-bfloat16"),
        Tf32 = EnvironmentSettings.IsYes("tf32"),
        Tokenizer = EnvironmentSettings.Choice<TokenizerSource>("tokenizer"),
        AcceptUnknown = EnvironmentSettings.List("accept-unknown"),
    };

    /// <summary>
    /// Whether two-byte matrices stay as they are stored: always where products take them as they are.
    /// </summary>
    internal bool KeepsStored(WeightFolder weights)
    {
        TensorEntry[] narrow = [.. weights.Entries.Values.Where(e => IsHalfWidth(e.Dtype))];
        return KeepsStored(narrow.Sum(e => e.ElementCount)) || (
            Compute == ComputeType.BFloat16 && Precision == WeightPrecision.Automatic
            && narrow.All(e => e.Dtype == TensorDtype.BFloat16));
    }

    /// <summary>Whether matrices stay as they are stored, of which so many numbers take less than four bytes.</summary>
    internal bool KeepsStored(long narrowNumbers) => Precision switch
    {
        WeightPrecision.Widened => false,
        WeightPrecision.Stored => true,
        WeightPrecision.Automatic => narrowNumbers > AutomaticLimit / sizeof(float),
        _ => throw new InvalidOperationException($"unknown precision {Precision}"),
    };

    /// <summary>The device to compute on.</summary>
    /// <exception cref="NegPreactException">
    /// CUDA was asked for and is not there, or bfloat16 where it is slower than float32.
    /// </exception>
    internal Device TorchDevice()
    {
        NativeLibraries.EnsureLoaded();
        var onCuda = UsesCuda(Device, Device != ComputeDevice.Cpu && cuda.is_available());
        RequireFast(onCuda || ProcessorFeatures.HasAmxBFloat16 || ProcessorFeatures.HasAvx512BFloat16);
        return onCuda ? CUDA : CPU;
    }

    /// <summary>Refuses bfloat16 where it is slower than float32, unless that is wanted.</summary>
    /// <param name="multiplies">Whether what computes has instructions for it.</param>
    /// <exception cref="NegPreactException">It is slower.</exception>
    internal void RequireFast(bool multiplies)
    {
        if (Compute == ComputeType.BFloat16 && !multiplies && !SlowBFloat16)
            throw new NegPreactException(
                ErrorKind.Settings, "This processor has no instructions for products in bfloat16 (AMX-BF16 or "
                + "AVX512-BF16), so they would be slower than in float32; leave --compute at float32, or set "
                + $"{EnvironmentSettings.VariableOf("slow-bfloat16")}=yes (LoadOptions.SlowBFloat16) to have them all "
                + "the same.");
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
