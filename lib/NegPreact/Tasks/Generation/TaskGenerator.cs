using System.Text.Json.Serialization;
using System.Text.Json;

namespace NegPreact.Generation;

/// <summary>Makes the items of data/tasks, the same ones for the same seed.</summary>
public static class TaskGenerator
{
    /// <summary>How many items of each task are in data/tasks.</summary>
    public const int ItemsEach = 250;

    private const int ListLength = 6;
    private const int Attempts = 10_000;

    private static readonly string[] Lists =
    [
        "They spoke of the {0}, the {1}, the {2} and the",
        "There was much to say about the {0}, the {1}, the {2} and the",
        "The old man knew all about the {0}, the {1}, the {2} and the",
        "She thought of the {0}, and the {1}, and the {2}, and the",
    ];

    /// <summary>The task's name in its file and as its file's name.</summary>
    public static string NameOf(GeneratedTask task) => task switch
    {
        GeneratedTask.WordChoice => "word_choice",
        GeneratedTask.Induction => "induction",
        GeneratedTask.TopicalCloze => "topical_cloze",
        _ => throw new NegPreactException(
            ErrorKind.Grammar,
            $"There is no generated task {(int)task}; use one of {string.Join(", ", Enum.GetNames<GeneratedTask>())}."),
    };

    /// <summary>
    /// Items of one task, none twice. The right choice comes first and second in turn; in the matched tasks it is also
    /// by turns the more and the less frequent of the two words, so that preferring frequent words is right half of the
    /// time.
    /// </summary>
    /// <param name="task">The task.</param>
    /// <param name="count">How many.</param>
    /// <param name="seed">Any number; tasks draw independently of each other.</param>
    /// <exception cref="NegPreactException">The task has too few distinct items.</exception>
    public static IReadOnlyList<GeneratedItem> Generate(GeneratedTask task, int count, int seed)
    {
        var name = NameOf(task);
        var random = new SeededRandom(unchecked((seed * 31) + (int)task));
        var had = new HashSet<string>();
        var items = new List<GeneratedItem>();
        for (var attempt = 0; items.Count < count; attempt++)
        {
            if (attempt == Attempts)
                throw new NegPreactException(
                    ErrorKind.Grammar, $"Task {name} gave {items.Count} distinct items of the {count} asked for; ask "
                    + "for fewer.");
            var goldIsFrequent = items.Count / 2 % 2 == 0;
            var made = task switch
            {
                GeneratedTask.WordChoice => WordChoice(random, goldIsFrequent),
                GeneratedTask.Induction => Induction(random),
                GeneratedTask.TopicalCloze => TopicalCloze(random, goldIsFrequent),
                _ => throw new ArgumentOutOfRangeException(nameof(task), task, null),
            };
            if (made is not var (query, right, wrong) || !had.Add($"{query} {right} {wrong}"))
                continue;
            var gold = items.Count % 2;
            items.Add(new GeneratedItem(query, gold == 0 ? [right, wrong] : [wrong, right], gold, name));
        }
        return items;
    }

    private static (string Query, string Right, string Wrong)? WordChoice(SeededRandom random, bool goldIsFrequent)
    {
        var frame = Draw(Frames.All, random);
        var fit = Draw(frame.Fits, random);
        var right = Topics.Words.Single(w => w.Word == fit);
        var wrong = Foils(right, goldIsFrequent).Where(
            w => !frame.Fits.Contains(w.Word) && !frame.Might.Contains(w.Word)).ToList();
        return wrong.Count == 0 ? null : (Draw(frame.Texts, random), right.Word, Draw(wrong, random).Word);
    }

    private static (string Query, string Right, string Wrong)? TopicalCloze(SeededRandom random, bool goldIsFrequent)
    {
        var right = Draw(Topics.Words, random);
        var siblings = Topics.Words.Where(w => w.Topic == right.Topic && w != right).ToList();
        var wrong = Foils(right, goldIsFrequent).ToList();
        if (siblings.Count < 3 || wrong.Count == 0)
            return null;
        var context = random.Distinct(3, siblings.Count).Select(i => siblings[i].Word).ToArray<object>();
        return (string.Format(null, Draw(Lists, random), context), right.Word, Draw(wrong, random).Word);
    }

    // The wrong choice has still to come as well, only later: having been said, or not yet said again, tells nothing.
    private static (string Query, string Right, string Wrong)? Induction(SeededRandom random)
    {
        string[] list = [.. random.Distinct(ListLength, Topics.Words.Count).Select(i => Topics.Words[i].Word)];
        var next = 1 + random.Next(ListLength - 2);
        var wrong = next + 1 + random.Next(ListLength - next - 1);
        return (string.Join(", ", list.Concat(list[..next])) + ",", list[next], list[wrong]);
    }

    private static IEnumerable<TopicWord> Foils(TopicWord right, bool goldIsFrequent) =>
        Topics.Words.Where(w => right.IsMatchedBy(w) && w.Count < right.Count == goldIsFrequent);

    private static T Draw<T>(IReadOnlyList<T> from, SeededRandom random) => from[random.Next(from.Count)];
}

/// <summary>Tasks that the project makes up itself, in which both choices are equally grammatical.</summary>
public enum GeneratedTask
{
    /// <summary>A sentence whose last word follows from its meaning, against a word as frequent and as long.</summary>
    WordChoice,

    /// <summary>A list of words, said again from the start: which comes next.</summary>
    Induction,

    /// <summary>
    /// Words of one topic, then one more of it, against a word of another topic as frequent and as long.
    /// </summary>
    TopicalCloze,
}

/// <summary>A question of multiple choice, with the fields of the usual benchmark files.</summary>
/// <param name="Query">What comes before the choice, without a space at its end.</param>
/// <param name="Choices">The choices.</param>
/// <param name="Gold">The number of the right one, from 0.</param>
/// <param name="Task">The task's name.</param>
public sealed record GeneratedItem(
    [property: JsonPropertyName("query")] string Query,
    [property: JsonPropertyName("choices")] IReadOnlyList<string> Choices,
    [property: JsonPropertyName("gold")] int Gold,
    [property: JsonPropertyName("task")] string Task)
{
    /// <summary>The item as a line of a <c>.jsonl</c> file, without its end.</summary>
    public string ToJson() => JsonSerializer.Serialize(this);
}
