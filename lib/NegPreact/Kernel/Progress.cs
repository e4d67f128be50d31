using System.Net;

namespace NegPreact;

/// <summary>
/// One line that says how far a long call is and how long it will take: updated in place in a notebook and in a
/// terminal, a line every 10 % on the standard error stream elsewhere.
/// </summary>
/// <example>
/// <code>
/// using var progress = Progress.Start("Measuring neurons", total: layers);
/// for (var done = 0; done &lt; layers; progress.Report(++done))
///     Progress.Cancellation.ThrowIfCancellationRequested();
/// </code>
/// </example>
[TypeFormatterSource(typeof(RichDisplayFormatterSource))]
public sealed class Progress : IDisposable, IRichDisplay
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    [ThreadStatic]
    private static Progress? outer;

    private readonly Lock turn = new();
    private readonly string what;
    private readonly TimeProvider clock;
    private readonly long started;
    private readonly Action<Progress> show;
    private long lastShown;
    private string? note;

    internal Progress(string what, long total, TimeProvider clock, Func<Progress, Action<Progress>> choose)
    {
        if (total < 0)
            throw new NegPreactException(ErrorKind.Settings, $"\"{what}\" cannot have {total} steps; give 0 or more.");
        (this.what, Total, this.clock) = (what, total, clock);
        started = lastShown = clock.GetTimestamp();
        show = choose(this);
    }

    /// <summary>
    /// Cancelled when the reader stops the cell that runs; never outside a notebook. Ask for it on the cell's own
    /// thread, and hand it to whatever runs long: a stopped cell's code keeps running until it checks.
    /// </summary>
    public static CancellationToken Cancellation =>
        AppContext.GetData("NegPreact.Notebook.Cancellation") is CancellationToken token ? token
        : NotebookKernel.Current?.Cancellation ?? CancellationToken.None;

    /// <summary>How many steps are done.</summary>
    public long Done { get; private set; }

    /// <summary>How many steps there are.</summary>
    public long Total { get; }

    /// <summary>Whether the call is over: nothing more will be shown.</summary>
    internal bool Over { get; private set; }

    /// <summary>Shows a line for a call that begins; none within another call that shows one on this thread.</summary>
    /// <param name="what">What the call does ("Measuring neurons").</param>
    /// <param name="total">How many steps it takes.</param>
    /// <exception cref="NegPreactException">The number of steps is negative.</exception>
    public static Progress Start(string what, long total) => outer is { Over: false }
        ? new(what, total, TimeProvider.System, _ => _ => { })
        : outer = new(what, total, TimeProvider.System, ProgressDisplay.Choose);

    /// <summary>
    /// Says how far the call is. It may be called from any thread, and as often as you like: most calls show nothing.
    /// </summary>
    /// <param name="done">How many steps are done.</param>
    /// <param name="note">A few words on what was done last, or null.</param>
    public void Report(long done, string? note = null)
    {
        lock (turn)
        {
            (Done, this.note) = (done, note);
            if (Over || (done < Total && clock.GetElapsedTime(lastShown) < Pause))
                return;
            lastShown = clock.GetTimestamp();
            show(this);
        }
    }

    /// <summary>Shows the last line: the time taken, or how far the call came.</summary>
    public void Dispose()
    {
        lock (turn)
        {
            if (Over)
                return;
            Over = true;
            show(this);
        }
    }

    /// <summary>The line.</summary>
    /// <returns>What is done, how far, and the time left or taken.</returns>
    public override string ToString()
    {
        var spent = clock.GetElapsedTime(started);
        var far = $"{Numbers.Count(Done)} of {Numbers.Count(Total)}";
        if (Over)
            return Done >= Total ? $"{what}: {far} in {Spoken(spent)}"
                : $"{what}: stopped at {far} after {Spoken(spent)}";
        var left = Done > 0 && Done < Total ? $", {Spoken(spent * ((double)(Total - Done) / Done))} left" : "";
        return $"{what}: {far} ({Percent} %){left}{(note is null ? "" : $" ({note})")}";
    }

    void IRichDisplay.WriteHtml(TextWriter writer)
    {
        writer.Write("<div class=\"np-progress\">");
        if (!Over)
            writer.Write($"<progress aria-hidden=\"true\" max=\"100\" value=\"{Percent}\"></progress>");
        writer.Write($"<span>{WebUtility.HtmlEncode(ToString())}</span></div>");
    }

    void IRichDisplay.WriteText(TextWriter writer) => writer.Write(ToString());

    internal long Percent => Total == 0 ? 100 : (long)(100.0 * Done / Total);

    private static string Spoken(TimeSpan time) =>
        time.TotalSeconds < 1 ? "less than 1 s"
        : time.TotalSeconds < 90 ? Numbers.Text(time.TotalSeconds, "0") + " s"
        : time.TotalMinutes < 90 ? Numbers.Text(time.TotalMinutes, "0") + " min"
        : Numbers.Text(time.TotalHours, "0.0") + " h";
}
