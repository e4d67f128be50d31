namespace NegPreact.Training;

/// <summary>How the training text marks its parts.</summary>
internal static class BuiltInMarks
{
    /// <summary>A line of its own at the end of each book.</summary>
    public const string EndOfText = "<|endoftext|>";
}
