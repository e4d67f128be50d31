using System.Text.Json;
using System.Text.Json.Serialization;
using NegPreact.Results;

namespace NegPreact;

/// <summary>The claims of a record: the same file as that of a run's pages, with what was recorded when.</summary>
internal static class RecordedClaims
{
    public const string FileName = ClaimLedger.FileName;

    private static readonly JsonSerializerOptions Indented = new(ClaimFacts.Options)
    {
        WriteIndented = true, NewLine = "\n",
    };

    /// <summary>The claims, in order.</summary>
    /// <exception cref="NegPreactException">The file was changed, or is not one.</exception>
    public static IReadOnlyList<RecordedEntry> Read(ResultRecord record)
    {
        try
        {
            return Read(record.Checked(FileName));
        }
        catch (JsonException e)
        {
            throw new NegPreactException(
                ErrorKind.Record, $"{Path.Combine(record.Folder, FileName)} is not a file of claims ({e.Message}); "
                + "restore it.", e);
        }
    }

    /// <exception cref="JsonException">It is another file, or a claim in it cannot be one.</exception>
    public static IReadOnlyList<RecordedEntry> Read(ReadOnlySpan<byte> utf8)
    {
        RecordedEntry[] entries =
            [.. ClaimFacts.Read<Contents>(utf8).Claims.Select(c => c ?? throw new JsonException("a claim is null"))];
        foreach (var entry in entries)
            _ = entry.Facts.ToClaim();
        return entries;
    }

    public static byte[] ToBytes(IEnumerable<RecordedEntry> claims) =>
        [.. JsonSerializer.SerializeToUtf8Bytes(new Contents([.. claims]), Indented), (byte)'\n'];

    private sealed record Contents([property: JsonRequired] IReadOnlyList<RecordedEntry?> Claims);
}

/// <summary>A claim in <c>claims.json</c>, of a run of the notebooks or of a record.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Verdict">Its verdict.</param>
/// <param name="Text">What is claimed, in one sentence.</param>
/// <param name="Notebook">The notebook that shows it.</param>
/// <param name="Cell">The cell, counted from 1; 0 in a record.</param>
/// <param name="Seconds">How long it takes to measure.</param>
/// <param name="Options">What the run was asked for.</param>
/// <param name="Facts">All that is known of it.</param>
internal sealed record RecordedEntry(
    string Id, string Verdict, string Text, [property: JsonRequired] string Notebook,
    [property: JsonRequired] int Cell, [property: JsonRequired] double Seconds,
    IReadOnlyDictionary<string, string> Options, [property: JsonRequired] ClaimFacts Facts)
{
    /// <summary>The step of the campaign; null in a run's file.</summary>
    public string? Step { get; init; }

    /// <summary>On which model, when and by what it was recorded; null in a run's file.</summary>
    public string? Recorded { get; init; }

    public static RecordedEntry Of(Claim claim, string step, string notebook, double seconds) => new(
        claim.Id, $"{claim.Verdict}", claim.Statement, notebook, 0, seconds,
        new Dictionary<string, string> { ["model"] = claim.On?.Model ?? "" },
        ClaimFacts.Of(claim) with { SecondsSaved = null })
    {
        Step = step,
    };
}
