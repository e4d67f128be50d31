using System.Text.RegularExpressions;
using CsCheck;
using NegPreact.Results;

namespace NegPreact.Tests.Results;

public sealed partial class ResultStoreTests : IDisposable
{
    private static readonly ResultKind Kind = new("sums", 1);
    private readonly TemporaryFolder folder = new();
    private readonly List<string> told = [];

    public sealed record Sum(
        double Value, IReadOnlyList<double?> Parts, string? Note = null, DayOfWeek Day = DayOfWeek.Monday);

    private static Sum Example { get; } = new(
        0.1 + 0.2, [1e-300, null, -0.0, 1.0 / 3], "größer \"als\" <1>", DayOfWeek.Friday);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_result_is_measured_once_and_then_read_by_whoever_opens_the_folder()
    {
        var store = Open();
        Assert.Equal(Example.Value, store.Get(Kind, new { a = 1 }, () => Example).Value);
        var read = Open();
        var found = read.Get<Sum>(Kind, new { a = 1 }, () => throw new InvalidOperationException("measured again"));
        Assert.Equal(Example with { Parts = found.Parts }, found);
        Assert.Equal(Example.Parts, found.Parts);
        Assert.True(double.IsNegative(found.Parts[2]!.Value));
        Assert.Equal((0, 1), (store.Use.Read, store.Use.Measured));
        Assert.Equal((1, 0), (read.Use.Read, read.Use.Measured));
        Assert.Empty(told);
        Assert.Matches("^1 result read from the store .*, 0 measured", read.Use.ToString());
    }

    [Fact]
    public void Every_finite_number_comes_back_to_the_last_bit() => Gen.Double.Where(double.IsFinite).Array.Sample(
        values =>
        {
            var store = Open();
            store.Get(Kind, new { values }, () => values);
            var read = store.Get<double[]>(Kind, new { values }, () => []);
            Assert.Equal(values.Select(BitConverter.DoubleToInt64Bits), read.Select(BitConverter.DoubleToInt64Bits));
        },
        iter: 100, threads: 1);

    [Fact]
    public void The_key_depends_on_kind_method_and_every_part_of_the_specification_but_not_on_their_order()
    {
        var store = Open();
        (ResultKind Kind, object Specification)[] different =
        [
            (Kind, new { a = 1, b = new { c = "x" } }),
            (Kind with { Name = "products" }, new { a = 1, b = new { c = "x" } }),
            (Kind with { Method = 2 }, new { a = 1, b = new { c = "x" } }), (Kind, new { a = 2, b = new { c = "x" } }),
            (Kind, new { a = 1, b = new { c = "y" } }), (Kind, new { a = 1, b = new { d = "x" } }),
                (Kind, new { a = 1 }), (Kind, new { a = 1, b = (string?)null }),
            (Kind, new { a = new[] { 1, 2 } }), (Kind, new { a = new[] { 2, 1 } }),
        ];
        for (var i = 0; i < different.Length; i++)
            Assert.Equal(i, store.Get(different[i].Kind, different[i].Specification, () => i));
        Assert.Equal(different.Length, Directory.GetFiles(folder.Path).Length);
        Assert.Equal(0, store.Get(Kind, new { b = new { c = "x" }, a = 1 }, () => -1));
    }

    public static TheoryData<string> Damages =>
        ["cut", "empty", "flipped", "longer", "text", "other format", "infinite", "other type", "duplicate", "number"];

    [Theory]
    [MemberData(nameof(Damages))]
    public void A_damaged_or_foreign_file_is_told_of_and_replaced(string damage)
    {
        Open().Get(Kind, new { a = 1 }, () => Example);
        var file = Assert.Single(Directory.GetFiles(folder.Path));
        var text = File.ReadAllText(file);
        var value = ResultLine().Match(text);
        File.WriteAllText(file, damage switch
        {
            "cut" => text[..(text.Length / 2)],
            "empty" => "",
            "flipped" => text.Replace("0.30000000000000004", "0.30000000000000005", StringComparison.Ordinal),
            "longer" => text + "x",
            "text" => "not made by this program\n",
            "other format" => text.Replace("\"format\": 1", "\"format\": 2", StringComparison.Ordinal),
            "infinite" => Signed(text, """{"value":1e999,"parts":[],"note":null,"day":"Friday"}"""),
            "other type" => Signed(text, """{"total":1}"""),
            "duplicate" => text.Replace("\"format\": 1", "\"format\": 1, \"format\": 1", StringComparison.Ordinal),
            _ => "5",
        });
        Assert.NotEqual(text, File.ReadAllText(file));

        var store = Open();
        Assert.Equal(Example.Value, store.Get(Kind, new { a = 1 }, () => Example).Value);
        Assert.Equal(1, store.Use.Measured);
        var sentence = Assert.Single(told);
        Assert.StartsWith(file, sentence, StringComparison.Ordinal);
        Assert.EndsWith("the sums in it are measured again.", sentence, StringComparison.Ordinal);
        Open().Get<Sum>(Kind, new { a = 1 }, () => throw new InvalidOperationException("not mended"));
        Assert.True(value.Success);
    }

