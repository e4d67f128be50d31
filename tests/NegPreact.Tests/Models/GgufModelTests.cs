using NegPreact.Models;
using NegPreact.Weights;

namespace NegPreact.Tests.Models;

/// <summary>What is made of a GGUF file, and what is refused.</summary>
public class GgufModelTests
{
    [Fact]
    public void A_model_says_how_it_is_stored_and_what_was_assumed()
    {
        using var tiny = TinyGguf.Llama();
        var told = new List<string>();
        using var model = LanguageModel.Load(tiny.Write(), new(), tell: told.Add);
        Assert.Equal(("tiny", "F32 (20 tensors)", false), (model.Name, model.Storage, model.IsQuantised));
        Assert.Equal(3, model.Assumed.Count); // activation, base, no window
        Assert.Equal(1 + model.Assumed.Count, told.Count);
        Assert.Contains("F32 (20 tensors)", told[0], StringComparison.Ordinal);
        Assert.All(model.Assumed.Zip(told.Skip(1)), both => Assert.Contains(
            both.First, both.Second, StringComparison.Ordinal));
        using var file = File.OpenRead(tiny.Path);
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(file)), model.WeightsSha256);
        Assert.Contains(
            "--tokenizer bytes", Assert.Throws<NegPreactException>(() => model.Tokenizer).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Results_keep_what_was_assumed_and_what_is_quantised()
    {
        using var tiny = TinyGguf.Llama();
        using var whole = tiny.Load();
        var on = ResultSources.Of(whole, Corpus.OfText("text", "a b"));
        Assert.Equal((null, whole.WeightsSha256), (on.QuantisedAs, on.WeightsSha256));
        Assert.Equal(whole.Assumed, on.Assumed);
        // 32 values of 8 bits with a scale take 34 bytes.
        tiny.Packed["token_embd.weight"] = (GgufType.Q8_0, new byte[30 * 34]);
        tiny.Keys["llama.embedding_length"] = 32u;
        Assert.True(Quantised(tiny));

        static bool Quantised(TinyGguf tiny)
        {
            using var model = GgufModel.OpenFile(tiny.Write());
            return model is { IsQuantised: true, Storage: "F32 (19 tensors), Q8_0 (1)" };
        }
    }

    [Fact]
    public void A_file_is_found_by_its_path_its_folder_or_how_it_begins()
    {
        using var tiny = TinyGguf.Llama();
        using var byPath = tiny.Load();
        using var byFolder = LanguageModel.Load(tiny.Folder, new(), tell: _ => { });
        File.Copy(tiny.Path, tiny.File("blob"));
        using var byStart = LanguageModel.Load(tiny.File("blob"), new(), tell: _ => { });
        Assert.Equal(byPath.WeightsSha256, byFolder.WeightsSha256);
        Assert.Equal(("tiny", "tiny", "blob"), (byPath.Name, byFolder.Name, byStart.Name));
        File.Copy(tiny.Path, tiny.File("other.gguf"));
        Assert.Contains("holds 2 GGUF files", Refusal(tiny.Folder), StringComparison.Ordinal);
        Assert.Contains("There is no file", Refusal(tiny.File("none.gguf")), StringComparison.Ordinal);
    }

    [Fact]
    public void Factors_of_the_frequencies_are_honoured()
    {
        using var tiny = TinyGguf.Llama();
        using var plain = tiny.Load();
        tiny.Tensors["rope_freqs.weight"] = ([2], [1, 1]);
        using var ones = tiny.Load();
        tiny.Tensors["rope_freqs.weight"] = ([2], [1, 8]);
        using var stretched = tiny.Load();
        int[][] ids = [[1, 5, 9, 2, 6, 6]];
        using var scope = TorchSharp.torch.NewDisposeScope();
        Assert.Equal(Oracle.Values(plain.Logits(ids)), Oracle.Values(ones.Logits(ids)));
        Assert.NotEqual(Oracle.Values(plain.Logits(ids)), Oracle.Values(stretched.Logits(ids)));
        tiny.Tensors["rope_freqs.weight"] = ([3], [1, 8, 8]);
        Assert.Contains("has shape [3] where the rotary embedding has 2", Refusal(tiny), StringComparison.Ordinal);
    }

    [Fact]
    public void Phi_3_of_long_texts_is_the_folder_that_it_was_made_from()
    {
        var folders = SharedData.Folders("families", "config.json").Where(f => File.ReadAllText(
            Path.Combine(f, "config.json")) is var text && text.Contains("\"phi3\"", StringComparison.Ordinal)
            && text.Contains("\"longrope\"", StringComparison.Ordinal)).ToList();
        Assert.SkipWhen(
            folders.Count == 0, "no model of phi3 with longrope in the shared folder (set NEGPREACT_SHARED)");
        foreach (var folder in folders)
        {
            using var expected = LanguageModel.Load(folder, new());
            using var tiny = Phi3Of(folder, expected);
            using var actual = tiny.Load();
            using var scope = TorchSharp.torch.NewDisposeScope();
            foreach (var length in (int[])[12, 40]) // within the original length of one of them, and beyond
            {
                int[][] ids = [[.. Enumerable.Range(0, length).Select(i => i % 70)]];
                Assert.Equal(Oracle.Values(expected.Logits(ids)), Oracle.Values(actual.Logits(ids)));
            }
        }
    }

    [Theory]
    [InlineData("mamba", "architecture 'mamba'", "llama, qwen2")]
    [InlineData("Llama", "architecture 'Llama'", "starcoder2")]
    public void An_unknown_architecture_is_named_with_those_that_are_known(string name, string says, string known)
    {
        using var tiny = TinyGguf.Llama();
        tiny.Keys["general.architecture"] = name;
        var refusal = Refusal(tiny);
        Assert.Contains(says, refusal, StringComparison.Ordinal);
        Assert.Contains(known, refusal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("general.type", "adapter", "is no model of its own but a 'adapter'")]
    [InlineData("split.count", 3u, "is one of 3 parts")]
    [InlineData("llama.expert_count", 8u, "sets 'llama.expert_count'")]
    [InlineData("llama.attn_logit_softcapping", 50f, "sets 'llama.attn_logit_softcapping'")]
    [InlineData("llama.attention.sliding_window", 4096u, "sets 'llama.attention.sliding_window'")]
    [InlineData("llama.attention.causal", false, "sets 'llama.attention.causal'")]
    [InlineData("llama.rope.scaling.type", "yarn", "asks for rotary scaling 'yarn'")]
    [InlineData("llama.rope.scaling.factor", 8f, "sets 'llama.rope.scaling.factor'")]
    [InlineData("llama.rope.dimension_count", 2u, "sets 'llama.rope.dimension_count' to 2 (only 4 is supported")]
    [InlineData("llama.attention.value_length", 8u, "sets 'llama.attention.value_length' to 8")]
    [InlineData("llama.no_such", 1u, "has the metadata 'llama.no_such'")]
    [InlineData("llama.no_such", "x", "--accept-unknown llama.no_such")]
    [InlineData("llama.block_count", 0u, "sets 'llama.block_count' to 0, where a whole number above 0")]
    [InlineData("llama.block_count", 3u, "has no tensor 'blk.2.")]
    [InlineData("llama.block_count", 1u, "holds 9 tensors that its metadata do not call for, the first being 'blk.1.")]
    [InlineData("llama.block_count", "two", "llama.block_count")]
    [InlineData("llama.block_count", 2_000_000_000u, "to 2000000000, but has only 20 tensors")]
    [InlineData("llama.embedding_length", 32u, "where the metadata call for")]
    [InlineData("llama.attention.head_count_kv", 3u, "cannot be divided among 3 heads")]
    [InlineData("llama.vocab_size", 31u, "has 30 rows in 'token_embd.weight', but 'llama.vocab_size' says 31")]
    [InlineData("llama.attention.layer_norm_rms_epsilon", 0f, "where a number above 0 belongs")]
    public void Metadata_that_cannot_be_honoured_are_refused(string key, object value, string says)
    {
        using var tiny = TinyGguf.Llama();
        tiny.Keys[key] = value;
        Assert.Contains(says, Refusal(tiny), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("general.architecture", "has no 'general.architecture'")]
    [InlineData("llama.context_length", "has no 'llama.context_length'")]
    [InlineData("llama.attention.layer_norm_rms_epsilon", "has no 'llama.attention.layer_norm_rms_epsilon'")]
    public void Metadata_that_are_needed_are_missed(string key, string says)
    {
        using var tiny = TinyGguf.Llama();
        tiny.Keys.Remove(key);
        Assert.Contains(says, Refusal(tiny), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("llama.expert_count", 0u)]
    [InlineData("llama.attention.causal", true)]
    [InlineData("llama.rope.scaling.type", "none")]
    [InlineData("llama.rope.freq_base", 10000f)]
    [InlineData("llama.attention.key_length", 4u)]
    [InlineData("mradermacher.quantize_version", "2")]
    [InlineData("general.name", "Tiny")]
    public void Metadata_that_change_nothing_are_accepted(string key, object value)
    {
        using var tiny = TinyGguf.Llama();
        using var plain = tiny.Load();
        tiny.Keys[key] = value;
        using var same = tiny.Load();
        using var scope = TorchSharp.torch.NewDisposeScope();
        Assert.Equal(Oracle.Values(plain.Logits([[1, 2, 3]])), Oracle.Values(same.Logits([[1, 2, 3]])));
        Assert.NotEqual(plain.WeightsSha256, same.WeightsSha256);
    }

    [Fact]
    public void A_number_too_large_is_shown_as_it_is()
    {
        using var tiny = TinyGguf.Llama();
        tiny.Keys["llama.block_count"] = 2_147_483_648u;
        Assert.Contains(
            "to 2147483648,", Assert.Throws<NegPreactException>(tiny.Load).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_without_a_tokenizer_is_not_told_to_have_one_beside_it()
    {
        using var tiny = TinyGguf.Llama();
        using var model = tiny.Load();
        var e = Assert.Throws<NegPreactException>(() => model.Tokenizer);
        Assert.Equal(ErrorKind.TokenizerMissing, e.Kind);
        Assert.Contains("; get another file of the model, or ask", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Unknown_metadata_can_be_accepted_by_name()
    {
        using var tiny = TinyGguf.Llama();
        tiny.Keys["llama.no_such"] = 1u;
        using var model = LanguageModel.Load(
            tiny.Write(), new() { AcceptUnknown = ["llama.no_such"] }, tell: _ => { });
        Assert.Equal("without llama.no_such", model.Arithmetic);
        tiny.Keys["llama.expert_count"] = 2u;
        Assert.Contains("sets 'llama.expert_count'", Assert.Throws<NegPreactException>(() => LanguageModel.Load(
            tiny.Write(), new() { AcceptUnknown = ["llama.expert_count"] })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Tensors_are_all_there_in_their_shapes_and_no_others()
    {
        Assert.Contains("has no tensor 'blk.1.ffn_up.weight'", Spoiled(t => t.Tensors.Remove("blk.1.ffn_up.weight")),
            StringComparison.Ordinal);
        Assert.Contains("has no tensor 'token_embd.weight'", Spoiled(t => t.Tensors.Remove("token_embd.weight")),
            StringComparison.Ordinal);
        Assert.Contains(
            "'model.layers.0.mlp.up_proj.weight' of the shape [16, 24]",
            Spoiled(t => t.Tensors["blk.0.ffn_up.weight"] = ([16, 24], new float[16 * 24])), StringComparison.Ordinal);
        Assert.Contains(
            "holds 2 tensors that the architecture 'llama' does not have, the first being 'blk.0.ffn_gate_inp.weight'",
            Spoiled(t => t.Add(new(2), "blk.0.ffn_gate_inp.weight", 2, 16).Add(new(2), "other", 2)),
            StringComparison.Ordinal);
        Assert.Contains(
            "'blk.0.attn_v.bias'", Spoiled(t => t.Add(new(2), "blk.0.attn_v.bias", 8)), StringComparison.Ordinal);
        Assert.Contains(
            "names 31 tokens, but 'token_embd.weight' has only 30 rows",
            Spoiled(t => t.Keys["tokenizer.ggml.tokens"] = Enumerable.Repeat("x", 31).ToArray()),
            StringComparison.Ordinal);

        static string Spoiled(Action<TinyGguf> spoil)
        {
            using var tiny = TinyGguf.Llama();
            spoil(tiny);
            return Refusal(tiny);
        }
    }

    [Fact]
    public void Damaged_files_are_refused_and_nothing_else_happens()
    {
        using var tiny = TinyGguf.Llama();
        var sound = File.ReadAllBytes(tiny.Write());
        var (random, refused) = (new Random(3), 0);
        for (var i = 0; i < 2_000; i++)
        {
            var bytes = sound.ToArray();
            for (var change = random.Next(1, 4); change > 0; change--)
                bytes[random.Next(1_900)] = (byte)(random.Next(2) == 0 ? random.Next(256) : 1 << random.Next(8));
            File.WriteAllBytes(tiny.Path, bytes);
            try
            {
                using var model = GgufModel.OpenFile(tiny.Path);
                Architectures.Read(model.Config());
            }
            catch (NegPreactException)
            {
                refused++;
            }
        }

        Assert.InRange(refused, 1_500, 2_000);
    }

    [Fact]
    public void A_failed_load_leaves_no_tensors_behind()
    {
        using var tiny = TinyGguf.Llama();
        tiny.Tensors.Remove("output_norm.weight");
        tiny.Write();
        LiveTensors.StayEqual(() => Refusal(tiny.Path));
    }

    private static TinyGguf Phi3Of(string folder, LanguageModel model)
    {
        var config = model.Config;
        uint Size(string field) => config.GetProperty(field).GetUInt32();
        var made = TinyGguf.Empty("phi3");
        foreach (var (key, field) in ((string, string)[])
            [("context_length", "max_position_embeddings"), ("embedding_length", "hidden_size"),
            ("feed_forward_length", "intermediate_size"), ("block_count", "num_hidden_layers"),
            ("attention.head_count", "num_attention_heads"), ("attention.head_count_kv", "num_key_value_heads"),
            ("rope.scaling.original_context_length", "original_max_position_embeddings")])
            made.Keys["phi3." + key] = Size(field);
        made.Keys["phi3.attention.layer_norm_rms_epsilon"] = config.GetProperty("rms_norm_eps").GetSingle();
        made.Keys["phi3.attention.sliding_window"] = 0u;
        made.Keys["phi3.rope.dimension_count"] = Size("hidden_size") / Size("num_attention_heads");
        var rotary = config.GetProperty("rope_parameters");
        made.Keys["phi3.rope.freq_base"] = rotary.GetProperty("rope_theta").GetSingle();
        foreach (var kind in (string[])["short", "long"])
        {
            float[] factors = [.. rotary.GetProperty(kind + "_factor").EnumerateArray().Select(f => f.GetSingle())];
            made.Tensors[$"rope_factors_{kind}.weight"] = ([factors.Length], factors);
        }

        using var weights = WeightFolder.Open(folder);
        foreach (var entry in weights.Entries.Values)
            made.Tensors[GgufPhi3.Phi3.Stored(entry.Name)!] = ([.. entry.Shape], weights.ReadSingles(entry.Name));
        return made;
    }

    private static string Refusal(TinyGguf tiny) => Refusal(tiny.Write());

    private static string Refusal(string path) => Assert.Throws<NegPreactException>(
        () => LanguageModel.Load(path, new(), tell: _ => { })).Message;
}
