using System.Reflection;
using System.Runtime.InteropServices;
using TorchSharp;

namespace NegPreact.Native;

/// <summary>
/// A libtorch of the user's own in place of the package's, a PyTorch installation's with CUDA for instance: the folder
/// that <c>NEGPREACT_LIBTORCH</c> names, with TorchSharp's native library built against it; both in the folder itself
/// or in <c>lib</c> below it.
/// </summary>
internal static partial class LibtorchFolder
{
    public const string Torch = "libtorch.so";
    public const string Shim = "libLibTorchSharp.so";
    private const string Setting = "libtorch";
    private const string ShimName = "LibTorchSharp"; // as TorchSharp imports it
    private const int BindNow = 2; // RTLD_NOW
    private const int NoLoad = 4 | 1; // RTLD_NOLOAD, RTLD_LAZY
    private const int LinkMap = 2; // RTLD_DI_LINKMAP

    // Declared by TorchSharp 0.107.0, and missing in its own library too.
    private static readonly string[] nowhere =
        ["THSJIT_getDimensionedTensorDevice", "THSJIT_getDimensionedTensorTypeDimensions", "THSLinalg_dot",
        "THSTensor_eig", "THSTorch_lstsq"];

    /// <summary>The variable that names the folder.</summary>
    public static string Variable { get; } = EnvironmentSettings.VariableOf(Setting);

    /// <summary>The folder, or null where the variable is not set.</summary>
    public static string? Named => EnvironmentSettings.Find(Setting) is { } folder ? Path.GetFullPath(folder) : null;

    /// <summary>The two libraries of a folder.</summary>
    /// <exception cref="NegPreactException">There is no such folder, or it lacks one of them.</exception>
    public static (string Torch, string Shim) Find(string folder)
    {
        if (!Directory.Exists(folder))
            throw new NegPreactException(
                ErrorKind.NativeLibrary, $"{Variable} is {folder}, where no folder is; name the folder of a libtorch, "
                + "or unset the variable to use the package's.");
        return (
            In(folder, Torch) ?? throw new NegPreactException(
            ErrorKind.NativeLibrary, $"{Variable} is {folder}, which holds no {Torch}, nor does lib in it; name the "
            + "folder of a libtorch (of PyTorch: its folder torch), or unset the variable to use the package's."),
            In(folder, Shim) ?? throw new NegPreactException(
                ErrorKind.NativeLibrary, $"{Variable} is {folder}, which holds no {Shim}, nor does lib in it; build "
                + $"TorchSharp {Version}'s native library (its src/Native) against this libtorch and put it there."));
    }

    /// <summary>Makes TorchSharp use a library whose libtorch is loaded, and that libtorch.</summary>
    /// <exception cref="NegPreactException">
    /// It was built against another libtorch, or belongs to another version of TorchSharp.
    /// </exception>
    public static void Use(string shim)
    {
        // Bound whole: a function that this libtorch lacks must be a sentence now, and not the end of the process at
        // its first call.
        _ = LastError();
        if (Open(shim, BindNow) == 0)
            throw new NegPreactException(
                ErrorKind.NativeLibrary, $"{shim} does not fit the libtorch that {Variable} names; build it against "
                + $"that libtorch. ({Marshal.PtrToStringUTF8(LastError())?.ReplaceLineEndings(" ")})");
        var library = NativeLibrary.Load(shim);
        var missing = Called().Except(nowhere).Where(name => !NativeLibrary.TryGetExport(library, name, out _))
            .Order(StringComparer.Ordinal).ToList();
        if (missing.Count > 0)
            throw new NegPreactException(
                ErrorKind.NativeLibrary, $"{shim} lacks {missing.Count} function(s) that TorchSharp {Version} calls, "
                + $"{missing[0]} for instance; build it from the source of that version.");
        foreach (var name in (string[])["libtorch_cpu.so", "libtorch_cuda.so", Shim])
            TakePlace(name);
    }

    // TorchSharp asks for its libraries by name. .NET then looks beside the assembly first, and to the dynamic linker
    // another path is another library: the package's libtorch, as a second one in this process, which ends it. What is
    // loaded is known to the linker by its name (l_name of its public struct link_map), so each of ours is given the
    // path of the one whose place it takes.
    private static void TakePlace(string name)
    {
        if (Beside(name) is not { } path || Open(name, NoLoad) is var library && library == 0)
            return;
        if (Inform(library, LinkMap, out var map) != 0)
            throw new NegPreactException(
                ErrorKind.NativeLibrary, "The dynamic linker of this system cannot put another library in the place "
                + $"of {path}; unset {Variable}.");
        Marshal.WriteIntPtr(map, nint.Size, Marshal.StringToCoTaskMemUTF8(path));
        if (Open(path, NoLoad) != library)
            throw new NegPreactException(
                ErrorKind.NativeLibrary, $"{path} cannot be replaced on this system; unset {Variable}.");
    }

    // Where .NET finds a library of TorchSharp's; null where it is left to the linker, which knows it by its name
    // already.
    private static string? Beside(string name)
    {
        var searched = (AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") as string ?? "").Split(
            Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        var beside = Path.GetDirectoryName(typeof(torch).Assembly.Location) is { Length: > 0 } folder ? folder
            : AppContext.BaseDirectory;
        return searched.Append(beside).Select(d => Path.Combine(d, name)).FirstOrDefault(File.Exists);
    }

    private static string Version => typeof(torch).Assembly.GetName().Version!.ToString(3);

    private static string? In(string folder, string file) =>
        new[] { Path.Combine(folder, file), Path.Combine(folder, "lib", file) }.FirstOrDefault(File.Exists);

    private static IEnumerable<string> Called() => Type.GetType(
        "TorchSharp.PInvoke.NativeMethods, TorchSharp", throwOnError: true)!
        .GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
        .Where(m => m.GetCustomAttribute<DllImportAttribute>()?.Value == ShimName)
        .Select(m => m.Name)
        .Distinct();

    [LibraryImport("libc.so.6", EntryPoint = "dlopen", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint Open(string path, int flags);

    [LibraryImport("libc.so.6", EntryPoint = "dlinfo")]
    private static partial int Inform(nint library, int request, out nint answer);

    [LibraryImport("libc.so.6", EntryPoint = "dlerror")]
    private static partial nint LastError();
}