    [Fact]
    public void A_cut_at_any_place_is_seen()
    {
        Open().Get(Kind, new { a = 1 }, () => Example);
        var file = Assert.Single(Directory.GetFiles(folder.Path));
        var whole = File.ReadAllBytes(file);
        for (var length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(file, whole[..length]);
            Assert.False(Open().TryGet<Sum>(Kind, new { a = 1 }, out var _), $"{length} of {whole.Length} bytes");
        }
    }

    [Fact]
    public void Files_that_changed_places_are_seen()
    {
        var store = Open();
        store.Get(Kind, new { a = 1 }, () => 1);
        var first = Assert.Single(Directory.GetFiles(folder.Path));
        store.Get(Kind, new { a = 2 }, () => 2);
        var second = Directory.GetFiles(folder.Path).Single(f => f != first);
        File.Copy(second, first, overwrite: true);
        Assert.Equal(1, store.Get(Kind, new { a = 1 }, () => 1));
        Assert.Contains("belongs to another question", Assert.Single(told), StringComparison.Ordinal);
        Assert.Equal(2, store.Get(Kind, new { a = 2 }, () => -1));
    }

    [Fact]
    public void A_fresh_store_measures_again_what_was_there_and_reads_what_it_has_measured_itself()
    {
        Open().Get(Kind, new { a = 1 }, () => 1);
        var fresh = ResultStore.Open(folder.Path, DateTimeOffset.UtcNow, told.Add);
        Assert.Equal(2, fresh.Get(Kind, new { a = 1 }, () => 2));
        Assert.Equal(2, fresh.Get(Kind, new { a = 1 }, () => 3));
        Assert.Equal(2, Open().Get(Kind, new { a = 1 }, () => 4));
        Assert.Empty(told);
    }

    [Fact]
    public void What_is_not_finite_is_not_kept()
    {
        var store = Open();
        Assert.True(double.IsNaN(store.Get(Kind, new { a = 1 }, () => double.NaN)));
        Assert.Equal(1, store.Get(Kind, new { a = 1 }, () => 1.0));
        Assert.Contains("not finite", Assert.Single(told), StringComparison.Ordinal);
    }

    [Fact]
    public void A_measurement_that_fails_leaves_nothing()
    {
        var store = Open();
        Assert.Throws<OperationCanceledException>(
            () => store.Get<int>(Kind, new { a = 1 }, () => throw new OperationCanceledException()));
        Assert.False(Directory.Exists(folder.Path) && Directory.EnumerateFiles(folder.Path).Any());
        Assert.Equal(0, store.Use.Measured);
    }

    [Fact]
    public async Task Many_writers_and_readers_of_one_folder_never_see_half_a_result()
    {
        var long_ = Enumerable.Range(0, 20_000).Select(i => i / 7.0).ToArray();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(w => Task.Run(() =>
        {
            // Every second one writes again and again over what the others read.
            for (var i = 0; i < 20; i++)
                Assert.Equal(long_, ResultStore.Open(folder.Path, w % 2 == 0 ? DateTimeOffset.MaxValue : null, Told)
                    .Get(Kind, new { a = i % 3 }, () => long_));
        })));
        Assert.Empty(told);
        Assert.Equal(3, Directory.GetFiles(folder.Path).Length);

        void Told(string sentence)
        {
            lock (told)
                told.Add(sentence);
        }
    }

    [Fact]
    public void What_killed_writers_left_is_removed_when_it_is_old()
    {
        var (old, young) = (folder.Write("a.json.1.tmp", "half"), folder.Write("b.json.2.tmp", "half"));
        File.SetLastWriteTimeUtc(old, DateTime.UtcNow.AddDays(-2));
        Open();
        Assert.False(File.Exists(old));
        Assert.True(File.Exists(young));
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_named()
    {
        var store = ResultStore.Open(folder.Write("file", ""), tell: told.Add);
        var e = Assert.Throws<NegPreactException>(() => store.Get(Kind, new { a = 1 }, () => 1));
        Assert.Contains("cannot be written", e.Message, StringComparison.Ordinal);
        Assert.Contains(folder.File("file"), e.Message, StringComparison.Ordinal);
    }

    private static string Signed(string file, string result) => Regex.Replace(
        Regex.Replace(file, "\"result\": .*", $"\"result\": {result}"), "\"sha256\": \"[0-9a-f]+\"",
        $"\"sha256\": \"{CanonicalJson.Hash(System.Text.Encoding.UTF8.GetBytes(result))}\"");

    private ResultStore Open() => ResultStore.Open(folder.Path, tell: told.Add);

    [GeneratedRegex("\"result\": (.*)")]
    private static partial Regex ResultLine();
}
