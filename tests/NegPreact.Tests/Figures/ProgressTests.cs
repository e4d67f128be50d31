using Microsoft.DotNet.Interactive;

namespace NegPreact.Tests.Figures;

public class ProgressTests
{
    private readonly Clock clock = new();
    private readonly List<string> lines = [];

    [Fact]
    public void Reports_are_shown_at_most_every_fifth_of_a_second_and_the_last_always()
    {
        using (var progress = Started(1_000))
        {
            for (var done = 1; done <= 1_000; done++)
            {
                clock.Now += TimeSpan.FromMilliseconds(10);
                progress.Report(done);
            }
        }

        Assert.Equal(50 + 1, lines.Count);
        Assert.Equal("Work: 20 of 1,000 (2 %), 10 s left", lines[0]);
        Assert.Equal("Work: 1,000 of 1,000 (100 %)", lines[^2]);
        Assert.Equal("Work: 1,000 of 1,000 in 10 s", lines[^1]);
    }

    [Fact]
    public void A_note_and_the_time_left_are_told()
    {
        using var progress = Started(4);
        clock.Now += TimeSpan.FromHours(1);
        progress.Report(1, "layer 0");
        Assert.Equal(["Work: 1 of 4 (25 %), 3.0 h left (layer 0)"], lines);
    }

    [Fact]
    public void A_call_that_ends_early_says_where_it_stopped_and_nothing_after()
    {
        var progress = Started(4);
        clock.Now += TimeSpan.FromMinutes(2);
        progress.Report(1);
        progress.Dispose();
        progress.Dispose();
        progress.Report(4);
        Assert.Equal("Work: stopped at 1 of 4 after 2 min", lines[^1]);
        Assert.Equal(2, lines.Count);
    }

    [Fact]
    public void Nothing_to_do_is_done_at_once()
    {
        Started(0).Dispose();
        Assert.Equal(["Work: 0 of 0 in less than 1 s"], lines);
        Assert.Throws<NegPreactException>(() => Started(-1));
    }

    [Fact]
    public void Where_nobody_looks_there_is_a_line_for_every_tenth_at_most()
    {
        var writer = new StringWriter { NewLine = "\n" };
        using (var progress = new Progress("Work", 200, clock, _ => ProgressDisplay.Quiet(writer)))
            for (var done = 1; done <= 200; done++)
            {
                clock.Now += TimeSpan.FromSeconds(1);
                progress.Report(done);
            }

        var written = writer.ToString().TrimEnd().Split('\n');
        Assert.Equal(10, written.Length);
        Assert.Equal("Work: 20 of 200 (10 %), 3 min left", written[0]);
        Assert.Equal("Work: 200 of 200 in 3 min", written[^1]);
    }

    [Fact]
    public void In_a_kernel_one_output_is_updated()
    {
        var kernel = new KernelInvocationContext();
        using (kernel.Run())
        using (var progress = Progress.Start("Work", 2))
            progress.Report(2);
        Assert.Equal(["new: Work: 0 of 2 (0 %)", "again: Work: 2 of 2 (100 %)"], kernel.Lines[..2]);
        Assert.StartsWith("again: Work: 2 of 2 in ", Assert.Single(kernel.Lines[2..]));
    }

    [Fact]
    public void A_call_within_another_shows_no_line_of_its_own()
    {
        var kernel = new KernelInvocationContext();
        using (kernel.Run())
        {
            using (Progress.Start("Work", 1))
            using (Progress.Start("Part of it", 1))
                Assert.Equal(["new: Work: 0 of 1 (0 %)"], kernel.Lines);
            using (Progress.Start("More", 1))
                Assert.Equal("new: More: 0 of 1 (0 %)", kernel.Lines[^1]);
        }

        Assert.DoesNotContain(kernel.Lines, line => line.Contains("Part", StringComparison.Ordinal));
    }

    [Fact]
    public void Under_our_runner_its_line_is_used()
    {
        AppContext.SetData("NegPreact.Notebook.Progress", (Action<string>)lines.Add);
        try
        {
            using (Progress.Start("Work", 2))
                Assert.Equal(["Work: 0 of 2 (0 %)"], lines);
            Assert.StartsWith("Work: stopped at 0 of 2 after ", lines[^1]);
        }
        finally
        {
            AppContext.SetData("NegPreact.Notebook.Progress", null);
        }
    }

    [Fact]
    public void The_cell_s_cancellation_is_the_kernel_s_or_the_runner_s_or_none()
    {
        Assert.Equal(CancellationToken.None, Progress.Cancellation);
        using var stop = new CancellationTokenSource();
        using (new KernelInvocationContext { CancellationToken = stop.Token }.Run())
            Assert.Equal(stop.Token, Progress.Cancellation);
        AppContext.SetData("NegPreact.Notebook.Cancellation", stop.Token);
        try
        {
            Assert.Equal(stop.Token, Progress.Cancellation);
        }
        finally
        {
            AppContext.SetData("NegPreact.Notebook.Cancellation", null);
        }
    }

    [Fact]
    public void Html_has_a_bar_while_it_runs_and_escapes_words()
    {
        var progress = new Progress("<b>", 4, clock, _ => _ => { });
        progress.Report(1);
        var html = ((IRichDisplay)progress).Html();
        Assert.Contains("<progress aria-hidden=\"true\" max=\"100\" value=\"25\">", html);
        Assert.DoesNotContain("<b>", html);
        progress.Dispose();
        Assert.DoesNotContain("<progress", ((IRichDisplay)progress).Html());
    }

    private Progress Started(long total) => new("Work", total, clock, _ => p => lines.Add(p.ToString()));

    private sealed class Clock : TimeProvider
    {
        public TimeSpan Now { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now.Ticks;
    }
}
