using static TorchSharp.torch;

namespace NegPreact.Models;

/// <summary>libtorch's one switch, for the whole process, of whether a GPU may round float32 factors to TF32.</summary>
internal static class Tf32Switch
{
    /// <summary>Sets it for what is computed next.</summary>
    /// <param name="device">Where that is; a CPU leaves the switch alone.</param>
    /// <param name="allowed">Whether rounding is allowed.</param>
    public static void Set(Device device, bool allowed)
    {
        // Not set back afterwards: another thread may be within a pass of the same model.
        if (device.type == TorchSharp.DeviceType.CUDA)
            (backends.cuda.matmul.allow_tf32, backends.cudnn.allow_tf32) = (allowed, allowed);
    }
}
