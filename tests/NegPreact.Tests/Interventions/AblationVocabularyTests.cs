using System.Text.Json;
using NegPreact.Results;
using NegPreact.Tests.Experiments;

namespace NegPreact.Tests.Interventions;

/// <summary>What plans, stored results and reference folders call the ablations: names that never change.</summary>
public class AblationVocabularyTests
{
    [Fact]
    public void Ids_and_the_names_in_reference_folders_are_the_old_ones() => Assert.Equal(
        [
            ("ZeroNegative", "ablate_negative"), ("ZeroPositive", "ablate_positive"), ("ZeroBoth", "ablate_both"),
            ("PositiveReLU", "posrelu"), ("SignFlip", "signflip"),
        ],
        Ablation.All.Select(a => (a.Id, a.ReferenceName)));

    [Fact]
    public void Each_kind_is_listed_once_and_says_what_it_is()
    {
        var kinds = typeof(Ablation).Assembly.GetTypes()
            .Where(t => t.IsSubclassOf(typeof(Ablation)) && t != typeof(MeanAblation));
        Assert.Equal(kinds.Select(t => t.Name).Order(), Ablation.All.Select(a => a.GetType().Name).Order());
        Ablation[] all = [.. Ablation.All, .. Enum.GetValues<Side>().Select(side => new MeanAblation(side, [[1]]))];
        foreach (var text in (Func<Ablation, string>[])[a => a.Id, a => a.Name, a => a.Meaning])
        {
            Assert.Equal(all.Length, all.Select(text).Distinct().Count());
            Assert.DoesNotContain("", all.Select(text));
        }
    }

    [Fact]
    public void In_JSON_they_go_by_their_ids_and_others_are_refused_with_the_list()
    {
        foreach (var ablation in Ablation.All)
        {
            var json = JsonSerializer.Serialize(ablation, CanonicalJson.Options);
            Assert.Equal($"\"{ablation.Id}\"", json);
            Assert.Same(ablation, JsonSerializer.Deserialize<Ablation>(json, CanonicalJson.Options));
        }

        foreach (var unknown in (string[])["\"zeroNegative\"", "1", "\"Mean\""])
            Assert.Contains(
                "is no ablation; there are ZeroNegative, ZeroPositive",
                Assert.Throws<JsonException>(
                    () => JsonSerializer.Deserialize<Ablation>(unknown, CanonicalJson.Options)).Message,
                StringComparison.Ordinal);
    }

    [Fact]
    public void The_keys_of_stored_results_are_the_old_ones_and_a_further_ablation_touches_none()
    {
        using var folder = new TemporaryFolder();
        using var tiny = new TinyGrammar();
        var neurons = NeuronSet.Of([[1, 2], [3]], tiny.Model.IntermediateSizes);
        var mean = tiny.Model.MeanAblation(TinyGrammar.Text.Windows(tiny.Model.Tokenizer, 8));
        var keys = new List<string>();
        foreach (var ablation in (Ablation?[])[null, .. Ablation.All, mean])
        {
            var store = ResultStore.Open(folder.File("store"), tell: Assert.Fail);
            var before = store.Keys.ToList();
            Ask(store, ablation, 1);
            keys.AddRange(store.Keys.Except(before).Select(k => k[..16]));
        }

        Assert.Equal(Golden, keys[..^1]);
        var again = ResultStore.Open(folder.File("store"), tell: Assert.Fail);
        foreach (var ablation in (Ablation?[])[null, .. Ablation.All, mean])
            Ask(again, ablation, 2);
        Assert.Equal((7, 0), (again.Use.Read, again.Use.Measured));

        void Ask(ResultStore store, Ablation? ablation, int answer) =>
            Assert.Equal(1, new MeasuringCache(tiny.Model, store).Get(
            new ResultKind("test", 1), "subject", ablation is null ? null : new(neurons, ablation), () => answer));
    }

    // The beginnings of the keys of a question asked of the untouched model and under each ablation.
    private static string[] Golden =>
    [
        "b578c97a0a7bc72c", "b8742308a37ddf5b", "c2000ec89dd55481", "1eb4a9fb12471c89", "690870189ccd6535",
        "5bcba7a6d30c74e2",
    ];
}
