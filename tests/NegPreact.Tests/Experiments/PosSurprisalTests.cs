using NegPreact.Models;
using NegPreact.Tests.Figures;
using NegPreact.Tests.Models;

namespace NegPreact.Tests.Experiments;

public class PosSurprisalTests
{
    private static readonly Corpus Short = Corpus.OfText("short", string.Concat(Corpus.BuiltIn.Documents.Take(3)));
    private static readonly NeuronScoreSettings Measurement = new() { WindowLength = 64 };
    private static readonly PosSurprisalSettings Quick = new()
    {
        Percents = [10], Seeds = [1, 2], WindowLength = 64, MatchWindows = 4, FlipSeeds = [1, 2], GoldWindows = 0,
            MinimumTokens = 20,
    };

    [Fact]
    public void The_same_seed_gives_the_same_result_for_any_tokenizer()
    {
        using var folder = TinyModel.GptNeoX();
        using var model = folder.Load(new LoadOptions { Tokenizer = TokenizerSource.Bytes });
        var text = Corpus.OfText("shorter", Short.Documents[0][..3_000]);
        var scores = NeuronScores.Measure(model, text, Measurement);
        var first = PosSurprisal.Run(model, text, scores, Quick).Doses[0];
        var again = PosSurprisal.Run(model, text, scores, Quick).Doses[0];
        Assert.Equal(first.Tags, again.Tags);
        Assert.Equal(first.Relations, again.Relations);
        Assert.Equal(first.Flipped, again.Flipped);
        Assert.Equal(first.Scaffolding, again.Scaffolding);
    }

    [Fact]
    public void Nothing_is_left_behind_and_a_cancelled_run_stops()
    {
        using var folder = TinyModel.Llama().AddTokenizer();
        using var model = folder.Load();
        var scores = NeuronScores.Measure(model, Short, Measurement);
        Traces.NoneAlsoWhenCancelled(
            model, stop => PosSurprisal.Run(new MeasuringCache(model, cancellation: stop), Short, scores, Quick));
    }

    [Fact]
    public void The_classes_add_up_to_what_an_ablation_by_hand_gives()
    {
        using var folder = TinyModel.Llama().AddTokenizer();
        using var model = folder.Load();
        var scores = NeuronScores.Measure(model, Short, Measurement);
        var found = PosSurprisal.Run(model, Short, scores, Quick);
        KernelTests.ShowsBothForms(found);
        var dose = found.At(10);
        var target = NeuronSet.Top(scores, 10);

        var windows = Short.Windows(model.Tokenizer, 64);
        var dense = TokenLogProbabilities.Of(model, windows);
        using var scope = model.Ablate(target, Ablation.ZeroNegative);
        var ablated = TokenLogProbabilities.Of(model, windows);
        var tokens = TaggedTokens.Of(Short, model.Tokenizer, CancellationToken.None);
        var byTag = new Dictionary<Upos, List<double>>();
        for (var w = 0; w < windows.Count; w++)
            for (var t = 1; t < 64; t++)
                if (tokens.WordOf((w * 64) + t) is var word and >= 0)
                {
                    byTag.TryAdd(tokens.Words[word].Tag, []);
                    byTag[tokens.Words[word].Tag].Add((dense[w][t - 1] - ablated[w][t - 1]) / Math.Log(2));
                }

        Assert.Equal(byTag.Values.Sum(v => v.Count), found.Tokens);
        Assert.True(dose.Tags.Count > 10);
        Assert.All(dose.Tags, t => Assert.Equal(byTag[Enum.Parse<Upos>(t.Name)].Count, t.Tokens));
        Assert.All(dose.Tags, t => Assert.Equal(byTag[Enum.Parse<Upos>(t.Name)].Average(), t.Target.Value, 1e-9));
        Assert.All(dose.Tags, t => Assert.Equal(t.Target.Value - t.Random.Value, t.BeyondRandom.Beyond.Value, 1e-9));
        Assert.All(dose.Tags, t => Assert.Equal(t.Target.Value - t.Matched.Value, t.BeyondMatched.Beyond.Value, 1e-9));
        var open = Mean(Upos.ADJ, Upos.ADV, Upos.INTJ, Upos.NOUN, Upos.PROPN, Upos.VERB);
        Assert.Equal(
            Mean(Upos.AUX, Upos.DET, Upos.PART, Upos.PUNCT) - open, dose.Scaffolding.Target.Value, 1e-9);
        Assert.Equal(Mean(Upos.AUX, Upos.DET, Upos.PART) - open, dose.WithoutPunctuation.Target.Value, 1e-9);
        Assert.Contains(dose.Kinds, k => k.Name == "DET");
        Assert.All(dose.Kinds, k => Assert.Equal(Mean(Enum.Parse<Upos>(k.Name)) - open, k.Target.Value, 1e-9));

        double Mean(params Upos[] of) => of.SelectMany(tag => byTag.GetValueOrDefault(tag, [])).Average();
    }

