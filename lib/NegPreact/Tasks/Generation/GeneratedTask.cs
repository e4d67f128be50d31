namespace NegPreact.Generation;

/// <summary>Tasks that the project makes up itself, in which both choices are equally grammatical.</summary>
public enum GeneratedTask
{
    /// <summary>A sentence whose last word follows from its meaning, against a word as frequent and as long.</summary>
    WordChoice,

    /// <summary>A list of words, said again from the start: which comes next.</summary>
    Induction,

    /// <summary>Words of one topic, then one more of it, against a word of another topic as frequent and as long.</summary>
    TopicalCloze,
}
