namespace NegPreact.Weights;

/// <summary>
/// Where a path really leads once every link on the way is followed. .NET resolves a link that stands last in a path
/// only, and drops `..` before it looks at the links, which is where a crafted folder would slip through.
/// </summary>
internal static class RealPath
{
    private const int MaxLinks = 40;
    private static readonly char[] separators = [Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar];

    /// <summary>The path without links; parts that do not exist stay as they are.</summary>
    /// <exception cref="NegPreactException">The links run in a circle.</exception>
    public static string Of(string path)
    {
        var full = Path.Combine(Environment.CurrentDirectory, path);
        var real = Path.GetPathRoot(full)!;
        var rest = new Stack<string>(Parts(full));
        var links = 0;
        while (rest.TryPop(out var part))
        {
            var next = part switch
            {
                "." => real,
                ".." => Path.GetDirectoryName(real) ?? real,
                _ => Path.Combine(real, part),
            };
            if (new FileInfo(next).LinkTarget is not { } target)
            {
                real = next;
                continue;
            }

            if (++links > MaxLinks)
                throw new NegPreactException(
                    ErrorKind.UnsafeLink, $"{path}: its links run in a circle. Fetch the model again.");
            if (Path.IsPathRooted(target)) real = Path.GetPathRoot(target)!;
            foreach (var piece in Parts(target)) rest.Push(piece);
        }

        return real;
    }

    // Last part first, as they are pushed.
    private static IEnumerable<string> Parts(string path) =>
        path[(Path.GetPathRoot(path) ?? "").Length..].Split(
        separators, StringSplitOptions.RemoveEmptyEntries).Reverse();
}
