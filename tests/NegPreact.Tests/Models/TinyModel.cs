using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using NegPreact.Models;
using NegPreact.Training.Tokens;
using NegPreact.Weights;
using static TorchSharp.torch;

namespace NegPreact.Tests.Models;

/// <summary>
/// A sound random model of a few neurons, as a folder of one test's own; the test may spoil it before it is written.
/// </summary>
internal sealed class TinyModel : IDisposable
{
    public const string Texts = 
        "the dog sees the cat. the cats see the dog. a dog that sees cats runs. cats run. the farmer near the clerks "
        + "knows many people, "
        + "and the clerks near the farmer know the people that the farmer knows.";
    private readonly TemporaryFolder folder = new();

    private TinyModel(JsonObject config)
    {
        Config = config;
        folder.Write("config.json", config.ToJsonString());
        using var model = Architectures.Read(ConfigReader.Open(folder.Path)).Build(new Recorder(Tensors));
    }

    /// <summary>What config.json will hold.</summary>
    public JsonObject Config { get; }

    /// <summary>The weights by name.</summary>
    public Dictionary<string, TensorData> Tensors { get; } = [];

    public string Path => folder.Path;

    public static TinyModel Llama(int intermediate = 24, int vocabulary = 300) => new(new JsonObject
    {
        ["model_type"] = "llama",
        ["vocab_size"] = vocabulary,
        ["hidden_size"] = 16,
        ["intermediate_size"] = intermediate,
        ["num_hidden_layers"] = 2,
        ["num_attention_heads"] = 4,
        ["num_key_value_heads"] = 2,
    });

    public static TinyModel GptNeoX(int intermediate = 24, int vocabulary = 300) => new(new JsonObject
    {
        ["model_type"] = "gpt_neox",
        ["vocab_size"] = vocabulary,
        ["hidden_size"] = 16,
        ["intermediate_size"] = intermediate,
        ["num_hidden_layers"] = 2,
        ["num_attention_heads"] = 2,
    });

    /// <summary>A model of any family, with some fields of config.json set otherwise.</summary>
    public static TinyModel Of(string type, params (string Field, JsonNode? Value)[] changes)
    {
        // Two sets of names for the same sizes; what a family does not know it would refuse.
        var config = type == "gpt2"
            ? new JsonObject { ["vocab_size"] = 300, ["n_embd"] = 16, ["n_inner"] = 24, ["n_layer"] = 2,
                ["n_head"] = 4, ["n_positions"] = 12 }
            : new JsonObject { ["vocab_size"] = 300, ["hidden_size"] = 16, ["num_hidden_layers"] = 2,
                ["num_attention_heads"] = type == "gpt_neox" ? 2 : 4, ["max_position_embeddings"] = 12 };
        if (type != "gpt2")
            config[type == "opt" ? "ffn_dim" : "intermediate_size"] = 24;
        if (type is not ("gpt2" or "gpt_neox" or "opt"))
            (config["num_key_value_heads"], config["head_dim"]) = (2, 4);
        if (type == "stablelm")
            config["partial_rotary_factor"] = 0.5; // the usual quarter of 4 features would be one
        config["model_type"] = type;
        foreach (var (field, value) in changes)
            config[field] = value;
        return new TinyModel(config);
    }

    public TinyModel AddTokenizer(int vocabulary = 290)
    {
        BpeTrainer.TrainTo(Path, [Texts], vocabulary);
        return this;
    }

    public TinyModel Write()
    {
        folder.Write("config.json", Config.ToJsonString());
        SafetensorsWriter.Write(folder.File("model.safetensors"), [.. Tensors.Values]);
        return this;
    }

    /// <summary>Rounds all weights to a narrower type.</summary>
    public TinyModel Store(TensorDtype dtype)
    {
        foreach (var (name, tensor) in Tensors.ToList())
            Tensors[name] = TensorData.FromSingles(
                name, tensor.Shape, MemoryMarshal.Cast<byte, float>(tensor.Bytes.Span), dtype);
        return this;
    }

    public LanguageModel Load(bool allowNonFinite = false) => Load(new LoadOptions { AllowNonFinite = allowNonFinite });

    public LanguageModel Load(LoadOptions options)
    {
        Write();
        return LanguageModel.Load(Path, options);
    }

    public string File(string name) => folder.File(name);

    public void Dispose() => folder.Dispose();

    // Takes names and shapes from the architecture itself and makes up the values: the same ones every time.
    private sealed class Recorder(Dictionary<string, TensorData> tensors) : IParameters
    {
        private readonly Random random = new(1);

        public Tensor Get(string name, params long[] shape)
        {
            var values = new float[shape.Aggregate(1L, (a, b) => a * b)];
            for (var i = 0; i < values.Length; i++)
                values[i] = random.NextSingle() - (name.Contains("norm", StringComparison.Ordinal) ? 0 : 0.5f);
            tensors.Add(name, TensorData.FromSingles(name, shape, values));
            return zeros(shape);
        }
    }
}
