using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using NegPreact.Native;

// Tests count live native tensors and set torch's global seed and thread count: one at a time.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]
[assembly: AssemblyFixture(typeof(NegPreact.Tests.OneThread))]

namespace NegPreact.Tests;

/// <summary>
/// Tiny models on one thread: with more, libtorch's threads wait for each other actively, which on a machine with
/// other work takes ten times as long, and trained losses would depend on the machine.
/// </summary>
public sealed class OneThread
{
    // Notebook.Start, and every program that a test starts, would else read what other runs have measured. Data of
    // theories are made before any fixture is.
    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "nothing that runs in this program may come before it")]
    internal static void NothingRead()
    {
        Environment.SetEnvironmentVariable("NEGPREACT_STORE", "off");
        Environment.SetEnvironmentVariable("NEGPREACT_RECORDS", "off");
    }

    public OneThread()
    {
        NativeLibraries.EnsureLoaded();
        TorchSharp.torch.set_num_threads(1);
    }
}