    [Fact]
    public void A_class_is_a_ratio_of_sums_over_windows_held_against_the_sets()
    {
        // Two windows of three tokens, the first of each not scored. Class 0 has one token in the first and two in the
        // second: 9 bits on three tokens with the target, 3 with either random set.
        var change = new SurprisalChange(
            2, [double.NaN, 1, 3, double.NaN, 2, 6],
            [[double.NaN, 0, 1, double.NaN, 1, 2], [double.NaN, 1, 2, double.NaN, 0, 2]],
            [double.NaN, 1, 1, double.NaN, 1, 1]);
        var means = new ClassMeans(change, [0, 0, 1, 0, 0, 0], 2);
        var excess = means.Of(0, "X").Excess();
        Assert.Equal((3, 3.0), (excess.Tokens, excess.Target.Value));
        Assert.Equal((1.0, 1.0), (excess.Random.Value, excess.Matched.Value));
        // The windows' influences are -1 / sqrt(2) and 1 / sqrt(2): standard error 1, with one degree of freedom.
        var beyond = excess.BeyondRandom.Beyond;
        Assert.Equal(2, beyond.Value, 1e-12);
        Assert.Equal(2 + 12.7062, beyond.Interval.High, 1e-4);
        Assert.Equal(0, excess.BeyondRandom.AtLeast);
        // Class 1 has one token alone, so it adds nothing to the error of the difference.
        var less = means.Less(0, 1, "X minus Y").Excess();
        Assert.Equal((4, 0.0), (less.Tokens, less.Target.Value));
        Assert.Equal(-0.5, less.Random.Value, 1e-12); // (1 - 1 + 1 - 2) / 2
        Assert.Equal(["X"], means.Each(["X", "Y"], minimumTokens: 2).Select(c => c.Name));
        Assert.Throws<NegPreactException>(() => new ClassMeans(change, [0, 0, 0, 0, 0, 0], 2).Less(0, 1, "none"));
    }

    [Fact]
    public void Classes_tested_together_are_corrected_by_the_largest_statistic_of_each_set()
    {
        // In X the target is the largest of all, in Y the smallest; set 2 has a Y as far out as the target's X.
        var x = Against(3, 1, 2, 0);
        var y = Against(0, 1, 3, 2);
        Assert.Equal([0.25], AgainstSets.Adjust([x]));
        Assert.Equal([0.5, 1], AgainstSets.Adjust([x, y]));
        Assert.Equal(1, x.MeanOfSets.Value, 1e-12);

        static AgainstSets Against(double target, params double[] sets) =>
            new(new(target, [0.1, -0.1], 1), [.. sets.Select(s => new SampleStatistic(s, [0.1, -0.1], 1))]);
    }

    [Fact]
    public void Where_the_ablation_changes_nothing_no_claim_applies()
    {
        using var folder = TinyModel.Llama().AddTokenizer();
        using var model = folder.Load();
        var found = PosSurprisal.Run(model, Short, NeuronScores.Measure(model, Short, Measurement), Quick);
        Assert.True(found.At(10).IsChange);
        var idle = found with { Doses = [found.At(10) with { IsChange = false }] };
        Assert.Equal(Verdict.CannotApply, idle.ScaffoldingMore(10).Verdict);
        Assert.Equal(Verdict.CannotApply, idle.ScaffoldingBeyondMatched(10).Verdict);
        Assert.False(new SurprisalChange(1, [double.NaN, 0, 0], [], []).IsChange);
    }

    [Fact]
    public void A_quick_run_has_too_few_sets_for_ranks_and_its_claims_say_so()
    {
        using var folder = TinyModel.Llama().AddTokenizer();
        using var model = folder.Load();
        var found = PosSurprisal.Run(model, Short, NeuronScores.Measure(model, Short, Measurement), Quick);
        Assert.Equal(SetContrast.Seeds.Take(10), new PosSurprisalSettings().Quicker().Seeds);
        Assert.False(IsQuick(found.ScaffoldingMore(10)));
        Assert.True(IsQuick((found with { Settings = found.Settings.Quicker() }).ScaffoldingMore(10)));

        static bool IsQuick(Claim claim) =>
            claim.Notes.Any(n => n.StartsWith("A quick run", StringComparison.Ordinal));
    }

