namespace NegPreact.Sweeps;

/// <summary>What is measured in each condition of a sweep.</summary>
public enum SweepMeasure
{
    /// <summary>Loss on the plan's text, window by window.</summary>
    Perplexity,

    /// <summary>Accuracy and margins on minimal pairs.</summary>
    Pairs,

    /// <summary>Accuracy and margins on the questions of a task file.</summary>
    Questions,
}
