using NegPreact.Models;

namespace NegPreact.Tests.Models;

/// <summary><c>negpreact models</c> as a program.</summary>
public class ModelsCommandTests
{
    [Fact]
    public async Task Every_family_is_listed_with_what_speaks_for_it()
    {
        var (code, text, _) = await CommandLine.RunAsync("models");
        Assert.Equal(0, code);
        var families = text.ReplaceLineEndings("\n").Split("\n\n")[1..];
        Assert.Equal(ModelFamily.All.Count, families.Length);
        Assert.All(ModelFamily.All.Zip(families), pair =>
        {
            var (family, said) = pair;
            Assert.StartsWith(family.ModelType + ": ", said, StringComparison.Ordinal);
            var words = string.Join(' ', said.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries));
            Assert.Contains(
                $"hook site: {family.HookSite}, usually before {family.Activation} compared with transformers: "
                    + $"{string.Join("; ", family.ComparedWith)} tried by config.json: "
                    + string.Join("; ", family.PublishedModels), words, StringComparison.Ordinal);
        });
        Assert.All(text.Split('\n'), line => Assert.True(line.Length <= 101, line));
    }
}
