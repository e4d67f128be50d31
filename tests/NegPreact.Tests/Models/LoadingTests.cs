using System.Text.Json.Nodes;
using NegPreact.Models;
using NegPreact.Tests.Tokens;
using NegPreact.Weights;

namespace NegPreact.Tests.Models;

/// <summary>
/// Folders that cannot be used are refused in one sentence that names the culprit, and nothing is left in memory.
/// </summary>
public class LoadingTests
{
    public static TheoryData<string> Families => new(ModelFamily.All.Select(f => f.ModelType));

    [Theory]
    [InlineData("llama", "vocab_size")]
    [InlineData("llama", "hidden_size")]
    [InlineData("llama", "intermediate_size")]
    [InlineData("llama", "num_hidden_layers")]
    [InlineData("llama", "num_attention_heads")]
    [InlineData("gpt_neox", "vocab_size")]
    [InlineData("gpt_neox", "hidden_size")]
    [InlineData("gpt_neox", "intermediate_size")]
    [InlineData("gpt_neox", "num_hidden_layers")]
    [InlineData("gpt_neox", "num_attention_heads")]
    [InlineData("llama", "model_type")]
    [InlineData("mistral", "num_key_value_heads")]
    [InlineData("qwen2", "num_key_value_heads")]
    [InlineData("qwen3", "num_key_value_heads")]
    [InlineData("opt", "ffn_dim")]
    [InlineData("opt", "hidden_size")]
    [InlineData("gpt2", "n_embd")]
    [InlineData("gpt2", "n_layer")]
    [InlineData("gpt2", "n_head")]
    public void A_missing_field_is_named(string type, string field)
    {
        Refused(type, files => files.Config.Remove(field), $"no '{field}'");
        Refused(type, files => files.Config[field] = null, $"no '{field}'");
    }

    [Theory]
    [InlineData("llama", "model_type", "\"mamba\"", "'mamba'")]
    [InlineData("llama", "attention_shape", "\"round\"", "'attention_shape' (round)")]
    [InlineData("llama", "sliding_window", "16", "'sliding_window' (16)")]
    [InlineData("llama", "pretraining_tp", "2", "'pretraining_tp' to 2")]
    [InlineData("llama", "hidden_act", "\"mish\"", "'mish'")]
    [InlineData("llama", "hidden_act", "3", "'hidden_act' to 3")]
    [InlineData("llama", "hidden_size", "16.5", "'hidden_size' to 16.5")]
    [InlineData("llama", "hidden_size", "0", "'hidden_size' to 0")]
    [InlineData("llama", "num_key_value_heads", "3", "3 key heads")]
    [InlineData("llama", "head_dim", "5", "rotates 5 features")]
    [InlineData("llama", "rms_norm_eps", "-1", "'rms_norm_eps' to -1")]
    [InlineData("llama", "tie_word_embeddings", "1", "'tie_word_embeddings' to 1")]
    [InlineData("llama", "rope_scaling", "{\"rope_type\": \"ntk\", \"factor\": 2}", "'ntk'")]
    [InlineData("llama", "rope_scaling", "{\"rope_type\": \"linear\"}", "no 'factor'")]
    [InlineData("llama", "rope_scaling", "{\"rope_type\": \"linear\", \"factor\": 2, \"beta_fast\": 32}",
        "'beta_fast' (32)")]
    [InlineData("llama", "rope_scaling", "[1]", "'rope_scaling' to [1]")]
    [InlineData("gpt_neox", "num_attention_heads", "3", "3 heads")]
    [InlineData("gpt_neox", "rotary_pct", "0.01", "rotates 0 features")]
    [InlineData("gpt_neox", "quantization_config", "{}", "'quantization_config'")]
    public void An_unfit_field_is_named(string type, string field, string value, string named) =>
        Refused(type, files => files.Config[field] = JsonNode.Parse(value), named);

