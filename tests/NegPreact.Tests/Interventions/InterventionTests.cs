using NegPreact.Results;
using NegPreact.Tests.Experiments;
using NegPreact.Tests.Models;

namespace NegPreact.Tests.Interventions;

public class InterventionTests
{
    [Fact]
    public void Equal_neurons_and_equal_ablations_make_equal_values()
    {
        var neurons = NeuronSet.Of([[1, 2]], [4]);
        Assert.Equal(new(NeuronSet.Of([[2, 1]], [4]), Ablation.SignFlip), new Intervention(neurons, Ablation.SignFlip));
        Assert.NotEqual(new(neurons, Ablation.ZeroBoth), new Intervention(neurons, Ablation.SignFlip));
        Assert.NotEqual(new(NeuronSet.Of([[1]], [4]), Ablation.SignFlip), new Intervention(neurons, Ablation.SignFlip));
    }

    [Fact]
    public void It_says_what_is_done_where()
    {
        Assert.Equal("untouched", Intervention.None.ToString());
        Assert.Equal(
            "positives zeroed in 2 of 4 neurons: listed by the caller",
            new Intervention(NeuronSet.Of([[1, 2]], [4]), Ablation.ZeroPositive).ToString());
    }

    [Fact]
    public void None_suits_every_model_and_changes_nothing()
    {
        foreach (var files in (TinyModel[])[TinyModel.Llama(), TinyModel.GptNeoX(intermediate: 30)])
            using (files)
            using (var model = files.Load())
            {
                int[][] ids = [[3, 1, 4, 1, 5]];
                using var plain = model.Logits(ids);
                using var none = model.Apply(Intervention.None);
                Assert.Equal(0, model.Network.Mlps.Sum(m => m.HookCount));
                using var same = model.Logits(ids);
                Assert.Equal(Oracle.Values(plain), Oracle.Values(same));
            }
    }

    [Fact]
    public void An_empty_set_is_not_none_and_is_stored_by_itself_as_ever()
    {
        using var folder = new TemporaryFolder();
        using var tiny = new TinyGrammar();
        var empty = new Intervention(NeuronSet.Of([[], []], tiny.Model.IntermediateSizes), Ablation.ZeroNegative);
        Assert.False(empty.IsNone);
        Assert.True(Intervention.None.IsNone);
        var store = ResultStore.Open(folder.Path, tell: Assert.Fail);
        var cache = new MeasuringCache(tiny.Model, store, TestContext.Current.CancellationToken);
        var windows = TinyGrammar.Text.Windows(tiny.Model.Tokenizer, 8);
        Assert.Equal(
            cache.Perplexity(windows).WindowLosses, cache.Perplexity(windows, Intervention.None).WindowLosses);
        Assert.Equal((1, 1), (store.Use.Read, store.Use.Measured));
        Assert.Equal(cache.Perplexity(windows).Value, cache.Perplexity(windows, empty).Value);
        Assert.Equal((2, 2), (store.Use.Read, store.Use.Measured));
    }
}
