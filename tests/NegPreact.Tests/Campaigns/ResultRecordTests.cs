using System.IO.Compression;
using System.Text;
using System.Text.Json;
using NegPreact.Campaigns;
using NegPreact.Results;

namespace NegPreact.Tests.Campaigns;

public sealed class ResultRecordTests : IDisposable
{
    private const int All = 100_000;
    private readonly TinyCampaign tiny = new();

    public void Dispose() => tiny.Dispose();

    [Fact]
    public void A_record_is_read_in_place_of_measuring()
    {
        var record = tiny.Recorded("record", "store");
        var empty = tiny.Store("empty", record);
        tiny.Campaign(empty).Run(_ => { });
        Assert.Equal(0, empty.Use.Measured);
        Assert.Equal(empty.Use.Read, empty.Use.Recorded);
        Assert.Contains("from the record", empty.Use.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, ResultStore.Open(tiny.File("fresh"), DateTimeOffset.UtcNow, records: [record]).Use.Read);
    }

    [Fact]
    public void A_changed_digit_is_found_in_every_file()
    {
        var record = tiny.Recorded("record", "store");
        Assert.True(record.Check() > 0);
        foreach (var file in Directory.EnumerateFiles(record.Folder, "*", SearchOption.AllDirectories))
        {
            var whole = File.ReadAllBytes(file);
            File.WriteAllBytes(file, ChangedDigit(file, whole));
            var fault = Assert.Throws<NegPreactException>(() => ResultRecord.Open(record.Folder).Check());
            Assert.Equal(ErrorKind.Record, fault.Kind);
            Assert.Contains(Path.GetFileName(file), fault.Message, StringComparison.Ordinal);
            File.WriteAllBytes(file, whole);
        }

        Assert.True(ResultRecord.Open(record.Folder).Check() > 0);
    }

    [Fact]
    public void What_is_measured_again_agrees_and_an_altered_number_does_not()
    {
        var record = tiny.Recorded("record", "store");
        var sound = Verify(record);
        Assert.True(sound.Agrees, sound.Table().ToString());
        Assert.Equal(sound.Results, sound.Compared.Count);
        Forge(record);
        var forged = Verify(ResultRecord.Open(record.Folder));
        Assert.False(forged.Agrees);
        var altered = Assert.Single(forged.Compared, c => !c.Agrees);
        Assert.Equal("window losses", altered.Kind);
        Assert.InRange(altered.Largest, 0.49, 0.51);
        Assert.NotEmpty(forged.OtherClaims);
    }

    [Fact]
    public void A_record_of_other_settings_or_weights_is_not_gone_on_with()
    {
        var record = tiny.Recorded("record", "store");
        var other = TinyCampaign.Settings with { Seeds = [1, 2, 4] };
        Assert.Contains("other settings", Assert.Throws<NegPreactException>(
            () => tiny.Recorded("record", "store", other)).Message, StringComparison.Ordinal);
        using var another = LanguageModel.Load("data/models/tiny-llama");
        Assert.Equal(ErrorKind.Record, Assert.Throws<NegPreactException>(() => RecordVerification.Run(
            another, record, 1, 1, _ => TinyCampaign.Data(), TestContext.Current.CancellationToken)).Kind);
    }

