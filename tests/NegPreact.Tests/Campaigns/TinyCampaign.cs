using NegPreact.Campaigns;
using NegPreact.Results;
using NegPreact.Tests.Experiments;
using NegPreact.Tests.Models;

namespace NegPreact.Tests.Campaigns;

/// <summary>
/// A campaign of seconds: a random model of a few neurons, a text of its words, and few of everything.
/// </summary>
internal sealed class TinyCampaign : IDisposable
{
    private static readonly Dictionary<string, Upos> tags = new()
    {
        ["the"] = Upos.DET, ["a"] = Upos.DET, ["near"] = Upos.ADP, ["and"] = Upos.CCONJ, ["that"] = Upos.PRON,
        ["."] = Upos.PUNCT, [","] = Upos.PUNCT, ["many"] = Upos.ADJ, ["sees"] = Upos.VERB, ["see"] = Upos.VERB,
        ["run"] = Upos.VERB, ["runs"] = Upos.VERB, ["know"] = Upos.VERB, ["knows"] = Upos.VERB,
    };

    private readonly TinyGrammar tiny = new();
    private readonly TemporaryFolder folder = new();

    public static CampaignSettings Settings { get; } = new()
    {
        WindowLength = 8, ScoredWindows = 8, MeasuredWindows = 9, GoldWindows = 6, Percents = [5, 20],
        LayerPercent = 20, Seeds = [1, 2, 3], FewSets = 2, MatchSeeds = [1, 2],
    };

    public LanguageModel Model => tiny.Model;

    /// <summary>The place of a folder of this name.</summary>
    public string File(string name) => folder.File(name);

    public ResultStore Store(string name, params IReadOnlyList<ResultRecord> records) =>
        ResultStore.Open(File(name), records: records);

    public Campaign Campaign(
        ResultStore store, CancellationToken? cancellation = null, CampaignSettings? settings = null, int tier = 1) =>
        new(Model, settings ?? Settings, Steps(tier), store, Data(),
            cancellation ?? TestContext.Current.CancellationToken);

    /// <summary>All steps but one: on so short a text no pair of tokens is close and far apart.</summary>
    public static IReadOnlyList<CampaignStep> Steps(int tier) =>
        [.. CampaignStep.Chosen(tier, null).Where(s => s.Id != "separations")];

    /// <summary>A whole campaign with its record.</summary>
    public ResultRecord Recorded(string name, string store, CampaignSettings? settings = null)
    {
        Campaign(Store(store), settings: settings).Run(_ => { }, File(name));
        return ResultRecord.Open(File(name));
    }

    public static CampaignData Data()
    {
        var text = Corpus.OfText("text", string.Join('\n', Enumerable.Repeat(TinyModel.Texts, 3)));
        return new(
            () => TinyGrammar.Text, () => text, () => text, () => TinyGrammar.Battery.Blimp,
            () => TinyGrammar.Battery.Tse, () => TinyGrammar.Battery.Tasks, Gold);
    }

    public void Dispose()
    {
        tiny.Dispose();
        folder.Dispose();
    }

    private static GoldText Gold()
    {
        var words = new List<AnnotatedWord>();
        var sentence = 0;
        for (var at = 0; at < TinyModel.Texts.Length;)
        {
            var end = at + 1;
            while (char.IsLetter(TinyModel.Texts[at]) && char.IsLetter(TinyModel.Texts[end]))
                end++;
            var form = TinyModel.Texts[at..end];
            if (form != " ")
                words.Add(new(
                    new Word(form, at, end), tags.GetValueOrDefault(form, Upos.NOUN), new Arc(0, "dep"), sentence));
            sentence += form == "." ? 1 : 0;
            at = end;
        }

        return new GoldText(Corpus.OfText("gold", TinyModel.Texts), words);
    }
}
