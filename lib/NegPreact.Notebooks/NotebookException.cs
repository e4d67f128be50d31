namespace NegPreact.Notebooks;

/// <summary>
/// A notebook that cannot be read, run or exported. The message is one clear sentence for a person: what is wrong,
/// where (notebook and line) and what to do. Programs print the message, and where to read more
/// (<see cref="Exception.HelpLink"/>).
/// </summary>
/// <remarks>
/// A type of its own, because this project must not reference the library that notebooks load by <c>#r</c>.
/// </remarks>
public sealed class NotebookException : Exception
{
    /// <summary>Makes the exception; its page is the one on notebooks where no other is set.</summary>
    /// <param name="message">What is wrong, where, and what to do.</param>
    public NotebookException(string message)
        : this(message, null)
    {
    }

    /// <summary>Makes the exception with the failure beneath it.</summary>
    /// <param name="message">What is wrong, where, and what to do.</param>
    /// <param name="inner">The failure beneath.</param>
    public NotebookException(string message, Exception? inner)
        : base(message, inner) => HelpLink = "docs/errors/notebook.md";
}
