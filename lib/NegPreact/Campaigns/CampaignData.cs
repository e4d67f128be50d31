using System.Text;
using NegPreact.Hub;

namespace NegPreact.Campaigns;

/// <summary>Where a campaign's texts, pairs and questions come from; each is read when it is first needed.</summary>
internal sealed class CampaignData
{
    private readonly Lazy<Corpus> scored, measured, second;
    private readonly Lazy<PairSuite> blimp, tse;
    private readonly Lazy<IReadOnlyList<TaskSet>> tasks;
    private readonly Lazy<GoldText> gold;

    public CampaignData(
        Func<Corpus> scored, Func<Corpus> measured, Func<Corpus> second, Func<PairSuite> blimp, Func<PairSuite> tse,
        Func<IReadOnlyList<TaskSet>> tasks, Func<GoldText> gold)
    {
        (this.scored, this.measured, this.second) = (new(scored), new(measured), new(second));
        (this.blimp, this.tse, this.tasks, this.gold) = (new(blimp), new(tse), new(tasks), new(gold));
    }

    /// <summary>The text on which neurons are scored.</summary>
    public Corpus Scored => scored.Value;

    /// <summary>The text on which effects are measured.</summary>
    public Corpus Measured => measured.Value;

    /// <summary>Another kind of text, on which they are measured too.</summary>
    public Corpus Second => second.Value;

    /// <summary>Pairs of many phenomena.</summary>
    public PairSuite Blimp => blimp.Value;

    /// <summary>Pairs by construction.</summary>
    public PairSuite Tse => tse.Value;

    /// <summary>Tasks without grammar.</summary>
    public IReadOnlyList<TaskSet> Tasks => tasks.Value;

    /// <summary>A text that people have tagged.</summary>
    public GoldText Gold => gold.Value;

    /// <summary>
    /// The published data, from <c>data</c> in the shared folder or from the cache, fetched where that can be done.
    /// </summary>
    public static CampaignData Published(CampaignSettings settings)
    {
        var options = HubOptions.FromEnvironment() with
        {
            Shared = Repository.Found is null ? null : Repository.Shared,
        };
        return new CampaignData(
            () => Wiki("wiki.valid.raw"), () => Wiki("wiki.test.raw"), Books,
            () => PairSuite.Load(DataSets.Folder(DataSet.Blimp, options)),
            () => PairSuite.Load(DataSets.Folder(DataSet.Tse, options)),
            () => [.. settings.Tasks.Select(Task)],
            () => GoldText.Find(null, out var missing)
                ?? throw new NegPreactException(ErrorKind.DataMissing, missing));

        Corpus Wiki(string file) => Corpus.Load(Path.Combine(DataSets.Folder(DataSet.WikiText2, options), file));

        TaskSet Task(string name)
        {
            var file = Path.Combine(Repository.Shared, "data", "benchmarks", $"{name}.jsonl");
            return File.Exists(file) ? TaskSet.Load(file) : throw new NegPreactException(
                ErrorKind.DataMissing, $"There is no {file}: set NEGPREACT_SHARED to a folder whose data/benchmarks "
                + "holds the tasks as data/README.md says.");
        }
    }

    // The built-in prose where there are no books: no model here or elsewhere was trained on it.
    private static Corpus Books()
    {
        var books = Path.Combine(Repository.Shared, "data", "classic-books", "valid.txt.gz");
        return File.Exists(books)
            ? Corpus.OfText("classic books, held out", Encoding.UTF8.GetString(
                PackedFile.ReadAllBytes(books)))
            : Corpus.BuiltIn;
    }
}
