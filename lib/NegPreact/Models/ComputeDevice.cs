namespace NegPreact.Models;

/// <summary>Where a model computes.</summary>
public enum ComputeDevice
{
    /// <summary>The CPU.</summary>
    Cpu,

    /// <summary>The first CUDA device; needs a libtorch with CUDA (environment.md).</summary>
    Cuda,

    /// <summary>CUDA where there is a device, else the CPU.</summary>
    Automatic,
}
