using NegPreact.Hub;

namespace NegPreact;

/// <summary>What a model is tested with in every condition of an experiment.</summary>
/// <param name="Blimp">Pairs of many phenomena.</param>
/// <param name="Tse">Pairs by construction.</param>
/// <param name="Tasks">Tasks without grammar; none where they are not wanted.</param>
public sealed record Battery(PairSuite Blimp, PairSuite Tse, IReadOnlyList<TaskSet> Tasks)
{
    /// <summary>What comes with the project, made for small models.</summary>
    /// <exception cref="NegPreactException">The program runs outside the repository.</exception>
    public static Battery BuiltIn => new(PairSuite.BlimpLike, PairSuite.TseLike, TaskSet.LoadFolder("data/tasks"));

    /// <summary>The same without tasks.</summary>
    public Battery PairsOnly => this with { Tasks = [] };

    /// <summary>
    /// Published data instead of the built-in data, in place of each kind that is named: <see cref="DataSets"/>.
    /// </summary>
    /// <param name="data">
    /// Names separated by commas: <c>blimp</c>, <c>tse</c>, tasks (<c>lambada</c>, <c>arc-easy</c>), and
    /// <c>benchmarks</c> for all tasks, which are also taken where only pairs are named and all tasks are here without
    /// fetching. Empty for the built-in data.
    /// </param>
    /// <exception cref="NegPreactException">
    /// An unknown name, one of neither pairs nor tasks, or data that cannot be had.
    /// </exception>
    public static Battery Named(string data)
    {
        ArgumentNullException.ThrowIfNull(data);
        var names = data.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var sets = names.SelectMany(DataSets.Named).DistinctBy(s => s.Name).ToList();
        if (sets.FirstOrDefault(s => s.Kind is not (DataSetKind.Pairs or DataSetKind.Tasks)) is { } other)
            throw new NegPreactException(
                ErrorKind.Settings, $"The data set {other.Name} holds {DataSets.Words(other.Kind)}; name minimal pairs "
                + "or tasks, separated by commas.");
        var battery = BuiltIn;
        if (names.Length == 0)
            return battery;
        var tasks = sets.Where(s => s.Kind == DataSetKind.Tasks).Select(s => s.Name).ToList();
        if (tasks.Count == 0 && DataSets.Named(DataSets.AllTasks).Select(s => s.Name).ToList() is var all
            && all.TrueForAll(task => DataSets.Here(task) is not null))
            tasks = all;
        return new Battery(
            names.Contains("blimp") ? PairSuite.Load("blimp") : battery.Blimp,
            names.Contains("tse") ? PairSuite.Load("tse") : battery.Tse,
            tasks.Count > 0 ? [.. tasks.Select(TaskSet.Load)] : battery.Tasks);
    }

    /// <summary>
    /// A part of it, drawn at random, each paradigm's pairs and each task's questions in their order.
    /// </summary>
    /// <param name="pairs">The most pairs per paradigm.</param>
    /// <param name="questions">The most questions per task.</param>
    /// <param name="seed">Seed of the draw.</param>
    public Battery Part(int pairs, int questions, int seed) =>
        new(Part(Blimp, pairs, seed), Part(Tse, pairs, seed), [.. Tasks.Select(t => t.Sample(questions, seed))]);

    /// <summary>A part of a suite, drawn at random within each paradigm, other rows in each.</summary>
    internal static PairSuite Part(PairSuite suite, int most, int seed) =>
        Drawn(suite, seed, (order, count) => order[..Math.Min(most, count)]);

    /// <summary>
    /// Two parts of a suite without a pair in common, both of every paradigm: the first as <see cref="Part(PairSuite,
    /// int, int)"/> draws it, but never more than half of a paradigm, the second from what is left: of a large
    /// paradigm the same pairs, whatever the size of the first part.
    /// </summary>
    internal static (PairSuite First, PairSuite Second) Apart(PairSuite suite, int first, int second, int seed)
    {
        return (
            Drawn(suite, seed, (order, count) => order[..End(count)]),
            Drawn(suite, seed, (order, count) => order[Math.Max(End(count), count - second)..]));

        int End(int count) => Math.Min(first, (count + 1) / 2);
    }

    // The paradigm's name is part of the seed: with one seed for all, every paradigm would give the same rows, and the
    // built-in paradigms hold the same words in the same rows.
    private static PairSuite Drawn(PairSuite suite, int seed, Func<int[], int, int[]> taken) => PairSuite.Of(
        suite.Name, suite.Pairs.GroupBy(p => p.Paradigm).SelectMany(g =>
        {
            MinimalPair[] all = [.. g];
            var random = new SeededRandom(g.Key.Aggregate(seed, (hash, c) => unchecked((hash * 31) + c)));
            return taken(random.Distinct(all.Length, all.Length), all.Length).Order().Select(i => all[i]);
        }));
}

/// <summary>What a model is asked to do.</summary>
public enum Ability
{
    /// <summary>
    /// To prefer the grammatical one of two sentences, over many phenomena: BLiMP, or the built-in pairs like it.
    /// </summary>
    Blimp,

    /// <summary>
    /// The same in agreement, reflexives and negative polarity by construction: TSE, or the built-in pairs like it.
    /// </summary>
    Tse,

    /// <summary>
    /// To choose an answer where grammar gives no clue: copying, word choice, topic, or published benchmarks.
    /// </summary>
    NonGrammar,
}
