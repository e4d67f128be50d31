using System.Globalization;
using System.Runtime.InteropServices;

namespace NegPreact.Native;

/// <summary>
/// How libtorch's threads wait for each other, and how many there are: settings of GNU's OpenMP library (libgomp),
/// which reads them from the environment once, when it is loaded with libtorch.
/// </summary>
/// <remarks>
/// Left alone, its threads wait actively, which costs a program ten times its speed as soon as another one is on the
/// same processors, and it starts a thread per processor of the machine even where a container may use only a few.
/// </remarks>
internal static partial class OpenMp
{
    public const string Spins = "GOMP_SPINCOUNT";
    public const string Waiting = "OMP_WAIT_POLICY";
    public const string Threads = "OMP_NUM_THREADS";

    /// <summary>
    /// How often a waiting thread looks before it sleeps: some microseconds, as long as waking it takes.
    /// </summary>
    public const int SpinCount = 1_000;

    /// <summary>
    /// Sets what the user has not set; to be called before libtorch is loaded, on Linux. A C library has an environment
    /// of its own, which .NET copies when the program starts and never writes to.
    /// </summary>
    public static void Prepare()
    {
        foreach (var (name, value) in Wanted(EnvironmentSettings.Variable, ProcessorQuota.Threads("/")))
            _ = SetVariable(name, value, overwrite: 0);
    }

    /// <summary>The variables to set, and their values.</summary>
    /// <param name="set">What the user has set, by name.</param>
    /// <param name="quota">
    /// As many threads as the container may run at once; null where it may use every processor.
    /// </param>
    internal static IEnumerable<(string Name, string Value)> Wanted(Func<string, string?> set, int? quota)
    {
        if (set(Spins) is null && set(Waiting) is null)
            yield return (Spins, SpinCount.ToString(CultureInfo.InvariantCulture));
        if (quota is { } threads && set(Threads) is null && set("MKL_NUM_THREADS") is null)
            yield return (Threads, threads.ToString(CultureInfo.InvariantCulture));
    }

    [LibraryImport("libc.so.6", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetVariable(string name, string value, int overwrite);
}
