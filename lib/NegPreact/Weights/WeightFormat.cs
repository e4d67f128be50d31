namespace NegPreact.Weights;

/// <summary>Recognises what is handed over in place of a safetensors file.</summary>
internal static class WeightFormat
{
    /// <summary>What a person can do about a pickle.</summary>
    public const string PickleAdvice =
        "Pickles can run code when opened, so they never are: convert the weights to safetensors, or fetch a revision "
            + "that has them.";

    /// <summary>What a person can do about a model of llama2.c, whose name ends like a pickle's.</summary>
    public const string Llama2cAdvice = "Make a model folder of it and its tokenizer with `negpreact convert llama2c`.";

    private static readonly string[] pickles = [".bin", ".pt", ".pth", ".pickle", ".pkl", ".ckpt"];

    public static bool IsPickle(string name) =>
        pickles.Contains(Path.GetExtension(name), StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether the name is that of a GGUF file.</summary>
    public static bool IsNamedGguf(string path) => path.EndsWith(".gguf", StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Whether the path is that of a GGUF file, by its name, or by how it begins whatever it is called.
    /// </summary>
    public static bool IsGguf(string path)
    {
        if (!File.Exists(path) || IsNamedGguf(path))
            return IsNamedGguf(path) && !Directory.Exists(path);
        try
        {
            using var handle = File.OpenHandle(path);
            Span<byte> start = stackalloc byte[4];
            return RandomAccess.Read(handle, start, 0) == start.Length && start.SequenceEqual("GGUF"u8);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false; // whoever opens it says why it cannot be read
        }
    }

    /// <summary>Refuses the small text file that Git leaves where Git LFS was not installed.</summary>
    /// <exception cref="NegPreactException">The bytes are such a text.</exception>
    public static void RefuseLfsPointer(ReadOnlySpan<byte> start, string path)
    {
        if (start.StartsWith("version https://git-lfs"u8))
            throw new NegPreactException(ErrorKind.GitLfs, $"{path}: is a Git LFS pointer, not the file itself. Run "
                + "`git lfs pull` in its repository, or download it.");
    }
}
