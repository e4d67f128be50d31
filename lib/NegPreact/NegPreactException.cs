using System.Text.Json;

namespace NegPreact;

/// <summary>
/// Input that this library cannot work with. The message is one clear sentence for a person: what is wrong, where,
/// and what to do, on one line of fewer than 500 characters (<see cref="MessageText"/>). Programs print the message,
/// and where to read more (<see cref="Exception.HelpLink"/>), never the stack trace.
/// </summary>
public class NegPreactException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="kind">The kind of error, which gives the page that explains it.</param>
    /// <param name="message">What is wrong, where, and what to do.</param>
    public NegPreactException(ErrorKind kind, string message)
        : this(kind, message, null)
    {
    }

    /// <summary>Makes the exception with the failure beneath it.</summary>
    /// <param name="kind">The kind of error, which gives the page that explains it.</param>
    /// <param name="message">What is wrong, where, and what to do.</param>
    /// <param name="inner">The failure beneath.</param>
    public NegPreactException(ErrorKind kind, string message, Exception? inner)
        : base(MessageText.OneLine(message), inner)
    {
        Kind = kind;
        base.HelpLink = $"docs/errors/{JsonNamingPolicy.KebabCaseLower.ConvertName(kind.ToString())}.md";
    }

    /// <summary>
    /// The kind of error. <see cref="Exception.HelpLink"/> is its page, by its path in the repository.
    /// </summary>
    public ErrorKind Kind { get; }
}
