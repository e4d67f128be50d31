using System.Text.Json;
using CsCheck;
using static TorchSharp.torch;

namespace NegPreact.Tests.Conversion;

/// <summary>Every llama2.c model of the shared folder, converted and held against float64 results computed apart from
/// this library.</summary>
[Trait(SharedData.Category, SharedData.Shared)]
public class Llama2cOracleTests
{
    // Float32 against float64 through a few layers; logits are of the order of ten.
    private const double Tolerance = 1e-4;

    private sealed record Sentence(
        string Text, int[] Ids, double[] LogProbabilities, double Sum, double[] NextLogits, int NextArgmax);

    public static TheoryData<string> Names() =>
    [
        .. SharedData.Folders("data", "oracle.json").Where(f => Files(f).Length == 2).Select(f => Path.GetFileName(f)!)
            .DefaultIfEmpty("(none)"),
    ];

    // The model is the larger file, the tokenizer the smaller.
    internal static string[] Files(string folder) =>
        [.. Directory.GetFiles(folder, "*.bin").OrderByDescending(f => new FileInfo(f).Length)];

    private static async Task WithAsync(string name, Action<LanguageModel, JsonElement, string> check)
    {
        var folder = SharedData.Need($"data/{name}");
        var files = Files(folder);
        using var converted = new TemporaryFolder();
        await ConvertCommandTests.ConvertAsync(files[0], files[1], converted.Path);
        using var model = LanguageModel.Load(converted.Path);
        using var oracle = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "oracle.json")));
        check(model, oracle.RootElement, files[1]);
    }

    private static T[] Array<T>(JsonElement parent, string name) => parent.GetProperty(name).Deserialize<T[]>()!;

    private static IEnumerable<Sentence> Sentences(JsonElement oracle) =>
        oracle.GetProperty("sentences").EnumerateArray().Select(s => new Sentence(
            s.GetProperty("text").GetString()!, Array<int>(s, "ids"), Array<double>(s, "token_logprobs"),
            s.GetProperty("sum_logprob").GetDouble(), Array<double>(s, "next_logits_first8"),
            s.GetProperty("next_argmax").GetInt32()));

    [Theory]
    [MemberData(nameof(Names))]
    public Task Ids_and_probabilities_are_those_of_the_original(string name) => WithAsync(name, (model, oracle, _) =>
    {
        foreach (var sentence in Sentences(oracle))
        {
            using var scope = NewDisposeScope();
            Assert.Equal(sentence.Ids, model.Tokenizer.Encode(sentence.Text));
            var logits = model.Logits([sentence.Ids])[0];
            var logProbabilities = nn.functional.log_softmax(logits, -1);
            var scored = sentence.Ids.Skip(1)
                .Select((id, at) => (double)logProbabilities[at, id].item<float>()).ToArray();
            Assert.Equal(sentence.LogProbabilities.Length, scored.Length);
            for (var i = 0; i < scored.Length; i++)
                Assert.Equal(sentence.LogProbabilities[i], scored[i], Tolerance);
            Assert.Equal(sentence.Sum, scored.Sum(), Tolerance * scored.Length);
            var next = logits[-1].data<float>().ToArray();
            for (var i = 0; i < sentence.NextLogits.Length; i++)
                Assert.Equal(sentence.NextLogits[i], next[i], Tolerance);
            Assert.Equal(sentence.NextArgmax, System.Array.IndexOf(next, next.Max()));
        }
    });

    [Theory]
    [MemberData(nameof(Names))]
    public Task The_greedy_continuation_is_the_original(string name) => WithAsync(name, (model, oracle, _) =>
    {
        // Each token is the likeliest after those before it: one pass over all shows what generating one by one would
        // give.
        using var scope = NewDisposeScope();
        var ids = Array<int>(oracle, "greedy_ids");
        Assert.Equal(model.Tokenizer.BeginOfTextId, ids[0]);
        var likeliest = model.Logits([ids])[0].argmax(-1).data<long>().ToArray().Select(id => (int)id);
        Assert.Equal(ids[1..], likeliest.SkipLast(1));
        Assert.Equal(oracle.GetProperty("greedy_text").GetString(), model.Tokenizer.Decode(ids.AsSpan(1)));
    });

    [Theory]
    [MemberData(nameof(Names))]
    public Task Merges_are_those_of_the_highest_score(string name) => WithAsync(name, (model, _, tokenizerFile) =>
    {
        var greedy = GreedyMerging.Read(tokenizerFile);
        // Single characters, runs of spaces and words that many merges compete for. A literal U+2581 reads as a space
        // by design.
        string[] words = ["  ", "   ", "the", " the", "and", "ing", "é", "👍", "\n"];
        string[] parts = [.. greedy.Alphabet.Where(c => c != "\u2581"), .. words];
        var texts = Gen.Int[0, parts.Length - 1].Array[0, 40]
            .Select(chosen => string.Concat(chosen.Select(i => parts[i])));
        texts.Sample(text =>
            model.Tokenizer.Encode(text, addSpecialTokens: false).SequenceEqual(greedy.Encode(text)), iter: 2000);
    });
}
