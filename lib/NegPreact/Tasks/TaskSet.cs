using NegPreact.Hub;

namespace NegPreact;

/// <summary>The questions of one file.</summary>
/// <param name="Name">The file's name without its endings.</param>
/// <param name="Kind">What it asks.</param>
/// <param name="Items">The questions, in the order of the file.</param>
/// <param name="Sha256">
/// SHA-256 of the file (unpacked, if it is stored as <c>.gz</c>), in lower-case hexadecimal.
/// </param>
public sealed record TaskSet(string Name, TaskKind Kind, IReadOnlyList<TaskItem> Items, string Sha256)
{
    /// <summary>
    /// Reads a file of one JSON object a line; what kind of task it is follows from the fields (see
    /// <see cref="TaskKind"/>).
    /// </summary>
    /// <param name="path">
    /// A <c>.jsonl</c> or <c>.jsonl.gz</c> file, by its path or by its path in this repository, or a task among
    /// <see cref="DataSets"/> (<c>lambada</c>, <c>arc-easy</c>).
    /// </param>
    /// <exception cref="NegPreactException">
    /// The file is missing, empty, or a line is no such object (file and line named).
    /// </exception>
    public static TaskSet Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return TaskReader.Read(DataSets.Find(path, DataSetKind.Tasks) is [var file] ? file : Repository.Resolve(path));
    }

    /// <summary>
    /// Reads every <c>.jsonl</c> and <c>.jsonl.gz</c> file of a folder, in ordinal order of their names.
    /// </summary>
    /// <param name="folder">The folder, by its path or by its path in this repository.</param>
    /// <exception cref="NegPreactException">
    /// There is no such folder or no such file in it, or one cannot be read.
    /// </exception>
    public static IReadOnlyList<TaskSet> LoadFolder(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var place = Repository.Resolve(folder);
        if (!Directory.Exists(place))
            throw new NegPreactException(
                ErrorKind.DataMissing, $"There is no folder {place}; name one that holds task files (.jsonl).");
        string[] files = [.. Directory.EnumerateFiles(place)
            .Where(f => f.EndsWith(".jsonl", StringComparison.Ordinal)
                || f.EndsWith(".jsonl.gz", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)];
        return files.Length > 0
            ? [.. files.Select(TaskReader.Read)]
            : throw new NegPreactException(
                ErrorKind.DataMissing, $"{place} holds no task file; name a folder with .jsonl files.");
    }

    /// <summary>
    /// A random part of the questions, in the order of the file, for a quicker look; all of them where there are no
    /// more.
    /// </summary>
    /// <param name="count">How many are wanted.</param>
    /// <param name="seed">Seed of the draw.</param>
    public TaskSet Sample(int count, int seed) => this with
    {
        Items = [.. new SeededRandom(seed).Distinct(Math.Min(count, Items.Count), Items.Count).Order()
            .Select(i => Items[i])],
    };

    /// <summary>One line for people.</summary>
    public override string ToString() => $"{Name}: {Items.Count} questions ({Kind})";
}

/// <summary>What a task asks of a model.</summary>
public enum TaskKind
{
    /// <summary>
    /// Which of several continuations follows a context: fields <c>query</c>, <c>choices</c>, <c>gold</c>.
    /// </summary>
    MultipleChoice,

    /// <summary>
    /// After which of several contexts does a continuation follow (a Winograd schema, scored after Trinh and Le 2018):
    /// fields <c>context_options</c>, <c>continuation</c>, <c>gold</c>.
    /// </summary>
    Schema,

    /// <summary>
    /// Is the last word of a text what the model would write itself (LAMBADA): fields <c>context</c>,
    /// <c>continuation</c>.
    /// </summary>
    LastWord,
}

/// <summary>One question of a task.</summary>
/// <param name="Options">The possible answers; one where the model must find the word itself.</param>
/// <param name="Gold">Which of them is right, counted from 0.</param>
/// <param name="Line">Its line in the file, counted from 1.</param>
/// <param name="Group">
/// The kind of question within the file (field <c>task</c>); null where the file has no such field.
/// </param>
public sealed record TaskItem(IReadOnlyList<TaskOption> Options, int Gold, int Line, string? Group);

/// <summary>One possible answer: a context, and what may follow it.</summary>
/// <param name="Context">What is given.</param>
/// <param name="Continuation">What is scored, without the space or line in between.</param>
public sealed record TaskOption(string Context, string Continuation);
