namespace NegPreact.Tests;

public sealed class MessageTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("é 漢 😀 \u00A0", "é 漢 😀 \u00A0")]
    [InlineData("\e[31mred\a\u009B\0\u007F", "?[31mred????")]
    [InlineData("two\r\nlines\tand\u2028more", "two lines and more")]
    [InlineData("a\u202Etxt.exe\u2066", "a?txt.exe?")]
    public void Control_characters_do_not_reach_a_terminal(string message, string shown)
    {
        Assert.Equal(shown, MessageText.OneLine(message));
        Assert.Equal(shown, new NegPreactException(ErrorKind.Settings, message).Message);
    }

    [Fact]
    public void A_long_message_loses_its_middle()
    {
        var message = new NegPreactException(ErrorKind.Settings, $"a {new string('x', 9000)} b").Message;
        Assert.Equal(499, message.Length);
        Assert.StartsWith("a xxx", message, StringComparison.Ordinal);
        Assert.Contains("x … x", message, StringComparison.Ordinal);
        Assert.EndsWith("x b", message, StringComparison.Ordinal);
        var whole = new string('x', 499);
        Assert.Equal(whole, MessageText.OneLine(whole));
    }

    [Fact]
    public async Task The_command_line_repeats_no_control_character()
    {
        var (code, _, errors) = await CommandLine.RunAsync("models", "\e[31mred\a");
        Assert.Equal(1, code);
        Assert.Contains("?[31mred?", errors, StringComparison.Ordinal);
        (code, _, errors) = await CommandLine.RunAsync("run", "\e]0;x\a");
        Assert.Equal(1, code);
        Assert.Contains("There is no notebook ?]0;x?", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--shard 1/0 does not name a part of a plan", "sweep", "docs/sweep.json", "--shard", "1/0")]
    [InlineData("--shard 6/5 does not name a part of a plan", "sweep", "docs/sweep.json", "--shard", "6/5")]
    [InlineData("--count -1 asks for nothing", "generate-pairs", "--count", "-1")]
    [InlineData("--count 0 asks for nothing", "generate-tasks", "--count", "0")]
    [InlineData("--model is empty", "run", "00", "--model", "")]
    [InlineData("--out is empty", "sweep", "docs/sweep.json", "--out", " ")]
    [InlineData("An argument is empty", "export", "")]
    public async Task Arguments_that_mean_nothing_are_told(string says, params string[] arguments)
    {
        var (code, _, errors) = await CommandLine.RunAsync(arguments);
        Assert.Equal(1, code);
        Assert.StartsWith(says, errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("NEGPREACT_QUICK", "1", "set it to yes or no")]
    [InlineData("NEGPREACT_TF32", "true", "set it to yes or no")]
    [InlineData("NEGPREACT_DEVICE", "gpu", "set it to cpu or cuda or automatic")]
    [InlineData("NEGPREACT_UNPACKED_LIMIT", "0", "set it to a whole number above 0")]
    public async Task A_variable_with_an_unknown_value_is_told(string variable, string value, string says)
    {
        var stop = TestContext.Current.CancellationToken;
        var start = CommandLine.ToStart("models");
        start.Environment[variable] = value;
        using var process = System.Diagnostics.Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(stop);
        await process.StandardOutput.ReadToEndAsync(stop);
        await process.WaitForExitAsync(stop);
        Assert.Equal(1, process.ExitCode);
        Assert.StartsWith($"{variable} is '{value}'; {says}.", await errors, StringComparison.Ordinal);
    }
}
