using NegPreact.Notebooks.Export;
using NegPreact.Tests.Figures;
using NegPreact.Tests.Models;

namespace NegPreact.Tests.Experiments;

public sealed class ModelVariantsTests
{
    private static readonly ModelVariantsSettings Quick = new() { Percent = 10, Doses = [10, 50], Seeds = [1, 2],
        WindowLength = 8, Windows = 4 };

    [Fact]
    public void Negatives_zeroed_before_relu_change_no_bit_and_before_gelu_they_do()
    {
        foreach (var (activation, same) in new[] { ("relu", true), ("gelu", false) })
        {
            using var files = TinyModel.Of("gpt_neox", ("hidden_act", activation));
            using var model = files.Load();
            var all = NeuronSet.All(model.IntermediateSizes);
            int[] ids = [.. Enumerable.Range(1, 11).Select(i => i * 17 % 300)];
            float[] Logits()
            {
                using var scope = TorchSharp.torch.NewDisposeScope();
                return model.Logits([ids]).data<float>().ToArray();
            }

            var dense = Logits();
            using var ablated = model.Ablate(all, Ablation.ZeroNegative);
            Assert.Equal(same, dense.AsSpan().SequenceEqual(Logits()));
        }
    }

    [Fact]
    public void Models_are_compared_on_the_same_text_and_relu_s_negatives_do_nothing()
    {
        using var llama = TinyModel.Llama().AddTokenizer().Write();
        using var relu = TinyModel.Of("gpt_neox", ("hidden_act", "relu")).AddTokenizer().Write();
        var found = ModelVariants.Run([llama.Path, relu.Path], TinyGrammar.Text, Quick, scored: TinyGrammar.Text);
        KernelTests.ShowsBothForms(found);
        Assert.Equal(["llama, the family's own activation", "gpt_neox, relu"], found.Models.Select(m => m.Form));
        Assert.Single(found.Models.Select(m => m.Source.TextSha256).Distinct());
        foreach (var dose in Quick.Doses)
        {
            var row = found.Models[1].Doses!.At(Ablation.ZeroNegative, dose);
            Assert.Equal((1.0, 1.0, 1.0),
                (row.TargetRatio.Value, row.TargetRatio.Interval.Low, row.TargetRatio.Interval.High));
            Assert.Equal((0, 0), (row.Contrast.Beyond.Value, row.Contrast.Own.Value));
            Assert.True(row.ChangesNothing);
            Assert.False(found.Models[0].Doses!.At(Ablation.ZeroNegative, dose).ChangesNothing);
            Assert.NotEqual(1, found.Models[1].Doses!.At(Ablation.ZeroPositive, dose).TargetRatio.Value);
        }

        Assert.All(found.Models, m => Assert.InRange(
            m.TopNegative.Value, m.TopNegative.Interval.Low, m.TopNegative.Interval.High));
        Assert.Equal(2, found.Models().Rows.Count);
        Assert.Equal(2, found.Excess(Ablation.ZeroNegative, 10).Numbers.Rows.Count);
        Assert.Equal(2 * 2 * 2, found.Doses().Rows.Count);
        Assert.Equal(
            [false, true],
            found.ByModel(d => d.BeyondRandom(50)).Claims.Select(c => c.Verdict == Verdict.CannotApply));
        Assert.DoesNotContain(
            found.DistanceByModel().Notes, n => n.Contains("This is the only model", StringComparison.Ordinal));
    }

