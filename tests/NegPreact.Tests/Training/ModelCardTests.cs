using System.Globalization;
using System.Text.Json;

namespace NegPreact.Tests.Training;

/// <summary>The models that come with the repository: what their cards state, and what their form promises.</summary>
public sealed class ModelCardTests
{
    public static TheoryData<string> Models => [.. ModelVariants.Find().Select(folder => Path.GetFileName(folder))];

    [Theory]
    [MemberData(nameof(Models))]
    public void A_card_states_what_the_trainer_reported(string name)
    {
        var folder = Path.Combine(Repository.Root, "data", "models", name);
        var card = File.ReadAllText(Path.Combine(folder, "README.md"));
        using var report = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "training.json")));
        var told = report.RootElement;
        Assert.StartsWith($"# {name}:", card, StringComparison.Ordinal);
        foreach (var stated in new[]
        {
            told.GetProperty("parameterCount").GetInt64().ToString("#,0", CultureInfo.InvariantCulture),
            told.GetProperty("tokensSeen").GetInt64().ToString("#,0", CultureInfo.InvariantCulture),
            told.GetProperty("textSha256").GetString()!,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{told.GetProperty("validationLossNats").GetDouble():0.0000} nats per token, perplexity "
                + $"{told.GetProperty("validationPerplexity").GetDouble():0.00}"),
        })
            Assert.Contains(stated, card, StringComparison.Ordinal);
        using var model = LanguageModel.Load(folder);
        Assert.Equal(told.GetProperty("parameterCount").GetInt64(), model.Network.ParameterCount);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Zeroing_all_negatives_changes_no_bit_with_relu_and_raises_the_loss_with_the_others(string name)
    {
        using var model = LanguageModel.Load(Path.Combine(Repository.Root, "data", "models", name));
        IReadOnlyList<int>[] windows = [[.. Corpus.BuiltIn.Windows(model.Tokenizer, 256)[0]]];
        var (dense, loss) = (Logits(), Loss());
        using var ablated = model.Ablate(NeuronSet.All(model.IntermediateSizes), Ablation.ZeroNegative);
        if (File.ReadAllText(Path.Combine(model.Folder, "config.json")).Contains("\"relu\"", StringComparison.Ordinal))
            Assert.Equal(dense, Logits());
        else
            Assert.InRange(Loss() - loss, 0.05, 2); // nats per token; it was 0.11, 0.15 and 0.91

        float[] Logits()
        {
            using var scope = TorchSharp.torch.NewDisposeScope();
            return model.Logits(windows).data<float>().ToArray();
        }

        double Loss() => Perplexity.OfWindows(model, windows).WindowLosses[0];
    }
}
