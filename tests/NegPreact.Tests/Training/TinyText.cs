using NegPreact.Training;

namespace NegPreact.Tests.Training;

/// <summary>
/// A folder with a small text to train on, made up the same way every time, and the settings of a training of a second.
/// </summary>
internal sealed class TinyText : IDisposable
{
    private static readonly string[] Words = ["dog", "cat", "farmer", "clerk", "sees", "see", "knows", "know", "the",
        "a", "near", "old", "often"];
    private readonly TemporaryFolder folder = new();

    public TinyText(int paragraphs = 200)
    {
        var random = new Random(5);
        string Paragraph() => string.Join(' ', random.GetItems(Words, random.Next(5, 15))) + ".";
        Text = folder.Folder("text");
        File.WriteAllLines(Path.Combine(Text, "train.txt"),
            Enumerable.Range(0, paragraphs).Select(i => i % 20 == 19 ? "<|endoftext|>" : Paragraph()));
        File.WriteAllLines(Path.Combine(Text, "valid.txt"), Enumerable.Range(0, 20).Select(_ => Paragraph()));
    }

    public static TrainingSettings Settings { get; } = new()
    {
        VocabularySize = 300,
        HiddenSize = 16,
        IntermediateSize = 24,
        Layers = 2,
        Heads = 2,
        KeyHeads = 1,
        Context = 16,
        Batch = 4,
        Steps = 40,
        WarmUp = 5,
        Seed = 3,
        ValidationWindows = 8,
    };

    public string Text { get; }

    public string Place(string name) => folder.File(name);

    public void Dispose() => folder.Dispose();
}
