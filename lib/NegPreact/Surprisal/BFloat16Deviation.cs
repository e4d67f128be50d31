using NegPreact.Models;

namespace NegPreact;

/// <summary>How far the losses of a model whose products are in bfloat16 are from those in float32.</summary>
internal static class BFloat16Deviation
{
    private const int Windows = 8;
    private const int WindowLength = 128;

    /// <summary>
    /// The largest difference of a window's mean loss, over a few windows from the beginning of a text; nats per token.
    /// It is measured once for each model and text.
    /// </summary>
    /// <param name="model">The model, with whatever ablation is in force.</param>
    /// <param name="corpus">The text.</param>
    /// <returns>Null where the products are in float32, or the text has no two tokens.</returns>
    public static double? Of(LanguageModel model, Corpus corpus) => model.Compute == ComputeType.Float32 ? null
        : model.BFloat16Deviations.GetOrAdd(corpus.Sha256, _ => Measure(model, corpus));

    private static double? Measure(LanguageModel model, Corpus corpus)
    {
        int[][] windows = [.. corpus.Encode(model.Tokenizer).Take(Windows * WindowLength).Chunk(WindowLength).Where(
            w => w.Length > 1)];
        if (windows.Length == 0)
            return null;
        var rounded = Losses();
        return SinglePrecision.Of(Losses).Zip(rounded, (one, other) => Math.Abs(one - other)).Max();

        double[] Losses() => [.. TokenLogProbabilities.Of(model, windows).Select(w => -w.Average())];
    }
}
