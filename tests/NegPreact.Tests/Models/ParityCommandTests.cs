using NegPreact.Models;

namespace NegPreact.Tests.Models;

/// <summary><c>negpreact parity</c> as a program.</summary>
[Trait(SharedData.Category, SharedData.Shared)]
public class ParityCommandTests
{
    [Fact]
    public async Task The_exit_code_tells_whether_every_difference_is_within_the_tolerance()
    {
        var folder = SharedData.References().FirstOrDefault(
            f => Architectures.IsSupported(ConfigReader.Open(f).ModelType));
        Assert.SkipWhen(
            folder is null, "no folder with expected.safetensors in the shared folder (set NEGPREACT_SHARED)");
        var (code, text, _) = await CommandLine.RunAsync("parity", folder!);
        Assert.Equal(0, code);
        Assert.Contains("logits", text, StringComparison.Ordinal);
        Assert.DoesNotContain("differs", text, StringComparison.Ordinal);
        (code, text, _) = await CommandLine.RunAsync("parity", folder!, "--tolerance", "1e-12");
        Assert.Equal(1, code);
        Assert.Contains("differs", text, StringComparison.Ordinal);
    }
}
