using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace NegPreact.Hub;

/// <summary>
/// A model of the Hugging Face Hub at one revision, as <c>owner/name</c> or <c>owner/name@revision</c>.
/// </summary>
public sealed partial record HubModelId
{
    private const int MaxRepository = 96; // the Hub's own limit
    private const int MaxRevision = 255;

    private HubModelId(string repository, string revision) => (Repository, Revision) = (repository, revision);

    /// <summary><c>owner/name</c>.</summary>
    public string Repository { get; }

    /// <summary>A branch, a tag, a commit, or <c>refs/pr/1</c>; <c>main</c> where none was named.</summary>
    public string Revision { get; }

    /// <summary>Whether the revision is a full commit, which can never mean anything else.</summary>
    internal bool IsCommit => CommitPattern().IsMatch(Revision);

    /// <summary>The model's folder in the cache.</summary>
    internal string CacheFolder => "models--" + Repository.Replace("/", "--", StringComparison.Ordinal);

    /// <summary>Reads a name.</summary>
    /// <exception cref="NegPreactException">It is none.</exception>
    public static HubModelId Parse(string text) => TryParse(text, out var id)
        ? id
        : throw new NegPreactException(
            ErrorKind.HubModel,
            $"\"{text}\" does not name a model on the Hub; write owner/name, or owner/name@revision "
                + "(EleutherAI/pythia-70m@step1000).");

    /// <summary>Reads a name that may be something else, such as a folder.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out HubModelId? id)
    {
        ArgumentNullException.ThrowIfNull(text);
        var at = text.IndexOf('@', StringComparison.Ordinal);
        var (repository, revision) = at < 0 ? (text, "main") : (text[..at], text[(at + 1)..]);
        id = IsRepository(repository) && IsRevision(revision) ? new(repository, revision) : null;
        return id is not null;
    }

    /// <summary>The name as a person writes it.</summary>
    public override string ToString() => Revision == "main" ? Repository : $"{Repository}@{Revision}";

    // Both become parts of paths, so what could lead out of the cache is no name: `..`, an empty part, `\`, a drive
    // letter.
    private static bool IsRepository(string text) =>
        text.Length <= MaxRepository && RepositoryPattern().IsMatch(text)
        && !text.EndsWith(".git", StringComparison.Ordinal)
        && !text.Contains("--", StringComparison.Ordinal) && !text.Contains("..", StringComparison.Ordinal);

    private static bool IsRevision(string text) =>
        text.Length <= MaxRevision && RevisionPattern().IsMatch(text) && !text.Contains("..", StringComparison.Ordinal);

    [GeneratedRegex(@"^[A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9_])?/[A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9_])?\z")]
    private static partial Regex RepositoryPattern();

    [GeneratedRegex(@"^[A-Za-z0-9_+=-][A-Za-z0-9_.+=-]*(/[A-Za-z0-9_+=-][A-Za-z0-9_.+=-]*)*\z")]
    private static partial Regex RevisionPattern();

    [GeneratedRegex(@"^[0-9a-f]{40}\z")]
    internal static partial Regex CommitPattern();
}
