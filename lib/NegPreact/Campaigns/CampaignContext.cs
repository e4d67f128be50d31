using NegPreact.Results;

namespace NegPreact.Campaigns;

/// <summary>A model with the parts of the data that a campaign measures it on.</summary>
internal sealed class CampaignContext
{
    private readonly CampaignData data;
    private readonly Lazy<Corpus> scored, measured, second;
    private readonly Lazy<GoldText> gold;
    private readonly Lazy<NeuronScores> scores;
    private readonly List<RecordedData> used = [];

    public CampaignContext(MeasuringCache cache, CampaignSettings settings, CampaignData data)
    {
        (Cache, Settings, this.data) = (cache, settings, data);
        scored = new(() => Text("scoring neurons", data.Scored, settings.ScoredWindows));
        measured = new(() => Text("measuring effects", data.Measured, settings.MeasuredWindows));
        second = new(() => Text("measuring effects on a second text", data.Second, settings.MeasuredWindows));
        gold = new(() =>
        {
            var text = data.Gold.Beginning(cache.Model.Tokenizer, settings.GoldWindows, settings.WindowLength);
            Use("surprisal by part of speech", text.Corpus.Name, text.Corpus.Sha256);
            return text;
        });
        scores = new(() => cache.NeuronScores(Scored, Scoring));
    }

    public MeasuringCache Cache { get; }

    public CampaignSettings Settings { get; }

    public Corpus Scored => scored.Value;

    public Corpus Measured => measured.Value;

    public Corpus Second => second.Value;

    public GoldText Gold => gold.Value;

    /// <summary>How neurons are scored.</summary>
    public NeuronScoreSettings Scoring => new() { WindowLength = Settings.WindowLength };

    /// <summary>The scores from which every target comes.</summary>
    public NeuronScores Scores => scores.Value;

    /// <summary>All pairs, with tasks where they are asked for.</summary>
    public Battery Battery(bool tasks = false)
    {
        Use("minimal pairs of many phenomena", data.Blimp.Name, data.Blimp.Sha256);
        Use("minimal pairs by construction", data.Tse.Name, data.Tse.Sha256);
        if (tasks)
            foreach (var task in data.Tasks)
                Use("a task without grammar", task.Name, task.Sha256);
        return new Battery(data.Blimp, data.Tse, tasks ? data.Tasks : []);
    }

    /// <summary>What has been used so far.</summary>
    public IReadOnlyList<RecordedData> Used => [.. used.Distinct().OrderBy(d => d.Use, StringComparer.Ordinal)
        .ThenBy(d => d.Name, StringComparer.Ordinal)];

    private Corpus Text(string use, Corpus whole, int windows)
    {
        var text = whole.Beginning(Cache.Model.Tokenizer, windows, Settings.WindowLength);
        Use(use, text.Name, text.Sha256);
        return text;
    }

    private void Use(string use, string name, string sha256) => used.Add(new(use, name, sha256));
}
