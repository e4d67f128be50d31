using System.Text.Json.Nodes;
using NegPreact.Models;
using NegPreact.Tests.Weights;
using NegPreact.Training.Tokens;
using NegPreact.Weights;
using static TorchSharp.torch;

namespace NegPreact.Tests.Models;

/// <summary>A sound random model of a few neurons, as a folder of one test's own; the test may spoil it before it is written.</summary>
internal sealed class TinyModel : IDisposable
{
    public const string Texts = 
        "the dog sees the cat. the cats see the dog. a dog that sees cats runs. cats run. the farmer near the clerks knows many people, "
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

    public static TinyModel Of(string type) => type == "llama" ? Llama() : GptNeoX();

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

    public LanguageModel Load(bool allowNonFinite = false)
    {
        Write();
        return LanguageModel.Load(Path, allowNonFinite);
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