    [Theory]
    [MemberData(nameof(Families))]
    [Trait(TestCategory.Name, TestCategory.Slow)]
    public void Every_missing_or_misshapen_tensor_is_named(string type)
    {
        using var names = TinyModel.Of(type);
        foreach (var name in names.Tensors.Keys)
        {
            Refused(type, files => files.Tensors.Remove(name), $"no tensor '{name}'");
            Refused(
                type, files => files.Tensors[name] = Zeros(
                name, [.. files.Tensors[name].Shape.Select((n, i) => i == 0 ? n + 1 : n)]), $"'{name}'", "has shape");
        }
    }

    [Fact]
    public void A_tensor_too_many_is_named() =>
        Refused("llama", files => files.Tensors["model.layers.2.extra"] = Zeros("model.layers.2.extra", [1]),
        "'model.layers.2.extra'");

    [Theory]
    [InlineData("llama", "model.layers.0.self_attn.rotary_emb.inv_freq")]
    [InlineData("gpt_neox", "gpt_neox.layers.0.attention.masked_bias")]
    [InlineData("gpt_neox", "gpt_neox.layers.1.attention.rotary_emb.inv_freq")]
    [InlineData("gpt2", "transformer.h.0.attn.bias")]
    [InlineData("gpt2", "h.1.attn.masked_bias")]
    [InlineData("opt", "model.decoder.version")]
    public void Buffers_of_old_exporters_are_let_be(string type, string buffer)
    {
        using var files = TinyModel.Of(type);
        files.Tensors[buffer] = Zeros(buffer, [2]);
        files.Load().Dispose();
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void Weights_that_are_not_finite_are_refused_unless_allowed(float value)
    {
        const string norm = "model.norm.weight";
        void Spoil(TinyModel files) => files.Tensors[norm] = TensorData.FromSingles(
            norm, [16], [.. Enumerable.Repeat(1f, 15), value]);
        Refused("llama", Spoil, norm, "element 15");
        using var files = TinyModel.Llama();
        Spoil(files);
        using var model = files.Load(new LoadOptions { AllowNonFinite = true });
        using var logits = model.Logits([[1, 2]]);
        Assert.Contains(Oracle.Values(logits), v => !float.IsFinite(v));
    }

    [Fact]
    public void Whole_numbers_in_place_of_weights_are_refused() =>
        Refused("llama", files => files.Tensors["model.norm.weight"] = TensorData.FromInt64s(
        "model.norm.weight", [16], new long[16]), "Int64");

    [Fact]
    public void A_tokenizer_that_knows_more_than_the_model_is_refused()
    {
        using var files = TinyModel.Llama(vocabulary: 280).AddTokenizer(281).Write();
        LiveTensors.StayEqual(() =>
        {
            var refusal = Assert.Throws<NegPreactException>(() => LanguageModel.Load(files.Path));
            Assert.Contains("280", refusal.Message, StringComparison.Ordinal);
        });
        files.AddTokenizer(280);
        files.Load().Dispose();
    }

    [Fact]
    public void A_token_added_beyond_the_embedding_is_accepted_until_a_text_holds_it()
    {
        using var files = TinyModel.Llama(vocabulary: 280).AddTokenizer(280).Write();
        var json = JsonNode.Parse(File.ReadAllText(files.File("tokenizer.json")))!;
        json["added_tokens"]!.AsArray().Add(TinyTokenizer.Added(280, "<pad>", special: true));
        File.WriteAllText(files.File("tokenizer.json"), json.ToJsonString());
        using (var model = files.Load())
        {
            Assert.Equal(281, model.Tokenizer.VocabularySize);
            model.Logits([model.Tokenizer.Encode("a text")]).Dispose();
            Assert.Contains("280", Assert.Throws<NegPreactException>(
                () => model.Logits([model.Tokenizer.Encode("a <pad>")])).Message, StringComparison.Ordinal);
        }

        // As the end of a text it would be in every corpus.
        File.WriteAllText(files.File("tokenizer_config.json"), """{"eos_token": "<pad>"}""");
        Assert.Contains("280", Assert.Throws<NegPreactException>(() => files.Load()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_without_a_tokenizer_loads_and_says_so_when_text_comes()
    {
        using var files = TinyModel.Llama();
        using var model = files.Load();
        Assert.Contains("tokenizer.json", Assert.Throws<NegPreactException>(() => model.Tokenizer).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_packed_tokenizer_is_read_too()
    {
        using var files = TinyModel.Llama().AddTokenizer();
        using (var packed = new System.IO.Compression.GZipStream(
            File.Create(files.File("tokenizer.json.gz")), System.IO.Compression.CompressionLevel.Fastest))
            packed.Write(File.ReadAllBytes(files.File("tokenizer.json")));
        File.Delete(files.File("tokenizer.json"));
        using var model = files.Load();
        Assert.Equal(290, model.Tokenizer.VocabularySize);
    }

    [Fact]
    public void A_missing_folder_or_file_is_named()
    {
        using var files = TinyModel.Llama().Write();
        Assert.Contains("no-such", Assert.Throws<NegPreactException>(
            () => LanguageModel.Load(files.File("no-such"))).Message, StringComparison.Ordinal);
        File.Move(files.File("model.safetensors"), files.File("pytorch_model.bin"));
        Assert.Contains("pytorch_model.bin",
            Assert.Throws<NegPreactException>(() => LanguageModel.Load(files.Path)).Message, StringComparison.Ordinal);
        files.Write();
        File.WriteAllText(files.File("config.json"), "{");
        Assert.Contains("not valid JSON",
            Assert.Throws<NegPreactException>(() => LanguageModel.Load(files.Path)).Message, StringComparison.Ordinal);
        File.Delete(files.File("config.json"));
        Assert.Contains("config.json", Assert.Throws<NegPreactException>(() => LanguageModel.Load(files.Path)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_says_what_it_is()
    {
        using var files = TinyModel.GptNeoX();
        using var model = files.Load();
        Assert.Equal(Path.GetFileName(files.Path), model.Name);
        Assert.Equal([24, 24], model.IntermediateSizes);
        Assert.Equal(files.Tensors.Values.Sum(t => t.Shape.Aggregate(1L, (a, b) => a * b)),
            model.Network.ParameterCount);
        Assert.Equal(64, model.WeightsSha256.Length);
        Assert.Equal("gpt_neox.layers.1.mlp.dense_h_to_4h", model.Network.Mlps[1].PreActivation.Name);
    }

    [Fact]
    public void Ids_outside_the_vocabulary_and_empty_batches_are_refused()
    {
        using var files = TinyModel.Llama();
        using var model = files.Load();
        Assert.Contains("300", Assert.Throws<NegPreactException>(() => model.Logits([[299, 300]])).Message,
            StringComparison.Ordinal);
        Assert.Throws<NegPreactException>(() => model.Logits([[-1]]));
        Assert.Throws<NegPreactException>(() => model.Logits([]));
        Assert.Throws<NegPreactException>(() => model.Logits([[1], []]));
    }

    [Fact]
    public void A_disposed_model_refuses_to_run_and_may_be_disposed_again()
    {
        using var files = TinyModel.Llama();
        var model = files.Load();
        model.Dispose();
        model.Dispose();
        Assert.Throws<ObjectDisposedException>(() => model.Logits([[1]]));
    }

    private static TensorData Zeros(string name, long[] shape) =>
        TensorData.FromSingles(name, shape, new float[shape.Aggregate(1L, (a, b) => a * b)]);

    /// <summary>
    /// A model spoilt so is refused with a message that has all the parts, and leaves nothing in memory.
    /// </summary>
    internal static void Refused(string type, Action<TinyModel> spoil, params string[] named)
    {
        using var files = TinyModel.Of(type);
        spoil(files);
        files.Write();
        LiveTensors.StayEqual(() =>
        {
            var refusal = Assert.Throws<NegPreactException>(() => LanguageModel.Load(files.Path));
            Assert.All(named, part => Assert.Contains(part, refusal.Message, StringComparison.Ordinal));
        });
    }
}