    [Fact]
    public void Flips_change_the_asked_for_share_of_tags_and_only_to_what_the_table_knows()
    {
        var confusion = TagConfusion.Load("data/tagger/confusion.tsv");
        Upos[] tags = [.. Annotation.Of(Short.Documents[0]).Select(w => w.Tag)];
        var flipped = TagFlips.Of(tags, 5, confusion, seed: 1);
        var changed = Enumerable.Range(0, tags.Length).Where(i => flipped[i] != tags[i]).ToList();
        Assert.Equal((int)Math.Round(tags.Length * 0.05), changed.Count);
        Assert.All(changed, i => Assert.True(confusion[flipped[i], tags[i]] > 0));
        Assert.Equal(flipped, TagFlips.Of(tags, 5, confusion, seed: 1));
        Assert.NotEqual(flipped, TagFlips.Of(tags, 5, confusion, seed: 2));
    }

    [Fact]
    [Trait(TestCategory.Name, TestCategory.Slow)]
    public void Without_a_gold_text_a_sentence_says_so()
    {
        using var empty = new TemporaryFolder();
        using var folder = TinyModel.Llama().AddTokenizer();
        using var model = folder.Load();
        var scores = NeuronScores.Measure(model, Short, Measurement);
        var found = PosSurprisal.Run(model, Short, scores, Quick with { GoldWindows = 2, Shared = empty.Path });
        Assert.Null(found.Gold);
        Assert.Contains("NEGPREACT_SHARED", Assert.Single(found.Sensitivity().Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void A_gold_text_is_used_where_there_is_one()
    {
        using var shared = new TemporaryFolder();
        var treebank = Path.Combine(shared.Path, "data", "ud-ewt");
        Directory.CreateDirectory(treebank);
        File.WriteAllText(Path.Combine(treebank, "x-test.conllu"), string.Concat(Enumerable.Repeat(
            "1\tThe\tthe\tDET\t_\t_\t2\tdet\t_\t_\n2\tdog\tdog\tNOUN\t_\t_\t3\tnsubj\t_\t_\n3\truns\trun\tVERB\t_\t_\t0\troot\t_\tSpaceAfter=No\n4\t.\t.\tPUNCT\t_\t_\t3\tpunct\t_\t_\n\n", 80)));
        using var folder = TinyModel.Llama().AddTokenizer();
        using var model = folder.Load();
        var scores = NeuronScores.Measure(model, Short, Measurement);
        var found = PosSurprisal.Run(model, Short, scores, Quick with { GoldWindows = 4, Shared = shared.Path });
        Assert.NotNull(found.Gold);
        Assert.Null(found.GoldMissing);
        Assert.InRange(found.Doses[0].Gold!.Tokens, 100, 4 * 63);
    }

    [Fact]
    public void Verdicts_come_from_their_evidence_and_every_figure_can_be_drawn()
    {
        using var folder = TinyModel.Llama().AddTokenizer();
        using var model = folder.Load();
        var found = PosSurprisal.Run(model, Short, NeuronScores.Measure(model, Short, Measurement), Quick);
        foreach (var claim in new[] { found.ScaffoldingMore(10), found.ScaffoldingBeyondRandom(10),
            found.ScaffoldingBeyondMatched(10), found.ScaffoldingWithoutPunctuationMore(10),
            found.ScaffoldingWithoutPunctuationBeyondRandom(10) })
        {
            Assert.Equal(Verdicts.Of(claim.Evidence!), claim.Verdict);
            Assert.Equal(SmallestEffect.Surprisal, claim.Evidence!.Smallest);
        }

        Figure[] figures = [found.ByTag(10), found.ByRelation(10), found.ByClass(10)];
        Assert.All(figures, f => Assert.NotEmpty(f.Numbers.Rows));
        Assert.NotEmpty(found.Conditions().Rows);
        Assert.NotEmpty(found.Differences(10).Rows);
        Assert.Equal(found.At(10).Kinds.Count, found.Kinds(10).Rows.Count);
        Assert.Equal(2, found.Sensitivity().Rows.Count);
        Assert.Throws<NegPreactException>(() => found.At(3));
    }
}
