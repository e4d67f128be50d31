using System.Text.RegularExpressions;

namespace NegPreact.Tests.Campaigns;

/// <summary>A row of docs/predictions.md: what a claim was expected to be before it was measured.</summary>
internal sealed partial record Prediction(string Step, string Id, string Statement, string Smallest, string Expected)
{
    public const string Page = "docs/predictions.md";

    public static IReadOnlyList<Prediction> All { get; } =
    [
        .. Row().Matches(File.ReadAllText(Path.Combine(SharedData.Repository, Page))).Select(m => new Prediction(
            m.Groups[1].Value, m.Groups[2].Value, m.Groups[3].Value, m.Groups[4].Value, m.Groups[5].Value)),
    ];

    [GeneratedRegex(@"^\| ([\w-]+) \| `([\w-]+)`(?: \(primary\))? \| (.+?) \| (.+?) \| .+? \| (\w+) \| .+? \|$",
        RegexOptions.Multiline)]
    private static partial Regex Row();
}
