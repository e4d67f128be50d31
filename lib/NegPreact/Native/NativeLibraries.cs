using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NegPreact.Native;

/// <summary>
/// Finds and loads libtorch and TorchSharp's native library by full path before the first use of <c>torch</c>, so that
/// a program, a test run and a notebook (<c>#r</c>) all work without any set-up.
/// </summary>
public static class NativeLibraries
{
    internal const string NeededVersion = "GLIBCXX_3.4.32";
    internal const string NeededSymbol = "_ZSt21ios_base_library_initv";
    private static readonly Lazy<string> Loaded = new(LoadOnce);

    /// <summary>How the libraries were loaded, in one line for people.</summary>
    /// <exception cref="NegPreactException">
    /// This system cannot run libtorch; the message says why and what to do.
    /// </exception>
    public static string Description => Loaded.Value;

    /// <summary>Loads the libraries if that has not been done.</summary>
    /// <exception cref="NegPreactException">
    /// This system cannot run libtorch; the message says why and what to do.
    /// </exception>
    public static void EnsureLoaded() => _ = Loaded.Value;

#pragma warning disable CA2255 // TorchSharp's own type initialiser gives a misleading message when it comes first
    [ModuleInitializer]
    internal static void Initialise()
    {
        // Half a second of loading, which a command without a model does not need: not before TorchSharp is loaded, and
        // then before anything in it runs, since the runtime raises the event while others wait for the assembly.
        AppDomain.CurrentDomain.AssemblyLoad += (_, loaded) => LoadWith(loaded.LoadedAssembly);
        foreach (var there in AppDomain.CurrentDomain.GetAssemblies())
            LoadWith(there);
    }
#pragma warning restore CA2255

    private static void LoadWith(Assembly assembly)
    {
        if (assembly.GetName().Name != "TorchSharp")
            return;
        // A failure must reach the user as our sentence, not as one of the runtime's about an assembly or a type:
        // it is kept, and thrown again at the first call that needs torch.
        try
        {
            EnsureLoaded();
        }
        catch (NegPreactException)
        {
        }
    }

    private static string LoadOnce()
    {
        if (SystemCheck.Refusal() is { } refusal)
            throw new NegPreactException(ErrorKind.UnsupportedSystem, refusal);
        var own = LibtorchFolder.Named;
        if (!OperatingSystem.IsLinux())
            return own is null
                ? "loaded by TorchSharp"
                : throw new NegPreactException(
                    ErrorKind.UnsupportedSystem, $"{LibtorchFolder.Variable} is honoured on Linux only; unset it.");
        var (torch, shim) = own is null ? (Shipped(LibtorchFolder.Torch), Shipped(LibtorchFolder.Shim))
            : LibtorchFolder.Find(own);
        OpenMp.Prepare();
        Load(torch);
        var patched = !SystemLibrary.Provides("libstdc++.so.6", NeededVersion)
            && ElfPatch.Mentions(File.ReadAllBytes(shim), NeededVersion);
        if (patched)
            shim = PatchedCopy(shim);
        if (own is null)
            Load(shim); // glibc then finds it by its soname when TorchSharp asks for it by name
        else
            LibtorchFolder.Use(shim);
        var what = own is null ? "libtorch as shipped" : $"the libtorch of {LibtorchFolder.Variable}";
        return patched ? $"{what}, TorchSharp library patched for a C++ runtime older than {NeededVersion}" : what;
    }

    private static string Shipped(string file)
    {
        var beside = Path.GetDirectoryName(Assembly.GetExecutingAssembly().Location) is { Length: > 0 } d ? d
            : AppContext.BaseDirectory;
        string[] places =
        [
            beside, AppContext.BaseDirectory,
            Path.Combine(beside, "runtimes", RuntimeInformation.RuntimeIdentifier, "native"),
            Path.Combine(beside, "runtimes", "linux-x64", "native"),
        ];
        return places.Select(p => Path.Combine(p, file)).FirstOrDefault(File.Exists)
            ?? throw new NegPreactException(
                ErrorKind.NativeLibrary, $"{file} was not found in {beside}; run `dotnet build -c Release` first, "
                + $"which places it there, or name another libtorch in {LibtorchFolder.Variable}.");
    }

    private static void Load(string path)
    {
        try
        {
            NativeLibrary.Load(path);
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException)
        {
            throw new NegPreactException(ErrorKind.NativeLibrary, SystemCheck.ExplainLoadFailure(path, e.Message), e);
        }
    }

    /// <summary>
    /// The library with its one too new need relaxed, as a copy in the user's cache; made where it is missing or
    /// damaged.
    /// </summary>
    internal static string PatchedCopy(string library)
    {
        var bytes = File.ReadAllBytes(library);
        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes));
        var cache = Path.Combine(UserCache.Folder, "native", hash[..16]);
        var copy = Path.Combine(cache, Path.GetFileName(library));
        ElfPatch.Redirect(bytes, NeededVersion, NeededSymbol, "getpid");
        if (File.Exists(copy) && File.ReadAllBytes(copy).AsSpan().SequenceEqual(bytes))
            return copy;
        try
        {
            Directory.CreateDirectory(cache);
            // A unique name first: another process may be doing the same at this moment.
            var temporary = Path.Combine(cache, $".{Path.GetFileName(library)}.{Guid.NewGuid():N}");
            File.WriteAllBytes(temporary, bytes);
            File.Move(temporary, copy, overwrite: true);
            return copy;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new NegPreactException(
                ErrorKind.CacheFolder, $"The patched copy of TorchSharp's library could not be written to {cache} "
                + $"({e.Message}); make the folder writable or set NEGPREACT_CACHE to another one.", e);
        }
    }
}
