namespace NegPreact.Benchmarks;

/// <summary>
/// The built-in model, or the one that <c>NEGPREACT_MODEL</c> names, and its windows; loaded once a benchmark.
/// </summary>
internal sealed class BuiltIn : IDisposable
{
    public LanguageModel Model { get; } = LanguageModel.Load(Notebook.Setting("model", "data/models/tiny-llama"));

    public IReadOnlyList<IReadOnlyList<int>> Windows(int count) =>
        [.. Corpus.BuiltIn.Windows(Model.Tokenizer, 256).Take(count)];

    public void Dispose() => Model.Dispose();
}
