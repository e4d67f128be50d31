using NegPreact.Tests.Models;

namespace NegPreact.Tests.Hub;

/// <summary>A model by its name on the Hub, from the request to the logits.</summary>
public sealed class HubLoadTests : IDisposable
{
    private readonly FakeHub hub = new();

    public void Dispose() => hub.Dispose();

    [Fact]
    public void A_model_of_the_hub_is_the_model_of_its_folder()
    {
        var folder = Path.Combine(Repository.Root, "data", "models", "tiny-llama", "checkpoints", "step000016");
        hub.Add("owner/tiny@step16", Directory.EnumerateFiles(folder).Select(
            f => (Path.GetFileName(f), File.ReadAllBytes(f))));
        using var expected = LanguageModel.Load(folder);
        using var model = LanguageModel.Load("owner/tiny@step16", hub: hub.Options);
        Assert.Equal(("owner/tiny@step16", expected.WeightsSha256), (model.Name, model.WeightsSha256));
        var ids = model.Tokenizer.Encode("The dog sees the cats.");
        using var scope = TorchSharp.torch.NewDisposeScope();
        Assert.Equal(expected.Logits([ids]).data<float>().ToArray(), model.Logits([ids]).data<float>().ToArray());

        using var offline = LanguageModel.Load("owner/tiny@step16", hub: hub.Options with { Offline = true });
        Assert.Equal(expected.WeightsSha256, offline.WeightsSha256);
    }

    [Fact]
    public void A_folder_that_exists_is_never_looked_for_on_the_hub()
    {
        using var tiny = TinyModel.Llama().Write();
        using var model = LanguageModel.Load(tiny.Path, hub: hub.Options);
        Assert.Equal(Path.GetFileName(tiny.Path), model.Name);
        Assert.Contains("neither model.safetensors", Assert.Throws<NegPreactException>(
            () => LanguageModel.Load("data/models", hub: hub.Options)).Message, StringComparison.Ordinal);
        Assert.Empty(hub.Main.Requests);
    }

    [Fact]
    public void A_name_that_is_neither_folder_nor_model_says_both()
    {
        var message = Assert.Throws<NegPreactException>(
            () => LanguageModel.Load("data/modles", hub: hub.Options)).Message;
        Assert.StartsWith(
            "There is no folder data/modles, and as a model on the Hub: data/modles is not to be found", message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_without_an_owner_is_told_how_to_be_written()
    {
        var message = Assert.Throws<NegPreactException>(
            () => LanguageModel.Load("pythia-70m", hub: hub.Options)).Message;
        Assert.StartsWith("There is no folder pythia-70m; name", message, StringComparison.Ordinal);
        Assert.Contains("owner/name", message, StringComparison.Ordinal);
        Assert.Empty(hub.Main.Requests);
    }
}
