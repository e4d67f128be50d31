using System.Security.Cryptography;
using System.Text;
using NegPreact.Results;

namespace NegPreact;

/// <summary>
/// How a model did on the items of one ability, item by item, so that two conditions can be compared on the same items.
/// </summary>
/// <param name="Name">What the items are.</param>
/// <param name="ItemsSha256">SHA-256 of the items.</param>
/// <param name="Unit">The unit of a margin.</param>
/// <param name="Groups">The items by phenomenon or task.</param>
/// <param name="Right">Whether each item counts as right.</param>
/// <param name="Margins">
/// How much likelier the right sentence or answer is than the (best) wrong one: a difference of log-probabilities, in
/// the unit. Where a word must be found among all words, its own log-probability.
/// </param>
public sealed record ItemScores(
    string Name, string ItemsSha256, string Unit, IReadOnlyList<ItemGroup> Groups, IReadOnlyList<bool> Right,
    IReadOnlyList<double> Margins)
{
    /// <summary>The share of right items, with Wilson's interval.</summary>
    public Estimate Accuracy => AccuracyOf([.. Enumerable.Range(0, Right.Count)]);

    /// <summary>The median margin.</summary>
    public double MedianMargin => Percentiles.Linear([.. Margins.Order()], 50);

    /// <summary>The share of right items in one group, with Wilson's interval.</summary>
    public Estimate AccuracyIn(ItemGroup group)
    {
        ArgumentNullException.ThrowIfNull(group);
        return AccuracyOf([.. group.Items]);
    }

    /// <summary>The median margin in one group.</summary>
    public double MedianMarginIn(ItemGroup group)
    {
        ArgumentNullException.ThrowIfNull(group);
        return Percentiles.Linear([.. group.Items.Select(i => Margins[i]).Order()], 50);
    }

    /// <summary>SHA-256 of which items there are, in which groups, and how each was scored.</summary>
    internal string Sha256 => Fingerprint.OfValue(new
    {
        Groups = Groups.Select(g => new { g.Name, Templates = Fingerprint.Of(g.Templates) }),
        Scores = Fingerprint.Of([Margins, [.. Right.Select(r => r ? 1.0 : 0)]]),
    });

    internal static ItemScores Of(PairScores scores) => new(
        scores.Suite.Name, scores.Suite.Sha256, scores.Convention.Unit,
        Grouped(scores.Suite.Pairs.Select(p => (p.Phenomenon, p.Paradigm, 0.5))), scores.Right, scores.Margins);

    internal static ItemScores Of(IReadOnlyList<TaskScore> tasks)
    {
        var items = tasks.SelectMany(t => t.Outcomes.Select(o => (t.Task, t.TaskSha256, t.Chance, Outcome: o)))
            .ToList();
        var names = string.Concat(items.Select(i => $"{i.Task} {i.TaskSha256} {i.Outcome.Line}\n"));
        return new ItemScores(
            "tasks without grammar", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(names))),
            "nats per answer",
            Grouped(items.Select(i => (i.Task, i.Outcome.Group ?? "", i.Chance))),
            [.. items.Select(i => i.Outcome.Correct())], [.. items.Select(i => Margin(i.Outcome))]);
    }

    private static ItemGroup[] Grouped(IEnumerable<(string Group, string Template, double Chance)> items) =>
    [
        .. items.Select((item, i) => (item.Group, item.Template, item.Chance, Index: i)).GroupBy(item => item.Group)
        .Select(group =>
            new ItemGroup(group.Key,
                [.. group.GroupBy(item => item.Template, item => item.Index).Select(t => t.ToArray())],
                group.First().Chance)),
    ];

    private static double Margin(TaskOutcome outcome)
    {
        var right = outcome.Options[outcome.Gold].LogProbability;
        return outcome.Options.Count == 1
            ? right
            : right - outcome.Options.Where((_, i) => i != outcome.Gold).Max(o => o.LogProbability);
    }

    private Estimate AccuracyOf(int[] items) => Proportion.Wilson(items.Count(i => Right[i]), items.Length);
}

/// <summary>Items of one kind: the pairs of a phenomenon, the questions of a task.</summary>
/// <param name="Name">The kind.</param>
/// <param name="Templates">
/// The items by their index, those of one template (a paradigm) together: new items would come from the same templates,
/// so resamples keep the number of each.
/// </param>
/// <param name="Chance">The accuracy of guessing, 0 to 1.</param>
public sealed record ItemGroup(string Name, IReadOnlyList<int[]> Templates, double Chance = 0)
{
    /// <summary>The windows of a text, which are of one kind.</summary>
    internal static IReadOnlyList<ItemGroup> Windows(int count) => [new("windows", [[.. Enumerable.Range(0, count)]])];

    /// <summary>All items of the group.</summary>
    public IEnumerable<int> Items => Templates.SelectMany(t => t);
}
