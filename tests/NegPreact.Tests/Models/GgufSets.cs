using NegPreact.Models;
using NegPreact.Parity;

namespace NegPreact.Tests.Models;

/// <summary>The GGUF files with reference outputs anywhere below the shared folder.</summary>
internal static class GgufSets
{
    /// <summary>One row per file, or one that says why there is none.</summary>
    public static IEnumerable<TheoryDataRow<string>> Rows()
    {
        string[] files = Directory.Exists(SharedData.Root)
            ? [.. Directory.EnumerateDirectories(SharedData.Root).Prepend(SharedData.Root).SelectMany(ReferenceGguf.In)
                .Order(StringComparer.Ordinal)]
            : [];
        if (files.Length == 0)
            yield return new("none")
            {
                Skip = $"no NAME.gguf with NAME.expected.safetensors in {SharedData.Root} (set NEGPREACT_SHARED)",
            };
        foreach (var file in files)
            yield return new(Path.GetRelativePath(SharedData.Root, file));
    }

    public static ReferenceGguf Open(string name) =>
        ReferenceGguf.Open(SharedData.Need(name), new LoadOptions(), _ => { });
}