    [Fact]
    public void Recorded_claims_stand_in_the_ledger_and_in_notebooks()
    {
        var record = tiny.Recorded("record", "store");
        File.WriteAllText(tiny.File("claims.json"), """{"claims": []}""");
        var ledger = ClaimLedger.Load(Path.GetDirectoryName(tiny.File("claims.json"))!, [record]);
        Assert.NotEmpty(ledger.Rows);
        Assert.All(ledger.Rows, row => Assert.Contains(
            $"recorded on {tiny.Model.Name}", row.Place, StringComparison.Ordinal));
        Assert.Equal(
            ledger.Rows.Count(r => r.Notebook == "03-ablation"),
            RecordedEvidence.Claims("03", records: [record]).Rows.Count);
        foreach (var none in new[] { RecordedEvidence.Claims("03", tiny.Model, [record]),
            RecordedEvidence.Claims("07", records: [record]) })
        {
            Assert.Empty(none.Rows);
            Assert.Contains("negpreact study", Assert.Single(none.Notes), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Committed_records_are_sound()
    {
        CheckSound(tiny.Recorded("record", "store"), TinyCampaign.Settings);
        var folder = Path.Combine(SharedData.Repository, "data", "results");
        foreach (var place in Directory.Exists(folder) ? Directory.EnumerateDirectories(folder) : [])
            CheckSound(ResultRecord.Open(place), new CampaignSettings());
    }

    // All that can be checked of a record without the weights.
    private static void CheckSound(ResultRecord record, CampaignSettings expected)
    {
        Assert.True(record.Check() > 0);
        Assert.Equal(CanonicalJson.TextOf(expected), CanonicalJson.TextOf(RecordVerification.Settings(record)));
        Assert.All(record.Results, result =>
        {
            using var numbers = JsonDocument.Parse(result.Result);
            Assert.True(HoldsNoText(numbers.RootElement), $"{result.Key} holds text");
            using var asked = JsonDocument.Parse(result.Asked);
            Assert.True(Words(asked.RootElement).All(w => w.Length <= 64 && !w.Contains(' ')
                || w == asked.RootElement.GetProperty("kind").GetString()), $"{result.Key} asks with text");
        });
        var claims = RecordedClaims.Read(record);
        Assert.Equal(
            record.Facts.Steps.Select(s => (s.Id, s.Claims)).Where(s => s.Claims > 0),
            claims.GroupBy(c => c.Step).Select(g => (g.Key!, g.Count())));
        Assert.All(claims, entry =>
        {
            var claim = entry.Facts.ToClaim();
            Assert.Equal(record.Facts.Model.Weights, entry.Facts.WeightsSha256);
            Assert.Contains(record.Facts.Data, d => d.Sha256 == entry.Facts.TextSha256);
            Assert.Equal(entry.Verdict, $"{claim.Verdict}");
            Assert.Equal(entry.Facts.Found, claim.EstimateText);
            if (claim.Evidence is { } evidence)
                Assert.Equal(claim.Verdict, Verdicts.Of(evidence));
        });
    }

    private static bool HoldsNoText(JsonElement of) => !Words(of).Any();

    private static IEnumerable<string> Words(JsonElement of) => of.ValueKind switch
    {
        JsonValueKind.String => [of.GetString()!],
        JsonValueKind.Array => of.EnumerateArray().SelectMany(Words),
        // What a test is called ("rank among 39 random sets") is no text of a corpus.
        JsonValueKind.Object => of.EnumerateObject().Where(m => m.Name != "test").SelectMany(m => Words(m.Value)),
        _ => [],
    };

    private RecordVerification Verify(ResultRecord record) => RecordVerification.Run(
        tiny.Model, record, All, 1, _ => TinyCampaign.Data(), TestContext.Current.CancellationToken);

    private static byte[] ChangedDigit(string file, byte[] whole)
    {
        if (!file.EndsWith(".gz", StringComparison.Ordinal))
            return Changed(whole);
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal))
            gzip.Write(Changed(PackedFile.ReadAllBytes(file)));
        return packed.ToArray();

        // The last digit, which in record.json is one of its own hash, and elsewhere one of a number.
        static byte[] Changed(byte[] bytes)
        {
            byte[] changed = [.. bytes];
            var at = Array.FindLastIndex(changed, b => b is >= (byte)'0' and <= (byte)'8');
            changed[at]++;
            return changed;
        }
    }

    // What a forger would do: another number of the target's, with every hash made anew.
    private static void Forge(ResultRecord record)
    {
        const string name = "results/window-losses.jsonl.gz";
        var path = Path.Combine(record.Folder, name);
        StoredResult[] lines = [.. record.Results.Where(r => RecordLine.FileOf(r) == name)];
        var target = Array.FindIndex(lines, l => Encoding.UTF8.GetString(l.Asked.Span).Contains(
            "\"kind\":\"ZeroNegative\"", StringComparison.Ordinal));
        var losses = JsonSerializer.Deserialize<double[]>(lines[target].Result.Span)!;
        losses[0] += 0.5;
        lines[target] = lines[target] with { Result = JsonSerializer.SerializeToUtf8Bytes(losses) };
        using (var packed = new GZipStream(File.Create(path), CompressionLevel.Optimal))
            foreach (var line in lines)
                packed.Write([.. RecordLine.Of(line), (byte)'\n']);
        var facts = record.Facts with
        {
            Files = record.Facts.Files.ToDictionary(
                f => f.Key, f => f.Key == name ? CanonicalJson.Hash(File.ReadAllBytes(path)) : f.Value),
        };
        File.WriteAllBytes(
            Path.Combine(record.Folder, ResultRecord.FileName),
            JsonSerializer.SerializeToUtf8Bytes(facts.Sealed(), CanonicalJson.Options));
    }
}
