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

    // From before the Hub had owners; it redirects them to these.
    private static readonly Dictionary<string, string> ownerless = new(StringComparer.Ordinal)
    {
        ["gpt2"] = "openai-community/gpt2",
        ["gpt2-medium"] = "openai-community/gpt2-medium",
        ["gpt2-large"] = "openai-community/gpt2-large",
        ["gpt2-xl"] = "openai-community/gpt2-xl",
        ["distilgpt2"] = "distilbert/distilgpt2",
    };

    private HubModelId(string repository, string revision) => (Repository, Revision) = (repository, revision);

    /// <summary><c>owner/name</c>.</summary>
    public string Repository { get; }

    /// <summary>A branch, a tag, a commit, or <c>refs/pr/1</c>; <c>main</c> where none was named.</summary>
    public string Revision { get; }

    /// <summary>Whether the revision is a full commit, which can never mean anything else.</summary>
    internal bool IsCommit => CommitPattern().IsMatch(Revision);

    /// <summary>
    /// The model's folder in the cache, and then the one where programs put it that named it without its owner.
    /// </summary>
    internal IEnumerable<string> CacheFolders => new[] { Repository }.Concat(
        ownerless.Where(name => name.Value == Repository).Select(name => name.Key)).Select(
        name => "models--" + name.Replace("/", "--", StringComparison.Ordinal));

    /// <summary>Reads a name.</summary>
    /// <exception cref="NegPreactException">It is none.</exception>
    public static HubModelId Parse(string text) => TryParse(text, out var id)
        ? id
        : throw new NegPreactException(
            ErrorKind.HubModel,
            $"\"{text}\" does not name a model on the Hub; write owner/name, or owner/name@revision "
                + "(EleutherAI/pythia-70m@step1000).");

    /// <summary>
    /// Reads a name that may be something else, such as a folder. Of names without an owner those are known that the
    /// Hub still takes, such as <c>gpt2</c>.
    /// </summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out HubModelId? id)
    {
        ArgumentNullException.ThrowIfNull(text);
        var at = text.IndexOf('@', StringComparison.Ordinal);
        var (repository, revision) = at < 0 ? (text, "main") : (text[..at], text[(at + 1)..]);
        repository = ownerless.GetValueOrDefault(repository, repository);
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