    [Fact]
    public void A_model_alone_is_said_to_be_alone_and_needs_no_doses()
    {
        using var llama = TinyModel.Llama().AddTokenizer().Write();
        var found = ModelVariants.Run([llama.Path], TinyGrammar.Text, Quick with { Doses = [] });
        Assert.Null(found.Models[0].Doses);
        Assert.Contains(
            found.DistanceByModel().Notes, n => n.Contains("This is the only model", StringComparison.Ordinal));
        Assert.Contains(found.Models().Notes, n => n.Contains("This is the only model", StringComparison.Ordinal));
        Assert.Contains("without ablations", Assert.Throws<NegPreactException>(
            () => found.Excess(Ablation.ZeroPositive, 1)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Neurons_are_not_chosen_on_the_text_on_which_their_ablation_is_measured()
    {
        Assert.Contains("another text", Assert.Throws<NegPreactException>(
            () => ModelVariants.Run([], TinyGrammar.Text, Quick)).Message, StringComparison.Ordinal);
        using var llama = TinyModel.Llama().AddTokenizer().Write();
        using var model = llama.Load();
        var found = ModelVariants.Run([llama.Path], TinyGrammar.Text, Quick, scored: ShortText.Text).Models[0];
        var settings = new NeuronScoreSettings { WindowLength = Quick.WindowLength };
        Assert.Equal(NeuronSet.Top(NeuronScores.Measure(model, ShortText.Text, settings), 10), found.Top);
        Assert.Equal(TinyGrammar.Text.Sha256, found.Doses!.Source.TextSha256);
    }

    [Fact]
    public void An_experiment_is_done_on_each_model_with_the_same_part_of_the_text()
    {
        using var llama = TinyModel.Llama().AddTokenizer().Write();
        using var relu = TinyModel.Of("gpt_neox", ("hidden_act", "relu")).AddTokenizer().Write();
        var found = ModelVariants.Each(
            [llama.Path, relu.Path], TinyGrammar.Text,
            (cache, part) => DoseResponse.Run(
                cache, part, cache.NeuronScores(part, new() { WindowLength = 8, Pairs = 20 }),
                new() { Percents = [20], Seeds = [1, 2], WindowLength = 8 }),
            windows: 4, windowLength: 8);
        Assert.Equal(["llama, the family's own activation", "gpt_neox, relu"], found.Select(t => t.Form));
        Assert.Single(found.Select(t => (t.Text, t.Found.Source.TextSha256)).Distinct());
        var claims = found.Select(t => t.Found.NegativesMatter(20)).ToList();
        Assert.Equal([false, true], claims.Select(c => c.Verdict == Verdict.CannotApply));
        var shown = found.ByModel(t => t.NegativesMatter(20));
        var row = Assert.Single(shown.Figure.Numbers.Rows);
        Assert.Equal(
            ($"{found[0].Model} ({found[0].Form}): {claims[0].VerdictText}", claims[0].Estimate!.Value),
            ((string)row[0]!, (double)row[1]!));
        Assert.All(
            claims, c => Assert.Contains(c.EstimateText, shown.Figure.AlternativeText, StringComparison.Ordinal));
        Assert.Contains(
            shown.Figure.Notes, n => n.Contains(claims[0].Statement, StringComparison.Ordinal) && n.Contains(
                found[0].Text, StringComparison.Ordinal));
        Assert.Contains(
            shown.Figure.Notes, n => n.Contains("(gpt_neox, relu): cannot apply.", StringComparison.Ordinal));

        // each model has its own row in the ledger
        var data = NotebookClaim.Parse(KernelTests.Form(shown, NotebookClaim.MimeType));
        Assert.Equal(claims.Select(c => (c.Id, c.On!.WeightsSha256)), data.Select(d => (d.Id, d.WeightsSha256)));
        Assert.Equal(2, data.Select(d => d.WeightsSha256).Distinct().Count());
        Assert.All(data, d => Assert.True(d.Compared));
    }

    [Fact]
    public void A_claim_that_could_not_be_measured_on_a_model_is_named_and_not_drawn()
    {
        VariantResult<double?>[] found = [new("two", "y", "a text", null), new("one", "x", "a text", 2)];
        static Claim Of(double? value) => value is { } v
            ? Claim.Of(
                "more", "It is more.",
                Evidence.Of(new Estimate(v, new Interval(v - 1, v + 0.5)), new SmallestEffect(0.1, "made up"), 3),
                "sigma", "a test")
            : Claim.CannotApply("more", "It is more.", "sigma", "a test", "Too short.");
        var figure = found.ByModel(Of).Figure;
        Assert.Equal("one (x): does not hold", Assert.Single(figure.Numbers.Rows)[0]);
        Assert.Contains("two (y): cannot apply. Too short.", figure.Notes);
        Assert.Contains(
            figure.Notes,
            n => n == "No effect would be 3; the smallest effect that matters is 0.1 sigma.");
        Assert.Contains(figure.Notes, n => n.StartsWith("one (x): lower end of", StringComparison.Ordinal));
        Assert.Contains("Dashed: 3.", figure.Notes);
        Assert.Contains("\"x0\":3", figure.Json, StringComparison.Ordinal);
        Assert.Throws<NegPreactException>(() => found[..1].ByModel(Of));
        Assert.Contains("no model is left", Assert.Throws<NegPreactException>(() => found[2..].ByModel(Of)).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            found[1..].ByModel(Of).Figure.Notes,
            n => n.Contains("This is the only model", StringComparison.Ordinal));
    }

    [Fact]
    public void No_model_is_refused() => Assert.Contains(
        "No model was given",
        Assert.Throws<NegPreactException>(
            () => ModelVariants.Run([], TinyGrammar.Text, Quick with { Doses = [] })).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Variants_are_the_folders_beside_with_the_same_tokenizer()
    {
        using var folder = new TemporaryFolder();
        using var first = TinyModel.Llama().AddTokenizer().Write();
        using var other = TinyModel.Llama().AddTokenizer(280).Write();
        Copy(first.Path, folder.Folder("b"));
        Copy(first.Path, folder.Folder("a"));
        Copy(other.Path, folder.Folder("c"));
        folder.Folder("d");
        Assert.Equal(["b", "a"], ModelVariants.Beside(folder.File("b")).Select(Path.GetFileName));
        Assert.Equal("tiny-llama", Path.GetFileName(ModelVariants.Find()[0]));

        static void Copy(string from, string to)
        {
            foreach (var file in Directory.GetFiles(from))
                File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }
    }

    [Fact]
    public void Nothing_is_left_behind()
    {
        using var files = TinyModel.Llama().AddTokenizer();
        using var other = files.Load();
        Traces.NoneAlsoWhenCancelled(
            other, stop => ModelVariants.Run(
                [files.Path], TinyGrammar.Text, Quick, cancellation: stop, scored: TinyGrammar.Text));
    }
}
