namespace NegPreact.Hub;

/// <summary>A failure that may pass: the request is made again.</summary>
internal sealed class HubFault(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>How long the server asks to be left alone.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
