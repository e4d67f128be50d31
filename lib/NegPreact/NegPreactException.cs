namespace NegPreact;

/// <summary>
/// Input that this library cannot work with. The message is one clear sentence for a person: what is wrong, where,
/// and what to do. Programs print the message alone, never the stack trace.
/// </summary>
public class NegPreactException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">What is wrong, where, and what to do.</param>
    public NegPreactException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the exception with the failure beneath it.</summary>
    /// <param name="message">What is wrong, where, and what to do.</param>
    /// <param name="inner">The failure beneath.</param>
    public NegPreactException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
