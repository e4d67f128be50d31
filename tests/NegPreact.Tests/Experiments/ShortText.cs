namespace NegPreact.Tests.Experiments;

/// <summary>A short piece of the built-in text, for experiments on the built-in model.</summary>
internal static class ShortText
{
    public static Corpus Text { get; } = Corpus.OfText("short", string.Concat(Corpus.BuiltIn.Documents.Take(3)));

    public static NeuronScoreSettings Measurement { get; } = new() { WindowLength = 64 };
}
