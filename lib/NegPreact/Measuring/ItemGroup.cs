namespace NegPreact;

/// <summary>Items of one kind: the pairs of a phenomenon, the questions of a task.</summary>
/// <param name="Name">The kind.</param>
/// <param name="Templates">
/// The items by their index, those of one template (a paradigm) together: new items would come from the same templates, so resamples keep
/// the number of each.
/// </param>
/// <param name="Chance">The accuracy of guessing, 0 to 1.</param>
public sealed record ItemGroup(string Name, IReadOnlyList<int[]> Templates, double Chance = 0)
{
    /// <summary>All items of the group.</summary>
    public IEnumerable<int> Items => Templates.SelectMany(t => t);
}
