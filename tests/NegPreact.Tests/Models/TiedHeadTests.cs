using System.Runtime.InteropServices;
using NegPreact.Models;
using NegPreact.Weights;

namespace NegPreact.Tests.Models;

/// <summary>Models whose config.json says that the head is the embedding, by what their weights hold.</summary>
public class TiedHeadTests
{
    public static TheoryData<string> Families => new(ModelFamily.All.Select(f => f.ModelType));

    [Theory]
    [MemberData(nameof(Families))]
    public void A_head_that_alone_is_stored_is_the_embedding_too(string type)
    {
        using var files = Tied(type);
        var (embedding, head) = Names(files);
        var expected = Logits(files);
        files.Tensors[head] = files.Tensors[embedding] with { Name = head };
        Assert.Equal(expected, Logits(files));
        files.Tensors.Remove(embedding);
        Assert.Equal(expected, Logits(files));
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void A_head_that_differs_from_the_embedding_is_used_and_said(string type)
    {
        using var files = Tied(type);
        var (embedding, head) = Names(files);
        var (tied, tiedConfig) = (Logits(files), Config(files));
        var stored = files.Tensors[embedding];
        var values = MemoryMarshal.Cast<byte, float>(stored.Bytes.Span).ToArray();
        values[^1] += 1;
        files.Tensors[head] = TensorData.FromSingles(head, stored.Shape, values);
        var said = new List<string>();
        var own = Logits(files, said);
        Assert.Contains($"the stored {head}, which differs from the embedding", Assert.Single(said),
            StringComparison.Ordinal);
        Assert.NotEqual(tied, own);
        Assert.NotEqual(tiedConfig, Config(files)); // so that nothing measured of the tied model is taken for it
        files.Config["tie_word_embeddings"] = false;
        Assert.Equal(own, Logits(files));
    }

    [Fact]
    public void A_head_of_another_shape_is_named()
    {
        using var files = Tied("llama");
        files.Tensors["lm_head.weight"] = TensorData.FromSingles("lm_head.weight", [2], [1, 2]);
        files.Write();
        Assert.Contains("'lm_head.weight'", Assert.Throws<NegPreactException>(() => LanguageModel.Load(
            files.Path, tell: _ => { })).Message, StringComparison.Ordinal);
    }

    private static (string Embedding, string Head) Names(TinyModel files) => (
        files.Tensors.Keys.Single(TiedHead.IsEmbedding),
        files.Config["model_type"]!.GetValue<string>() == "gpt_neox" ? "embed_out.weight" : "lm_head.weight");

    private static TinyModel Tied(string type) => TinyModel.Of(type, ("tie_word_embeddings", true));

    private static float[] Logits(TinyModel files, List<string>? said = null)
    {
        said ??= [];
        var before = said.Count;
        files.Write();
        using var model = LanguageModel.Load(files.Path, tell: said.Add);
        Assert.Equal(said.Count - before, model.Assumed.Count);
        using var logits = model.Logits([[1, 2, 3]]);
        return Oracle.Values(logits);
    }

    private static string Config(TinyModel files)
    {
        using var model = LanguageModel.Load(files.Path, tell: _ => { });
        return model.ConfigSha256;
    }
}
