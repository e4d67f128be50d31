using NegPreact.Tests.Models;

namespace NegPreact.Tests.Interventions;

public class AblationTests
{
    private static readonly int[][] Ids = [[3, 1, 4, 1, 5, 9, 2, 6], [2, 7, 1, 8, 2, 8, 1, 8]];

    [Theory]
    [InlineData("ZeroNegative")]
    [InlineData("ZeroPositive")]
    [InlineData("ZeroBoth")]
    public void Pre_activations_of_chosen_neurons_change_and_no_others(string id)
    {
        var ablation = Ablation.All.Single(a => a.Id == id);
        using var files = TinyModel.GptNeoX();
        using var model = files.Load();
        float[] before = [], after = [];
        using (model.Observe((layer, _, a) => before = layer == 1 ? Oracle.Values(a) : before))
        using (model.Ablate(NeuronSet.Of([[], [0, 5, 23]], model.IntermediateSizes), ablation))
        using (model.Observe((layer, _, a) => after = layer == 1 ? Oracle.Values(a) : after))
            model.Run(Ids);
        Assert.Contains(before, a => a < 0);
        Assert.Contains(before, a => a > 0);
        Assert.Equal(before.Select((a, i) => i % 24 is 0 or 5 or 23 ? Changed(id, a) : a), after);
    }

    [Theory]
    [InlineData("llama", "PositiveReLU")]
    [InlineData("llama", "SignFlip")]
    [InlineData("gpt_neox", "PositiveReLU")]
    [InlineData("gpt_neox", "SignFlip")]
    public void Activations_of_chosen_neurons_change_and_no_others(string type, string id)
    {
        var ablation = Ablation.All.Single(a => a.Id == id);
        using var files = TinyModel.Of(type);
        using var model = files.Load();
        float[] inputs = [], before = [], after = [];
        using (Watch((a, f) => (inputs, before) = (a, f)))
        using (model.Ablate(NeuronSet.Of([[1, 2], []], model.IntermediateSizes), ablation))
        using (Watch((_, f) => after = f))
            model.Run(Ids);
        Assert.Contains(before, f => f < 0);
        var expected = before.Select((f, i) => i % 24 is not (1 or 2) ? f : ablation == Ablation.SignFlip ? Math.Abs(f)
            : inputs[i] > 0 ? inputs[i] : f);
        Assert.Equal(expected, after);
        IDisposable Watch(Action<float[], float[]> see) => model.Network.Mlps[0].SwapActivation((a, f) =>
        {
            see(Oracle.Values(a), Oracle.Values(f));
            return f;
        });
    }

    [Fact]
    public void An_empty_set_changes_nothing_and_adds_no_hook()
    {
        using var files = TinyModel.Llama();
        using var model = files.Load();
        using var plain = model.Logits(Ids);
        using var ablation = model.Ablate(NeuronSet.Of([[], []], model.IntermediateSizes), Ablation.ZeroBoth);
        Assert.Equal(0, model.Network.Mlps.Sum(m => m.HookCount));
        using var same = model.Logits(Ids);
        Assert.Equal(Oracle.Values(plain), Oracle.Values(same));
    }

    [Fact]
    public void A_set_of_another_model_is_refused_before_any_hook_is_added()
    {
        using var files = TinyModel.Llama();
        using var model = files.Load();
        foreach (var sizes in (int[][])[[24, 25], [24], [24, 24, 24]])
        {
            var foreign = NeuronSet.Of(sizes.Select(_ => new[] { 0 }), sizes);
            var refusal = Assert.Throws<NegPreactException>(() => model.Ablate(foreign, Ablation.ZeroNegative));
            Assert.Contains(string.Join(", ", sizes), refusal.Message, StringComparison.Ordinal);
        }

        Assert.Equal(0, model.Network.Mlps.Sum(m => m.HookCount));
    }

    [Theory]
    [InlineData("llama")]
    [InlineData("gpt_neox")]
    public void Loading_ablating_and_scoring_leaves_no_tensor(string type)
    {
        using var files = TinyModel.Of(type).Write();
        LiveTensors.StayEqual(() =>
        {
            using var model = LanguageModel.Load(files.Path);
            foreach (var ablation in Ablation.All)
                using (model.Observe((_, _, _) => { }))
                using (model.Ablate(NeuronSet.Of([[0, 1], [2]], model.IntermediateSizes), ablation))
                {
                    TokenLogProbabilities.Of(model, Ids, batch: 1, TestContext.Current.CancellationToken);
                    Perplexity.OfWindows(model, Ids, TestContext.Current.CancellationToken);
                }
        });
    }

    private static float Changed(string id, float a) => id switch
    {
        "ZeroNegative" => Math.Max(a, 0),
        "ZeroPositive" => Math.Min(a, 0),
        "ZeroBoth" => 0,
        _ => throw new ArgumentOutOfRangeException(nameof(id), id, "no ablation of the pre-activation"),
    };
}
