using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace NegPreact.Models;

/// <summary>
/// Tells in one sentence that a device's memory is too small, where libtorch tells it in a stack of C++ frames.
/// </summary>
public static partial class DeviceMemory
{
    /// <summary>Computes, and explains a failure for want of memory.</summary>
    /// <exception cref="NegPreactException">The memory of the device is too small.</exception>
    internal static T Explained<T>(Func<T> compute)
    {
        try
        {
            return compute();
        }
        catch (ExternalException e) when (Explanation(e) is { } explained)
        {
            throw explained;
        }
    }

    /// <inheritdoc cref="Explained{T}"/>
    internal static void Explained(Action compute) => Explained(() =>
    {
        compute();
        return true;
    });

    /// <summary>
    /// What to say for an exception of libtorch's, or of .NET's, that says that memory is too small; null for any
    /// other.
    /// </summary>
    /// <param name="failure">What was thrown.</param>
    public static NegPreactException? Explanation(Exception failure)
    {
        ArgumentNullException.ThrowIfNull(failure);
        var gpu = failure.Message.Contains("CUDA out of memory", StringComparison.Ordinal);
        if (!gpu && failure is not OutOfMemoryException && !failure.Message.Contains(
            "can't allocate memory", StringComparison.Ordinal))
            return null;
        var found = Numbers().Match(failure.Message);
        var of = found.Success ? $" ({found.Groups[1].Value} more were asked for, and of {found.Groups[2].Value} only "
            + $"{found.Groups[3].Value} are free)" : "";
        return new NegPreactException(ErrorKind.DeviceMemory, gpu
            ? $"The memory of the GPU is too small{of}; use shorter windows or a smaller model, keep the weights in "
                + "the two bytes in which they are stored, "
                + "close what else uses the GPU, or compute on the CPU."
            : "The memory of this machine is too small; use shorter windows or a smaller model, keep the weights in "
                + "the two bytes in which they are stored, "
                + "or close what else runs.", failure);
    }

    [GeneratedRegex(
        @"Tried to allocate (\S+ \S+)\. GPU \d+ has a total capacity of (\S+ \S+) of which (\S+ \S+) is free")]
    private static partial Regex Numbers();
}
