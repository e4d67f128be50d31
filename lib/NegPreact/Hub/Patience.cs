using System.Security.Cryptography;

namespace NegPreact.Hub;

/// <summary>Pauses between the tries of one thing, each about twice the last, and the end of them.</summary>
/// <param name="what">What is being done, for the message at the end.</param>
/// <param name="options">How many tries, and how long the pauses.</param>
internal sealed class Patience(string what, HubOptions options)
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestAsked = TimeSpan.FromMinutes(10);
    private int failures;

    /// <summary>Something came of the last try: the count begins anew.</summary>
    public void Reset() => failures = 0;

    /// <summary>Pauses after a failure.</summary>
    /// <exception cref="NegPreactException">There were too many, or the server asks for too long a pause.</exception>
    public async Task WaitAsync(HubFault fault, CancellationToken cancellation)
    {
        if (++failures >= options.Attempts)
            throw new NegPreactException(
                ErrorKind.HubDownload,
                $"{what}: given up after {failures} tries that brought nothing, because {fault.Message}. Run the same "
                    + "command again later: it resumes from what has arrived.",
                fault);
        if (fault.RetryAfter > LongestAsked)
            throw new NegPreactException(
                ErrorKind.HubDownload,
                $"{what}: {fault.Message} and asks to wait {fault.RetryAfter.Value.TotalMinutes:0} minutes. Run the "
                    + "same command again then: it resumes from what has arrived.",
                fault);

        // Many clients that failed together must not come back together: hence the random half.
        var doubled = Math.Min(
            options.FirstPause.TotalMilliseconds * Math.Pow(2, failures - 1), Longest.TotalMilliseconds);
        var pause = TimeSpan.FromMilliseconds(doubled * (0.5 + (RandomNumberGenerator.GetInt32(1000) / 1000.0)));
        await options.Pause(fault.RetryAfter > pause ? fault.RetryAfter.Value : pause, cancellation);
    }

    /// <summary>Does something until it goes well.</summary>
    public static async Task<T> TryAsync<T>(
        string what, HubOptions options, Func<Task<T>> attempt, CancellationToken cancellation)
    {
        var patience = new Patience(what, options);
        while (true)
            try
            {
                return await attempt();
            }
            catch (HubFault fault)
            {
                await patience.WaitAsync(fault, cancellation);
            }
    }
}
