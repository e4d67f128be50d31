using NegPreact.Generation;

namespace NegPreact.Tests.Tasks.Generation;

public class TaskGeneratorTests
{
    private const int Seed = 7;

    public static IEnumerable<TheoryDataRow<GeneratedTask>> Every => Enum.GetValues<GeneratedTask>().Select(
        t => new TheoryDataRow<GeneratedTask>(t));

    [Theory]
    [MemberData(nameof(Every))]
    public void Items_are_distinct_and_the_right_choice_is_first_half_of_the_time(GeneratedTask task)
    {
        var items = Items(task);
        Assert.Equal(TaskGenerator.ItemsEach, items.Count);
        Assert.Distinct(items.Select(i => $"{i.Query} {Right(i)} {Wrong(i)}"));
        Assert.Equal(items.Count / 2, items.Count(i => i.Gold == 0));
        Assert.All(items, i => Assert.Equal(TaskGenerator.NameOf(task), i.Task));
    }

    [Theory]
    [MemberData(nameof(Every))]
    public void Both_choices_are_singular_nouns_so_that_grammar_gives_no_clue(GeneratedTask task) =>
        Assert.All(Items(task), item =>
    {
        Assert.Equal(2, item.Choices.Distinct().Count());
        Assert.All(item.Choices, c =>
        {
            Assert.Contains(Topics.Words, w => w.Word == c);
            Assert.True(!c.EndsWith('s') || c.EndsWith("ss", StringComparison.Ordinal), $"{c} looks like a plural");
        });
        if (task != GeneratedTask.Induction)
            Assert.Contains(Before(item), new[] { "the", "his", "silver", "warm", "white", "young", "dead" });
    });

    [Theory]
    [InlineData(GeneratedTask.WordChoice)]
    [InlineData(GeneratedTask.TopicalCloze)]
    public void Choices_are_matched_in_frequency_and_length_and_preferring_the_frequent_one_is_right_half_of_the_time(GeneratedTask task)
    {
        var items = Items(task);
        Assert.All(items, i =>
        {
            Assert.InRange((double)Count(Right(i)) / Count(Wrong(i)), 0.5, 2);
            Assert.InRange(Right(i).Length - Wrong(i).Length, -1, 1);
            Assert.NotEqual(Topic(Right(i)), Topic(Wrong(i)));
        });
        Assert.InRange(items.Count(i => Count(Right(i)) > Count(Wrong(i))), (items.Count / 2) - 2,
            (items.Count / 2) + 2);
    }

    [Fact]
    public void The_context_of_a_topical_cloze_is_of_the_right_choices_topic_alone() => Assert.All(
        Items(GeneratedTask.TopicalCloze), item =>
    {
        var context = item.Query.Split(' ', ',').Where(w => Topics.Words.Any(t => t.Word == w)).ToList();
        Assert.True(context.Count >= 2, item.Query);
        Assert.All(context, w => Assert.Equal(Topic(Right(item)), Topic(w)));
        Assert.DoesNotContain(Right(item), context);
    });

    [Fact]
    public void A_repeated_list_goes_on_with_the_right_choice_and_never_with_the_wrong_one() => Assert.All(
        Items(GeneratedTask.Induction), item =>
    {
        var words = item.Query.Split(", ").Select(w => w.TrimEnd(',')).ToList();
        var length = words.Distinct().Count();
        var said = words.Count - length;
        Assert.Equal(words.Take(said), words.Skip(length));
        Assert.Equal(words[said], Right(item));
        Assert.Contains(Wrong(item), words.Take(length).Skip(said + 1));
    });

    [Fact]
    public void No_sentence_can_end_in_a_word_that_might_fit_it() => Assert.All(Items(GeneratedTask.WordChoice), item =>
    {
        var frame = Frames.All.Single(f => f.Texts.Contains(item.Query));
        Assert.Contains(Right(item), frame.Fits);
        Assert.DoesNotContain(Wrong(item), frame.Fits.Concat(frame.Might));
    });

    [Fact]
    public void Each_word_that_a_frame_names_is_in_the_table_of_words()
    {
        Assert.Distinct(Topics.Words.Select(w => w.Word));
        Assert.All(Frames.All.SelectMany(f => f.Fits), w => Assert.Contains(Topics.Words, t => t.Word == w));
        Assert.All(Topics.Words.SelectMany(w => w.Near), topic => Assert.Contains(Topics.Words, t => t.Topic == topic));
    }

    [Fact]
    public void The_same_seed_gives_the_same_items_and_another_seed_others()
    {
        Assert.Equal(Lines(GeneratedTask.Induction, Seed), Lines(GeneratedTask.Induction, Seed));
        Assert.NotEqual(Lines(GeneratedTask.Induction, Seed), Lines(GeneratedTask.Induction, Seed + 1));
    }

    [Fact]
    public void More_items_than_there_are_is_refused()
    {
        var e = Assert.Throws<NegPreactException>(() => TaskGenerator.Generate(GeneratedTask.WordChoice, 9000, Seed));
        Assert.Contains("of the 9000 asked for", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_files_are_what_the_command_writes() => Assert.All(
        Enum.GetValues<GeneratedTask>(), task => Assert.Equal(
        Lines(task, 1), // the seed that data/tasks/README.md states
        File.ReadAllText(Path.Combine(SharedData.Repository, "data", "tasks", TaskGenerator.NameOf(task) + ".jsonl"))));

    private static string Lines(GeneratedTask task, int seed) =>
        string.Concat(TaskGenerator.Generate(task, TaskGenerator.ItemsEach, seed).Select(i => i.ToJson() + "\n"));

    private static IReadOnlyList<GeneratedItem> Items(GeneratedTask task) =>
        TaskGenerator.Generate(task, TaskGenerator.ItemsEach, Seed);

    private static string Right(GeneratedItem item) => item.Choices[item.Gold];

    private static string Wrong(GeneratedItem item) => item.Choices[1 - item.Gold];

    private static string Before(GeneratedItem item) => item.Query.Split(' ')[^1];

    private static int Count(string word) => Topics.Words.Single(w => w.Word == word).Count;

    private static string Topic(string word) => Topics.Words.Single(w => w.Word == word).Topic;
}
