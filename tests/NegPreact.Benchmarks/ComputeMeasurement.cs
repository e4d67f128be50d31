using System.Globalization;
using System.Text.Json;
using NegPreact.Models;
using NegPreact.Parity;
using static TorchSharp.torch;

namespace NegPreact.Benchmarks;

/// <summary>
/// <c>compute</c>: how far bfloat16 products are from float32 ones, on the device that <c>NEGPREACT_DEVICE</c> names:
/// logits and pre-activations of the built-in models and of the reference models in the shared folder, and perplexity
/// on the built-in text.
/// </summary>
internal static class ComputeMeasurement
{
    private const int Windows = 16;
    private const int WindowLength = 256;

    public static int Run()
    {
        Console.WriteLine("| Model | logits: largest difference | root mean square, of their spread | pre-activations: "
            + "largest difference | root mean square, of their spread | perplexity, float32 | bfloat16 |");
        Console.WriteLine("|---|---:|---:|---:|---:|---:|---:|");
        foreach (var folder in Directory.EnumerateDirectories(Repository.Resolve("data/models"))
            .Order(StringComparer.Ordinal))
            Row(folder, model => [.. Corpus.BuiltIn.Windows(model.Tokenizer, WindowLength).Take(Windows)],
                withPerplexity: true);
        var oracles = Path.Combine(Repository.Shared, "oracle");
        if (Directory.Exists(oracles))
            foreach (var folder in Directory.EnumerateDirectories(oracles).Where(
                f => File.Exists(Path.Combine(f, "inputs.json"))).Order(StringComparer.Ordinal))
                Row(folder, _ => Ids(Path.Combine(folder, "inputs.json")), withPerplexity: false);
        return 0;
    }

    private static void Row(
        string folder, Func<LanguageModel, IReadOnlyList<IReadOnlyList<int>>> text, bool withPerplexity)
    {
        var single = Measure(folder, ComputeType.Float32, text, withPerplexity);
        var narrow = Measure(folder, ComputeType.BFloat16, text, withPerplexity);
        var (logits, inner) = (
            Differ(single.Logits, narrow.Logits), Differ(single.PreActivations, narrow.PreActivations));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {Path.GetFileName(folder)} | {logits.Largest:G2} | {logits.Share:P2} | {inner.Largest:G2} | "
            + $"{inner.Share:P2} | {single.Perplexity:F3} | {narrow.Perplexity:F3} |"));
    }

    private static (List<float> Logits, List<float> PreActivations, double? Perplexity) Measure(
        string folder, ComputeType compute, Func<LanguageModel, IReadOnlyList<IReadOnlyList<int>>> text,
        bool withPerplexity)
    {
        using var model = LanguageModel.Load(folder, LoadOptions.FromEnvironment() with
        {
            Compute = compute, SlowBFloat16 = true,
        });
        var (logits, inner) = (new List<float>(), new List<float>());
        var ids = text(model);
        using (model.Observe((_, _, preActivation) => inner.AddRange(ReferenceFolder.Values(preActivation))))
            foreach (var batch in ids.Chunk(4))
            {
                using var scope = NewDisposeScope();
                logits.AddRange(ReferenceFolder.Values(model.Logits(batch)));
            }

        return (logits, inner, withPerplexity ? Perplexity.OfWindows(model, ids).Value : null);
    }

    // The largest difference, and the root of their mean square as a share of the numbers' standard deviation.
    private static (double Largest, double Share) Differ(List<float> expected, List<float> actual)
    {
        var (mean, largest, squares, spread) = (expected.Average(v => (double)v), 0.0, 0.0, 0.0);
        for (var i = 0; i < expected.Count; i++)
        {
            var difference = Math.Abs((double)expected[i] - actual[i]);
            largest = Math.Max(largest, difference);
            squares += difference * difference;
            spread += (expected[i] - mean) * (expected[i] - mean);
        }

        return (largest, Math.Sqrt(squares / spread));
    }

    private static int[][] Ids(string file)
    {
        using var inputs = JsonDocument.Parse(File.ReadAllBytes(file));
        return ReferenceFolder.Table(inputs.RootElement.GetProperty("input_ids"));
    }
}
