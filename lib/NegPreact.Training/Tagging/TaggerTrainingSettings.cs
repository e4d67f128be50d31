namespace NegPreact.Training.Tagging;

/// <summary>The choices of <see cref="TaggerTraining"/>; the defaults made <c>data/tagger</c>.</summary>
public sealed record TaggerTrainingSettings
{
    /// <summary>Sets the order in which sentences are seen.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Passes of the word tokenizer over the treebank.</summary>
    public int TokenizerEpochs { get; init; } = 4;

    /// <summary>Most passes of a tagger; the best one by dev is kept.</summary>
    public int TaggerEpochs { get; init; } = 5;

    /// <summary>Taggers whose weights are added up.</summary>
    public int TaggerRuns { get; init; } = 2;

    /// <summary>Most passes of the parser; the best one by dev is kept.</summary>
    public int ParserEpochs { get; init; } = 8;

    /// <summary>A right answer must win by more than this, in units of one change of a weight.</summary>
    public int Margin { get; init; } = 3;

    /// <summary>Forms that occur less often have no cluster.</summary>
    public int LeastCount { get; init; } = 15;

    /// <summary>Numbers of word clusters.</summary>
    public (int Coarse, int Middle, int Fine) Clusters { get; init; } = (64, 256, 1024);
}
