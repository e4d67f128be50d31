using System.Text.Json;
using NegPreact.Tokens;

namespace NegPreact.Tests.Tokens;

/// <summary>Ids that Hugging Face's own tokenizers gave, for every tokenizer in the shared folder.</summary>
[Trait(SharedData.Category, SharedData.Shared)]
public class TokenizerOracleTests
{
    private sealed record Line(string Text, int[] Ids, bool Special);

    // A name that is not there stands in for none at all, so that the skip carries its reason.
    public static TheoryData<string> Names() =>
        [.. SharedData.Folders("data/tokenizers", "oracle.jsonl").Select(f => Path.GetFileName(f)!)
        .DefaultIfEmpty("(none)")];

    private static (Tokenizer Tokenizer, List<Line> Lines) Open(string name)
    {
        var folder = SharedData.Need($"data/tokenizers/{name}");
        Assert.SkipUnless(Tokenizer.Supports(folder, out var reason), reason);
        var lines = File.ReadLines(Path.Combine(folder, "oracle.jsonl")).Select(line =>
        {
            using var json = JsonDocument.Parse(line);
            var root = json.RootElement;
            return new Line(
                root.GetProperty("text").GetString()!,
                [.. root.GetProperty("ids").EnumerateArray().Select(id => id.GetInt32())],
                root.GetProperty("add_special_tokens").GetBoolean());
        }).ToList();
        Assert.NotEmpty(lines);
        return (Tokenizer.Load(folder), lines);
    }

    [Theory]
    [MemberData(nameof(Names))]
    [Trait(TestCategory.Name, TestCategory.Slow)]
    public void Ids_are_those_of_Hugging_Face(string name)
    {
        var (tokenizer, lines) = Open(name);
        foreach (var line in lines)
            Assert.Equal(line.Ids, tokenizer.Encode(line.Text, line.Special));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_older_form_in_two_files_gives_the_same_ids(string name)
    {
        var (tokenizer, lines) = Open(name);
        var shared = SharedData.Need($"data/tokenizers/{name}");
        Assert.SkipUnless(
            File.Exists(Path.Combine(shared, "merges.txt")), $"{shared} has no vocab.json and merges.txt");
        using var folder = new TemporaryFolder();
        foreach (var file in (string[])["vocab.json", "merges.txt"])
            File.Copy(Path.Combine(shared, file), folder.File(file));
        var end = JsonSerializer.Serialize(tokenizer.TokenText(tokenizer.EndOfTextId!.Value));
        File.WriteAllText(folder.File("tokenizer_config.json"), $$"""{"bos_token": {{end}}, "eos_token": {"content": {{end}}}, "tokenizer_class": "GPT2Tokenizer"}""");
        var older = Tokenizer.Load(folder.Path);
        foreach (var line in lines)
            Assert.Equal(line.Ids, older.Encode(line.Text, line.Special));

        File.WriteAllText(folder.File("tokenizer_config.json"), $$"""{"bos_token": {{end}}, "eos_token": {{end}}, "add_bos_token": true}""");
        older = Tokenizer.Load(folder.Path);
        foreach (var line in lines)
            Assert.Equal(line.Special ? [tokenizer.EndOfTextId.Value, .. line.Ids] : line.Ids,
                older.Encode(line.Text, line.Special));

        File.WriteAllText(folder.File("tokenizer_config.json"), """{"tokenizer_class": "CLIPTokenizer"}""");
        Assert.Contains("CLIPTokenizer", Assert.Throws<UnsupportedTokenizerException>(
            () => Tokenizer.Load(folder.Path)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    [Trait(TestCategory.Name, TestCategory.Slow)]
    public void Offsets_go_with_the_same_ids_and_only_forward(string name)
    {
        var (tokenizer, lines) = Open(name);
        foreach (var line in lines)
        {
            var tokens = tokenizer.EncodeWithOffsets(line.Text, line.Special);
            Assert.Equal(line.Ids, tokens.Select(t => t.Id));
            var before = new Token(0, 0, 0);
            foreach (var token in tokens)
            {
                Assert.InRange(token.Start, before.Start, token.End);
                Assert.InRange(token.End, before.End, line.Text.Length);
                before = token;
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    [Trait(TestCategory.Name, TestCategory.Slow)]
    public void Decoding_gives_the_text_back_up_to_normalization(string name)
    {
        var (tokenizer, lines) = Open(name);
        foreach (var line in lines)
        {
            var back = tokenizer.Decode(tokenizer.Encode(line.Text, addSpecialTokens: false));
            Assert.True(back == line.Text || back == Nfc.Apply(line.Text) || (
                MayGainSpaces(tokenizer, line) && Spaceless(back) == Spaceless(line.Text)), line.Text);
        }
    }

    // SentencePiece reads a literal U+2581 as a space, and puts a space after a special token in the middle of a text.
    private static bool MayGainSpaces(Tokenizer tokenizer, Line line) =>
        tokenizer.TokenText(tokenizer.Encode("a", addSpecialTokens: false)[0]).StartsWith('␣')
        && (line.Text.Contains('\u2581', StringComparison.Ordinal)
        || tokenizer.Encode(line.Text, addSpecialTokens: false).Any(tokenizer.IsSpecial));

    private static string Spaceless(string text) => text.Replace(" ", "", StringComparison.Ordinal)
        .Replace("\u2581", "", StringComparison.Ordinal);
}
