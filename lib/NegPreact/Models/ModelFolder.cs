using System.Security.Cryptography;
using System.Text.Json;
using NegPreact.Tokens;
using NegPreact.Weights;
using static TorchSharp.torch;

namespace NegPreact.Models;

/// <summary>A folder in Hugging Face layout.</summary>
internal sealed class ModelFolder : ModelSource
{
    private readonly WeightFolder weights;
    private readonly IReadOnlyCollection<string> accepted;
    private readonly Lazy<TiedHead?> head;

    public ModelFolder(string folder, IReadOnlyCollection<string> acceptUnknown)
    {
        (weights, accepted) = (WeightFolder.Open(folder), acceptUnknown);
        head = new(() => TiedHead.Find(weights, Architectures.Read(Stored()).IsInert));
    }

    public override string Path => weights.Path;

    public override string WeightsSha256 => weights.Sha256;

    // With another head the same config.json means another model.
    public override string ConfigSha256 => HasOwnHead ? CanonicalJson.Hash(CanonicalJson.Of(ConfigJson()))
        : Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(System.IO.Path.Combine(Path, "config.json"))));

    public override bool HasTokenizer => Tokenizer.IsIn(Path);

    public override string Storage =>
        Counted(weights.Entries.Values.Select(e => (e.Dtype.SafetensorsName(), e.ElementCount)));

    public override IReadOnlyList<string> Assumed => !HasOwnHead ? []
        : [$"the head is the stored {head.Value!.Name}, which differs from the embedding, although config.json "
            + "ties the "
            + "two (transformers 5 decides so too)"];

    public override IEnumerable<string> Remarks(string name) => Assumed.Select(a => $"{name}: assumed that {a}.");

    public override ConfigReader Config() => HasOwnHead ? Stored().With("tie_word_embeddings", false) : Stored();

    public override JsonElement ConfigJson() => Config().Json;

    public override Tokenizer LoadTokenizer() => Tokenizer.Load(Path);

    public override ILoadedParameters Parameters(string prefix, Device device, LoadOptions options) =>
        new FolderParameters(weights, prefix, device, options, head.Value);

    public override void Dispose() => weights.Dispose();

    private bool HasOwnHead => head.Value is { IsAlone: false };

    private ConfigReader Stored() => ConfigReader.Open(Path, accepted, weights.Entries.Count);
}
