using static TorchSharp.torch;

namespace NegPreact.Tests.Models;

/// <summary>
/// Where tensors are made that do not say where, until it is disposed. With <c>meta</c>, a device without memory, a
/// tensor whose device was forgotten throws as soon as it meets one of the model's or is read, as it would on a GPU:
/// what runs under it never leaves its device unsaid.
/// </summary>
internal sealed class DefaultDevice : IDisposable
{
    private readonly Device before = get_default_device();

    public DefaultDevice(TorchSharp.DeviceType type) => set_default_device(new Device(type));

    public void Dispose() => set_default_device(before);
}
