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

    /// <summary>The published data (<see cref="Hub.DataSets"/>), each fetched first if it is nowhere.</summary>
    public static CampaignData Published(CampaignSettings settings) => new(
        () => Corpus.Load("wikitext-2/wiki.valid.raw"), () => Corpus.Load("wikitext-2/wiki.test.raw"),
        () => Corpus.Load("books"), () => PairSuite.Load("blimp"), () => PairSuite.Load("tse"),
        () => [.. settings.Tasks.Select(TaskSet.Load)],
        () => GoldText.Find(null, out var missing)
            ?? throw new NegPreactException(ErrorKind.DataMissing, missing));
}
