using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using NegPreact.Tokens;
using NegPreact.Training.Tokens;

namespace NegPreact.Tests.Tokens;

public class BpeTrainerTests
{
    private static string[] Merges(string json) =>
        [.. JsonNode.Parse(json)!["model"]!["merges"]!.AsArray().Select(m => (string)m!)];

    [Fact]
    public void Merges_are_those_worked_out_by_hand()
    {
        // One word, a a a b d a a a b a c. Ids: a 65, b 66, c 67, d 68 (the symbol '!' is 1, and so on).
        // 1. aa occurs 4 times (overlaps counted), ab twice, the rest once:          aa -> 257
        // 2. aa a b d aa a b a c: (257,65) and (65,66) twice each; 65 is smaller:    ab -> 258
        // 3. aa ab d aa ab a c: (257,258) twice:                                     aaab -> 259
        // 4. aaab d aaab a c: all once; (65,67) has the smallest left id:            ac -> 260
        Assert.Equal(["a a", "a b", "aa ab", "a c"], Merges(BpeTrainer.Train(["aaabdaaabac"], 261)));
    }

    [Fact]
    public void A_space_belongs_to_the_word_after_it_and_words_are_not_merged_across()
    {
        // Words: "to", " to" twice. t o: 3; Ġ t: 2. Then "Ġ to": 2. Nothing joins two words, so 259 ids are the most.
        Assert.Equal(["t o", "Ġ to"], Merges(BpeTrainer.Train(["to to to"], 259)));
        var e = Assert.Throws<NegPreactException>(() => BpeTrainer.Train(["to to to"], 260));
        Assert.Contains("used up at a vocabulary of 259", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void End_of_text_marks_are_cut_out() =>
        Assert.Throws<NegPreactException>(() => BpeTrainer.Train(["x<|endoftext|>y", "<|endoftext|>"], 258));

    [Fact]
    public void Every_k_reads_the_first_of_each_k_texts() =>
        Assert.Equal(["a b"], Merges(BpeTrainer.Train(["ab", "cdcd", "cdcd", "ab"], 258, every: 3)));

    [Theory]
    [InlineData(256, "<|endoftext|>", "at least 257")]
    [InlineData(300, "~", "taken for a byte")]
    public void Impossible_wishes_are_refused(int size, string endOfText, string says) =>
        Assert.Contains(says, Assert.Throws<NegPreactException>(
        () => BpeTrainer.Train(["abab"], size, endOfText)).Message, StringComparison.Ordinal);

    [Fact]
    public void Ids_are_end_of_text_then_bytes_then_merges()
    {
        using var tiny = new TinyTokenizer();
        var tokenizer = Tokenizer.Load(tiny.Folder);
        Assert.Equal(260, tokenizer.VocabularySize);
        Assert.Equal(0, tokenizer.EndOfTextId);
        Assert.True(tokenizer.IsSpecial(0));
        Assert.Equal(["!", "~", "␣"], new[] { 1, 94, tokenizer.Encode(" ").Single() }.Select(tokenizer.TokenText));
        Assert.Equal([0], tokenizer.Encode("<|endoftext|>"));
    }

    [Fact]
    public void The_folder_holds_both_files_and_says_how_texts_begin_and_end()
    {
        using var tiny = new TinyTokenizer();
        BpeTrainer.TrainTo(tiny.Folder, ["a b a b"], 258, "[END]");
        var tokenizer = Tokenizer.Load(tiny.Folder);
        Assert.Equal((0, 0), (tokenizer.BeginOfTextId, tokenizer.EndOfTextId));
        Assert.Equal("[END]", tokenizer.Decode([0]));
    }

    // A trainer without any bookkeeping: recounts every pair of every word before each merge.
    private static List<string> Reference(string[] texts, int merges)
    {
        string[] order = [.. Enumerable.Range(0, 256).Select(
            b => ByteSymbols.Of((byte)b).ToString()).Order(StringComparer.Ordinal)];
        var ids = order.Index().ToDictionary(o => o.Item, o => o.Index);
        var ends = new List<int>();
        var words = new List<List<string>>();
        foreach (var text in texts)
        {
            ends.Clear();
            WordSplitter.Gpt2.Split(text, ends);
            foreach (var (start, end) in ends.Prepend(0).Zip(ends))
                words.Add([.. ByteSymbols.Write(Encoding.UTF8.GetBytes(text[start..end])).Select(c => c.ToString())]);
        }
        var learnt = new List<string>();
        while (ids.Count < 256 + merges)
        {
            var best = words.SelectMany(w => w.Zip(w.Skip(1))).GroupBy(p => p)
                .OrderByDescending(g => g.Count()).ThenBy(g => ids[g.Key.First]).ThenBy(g => ids[g.Key.Second])
                .Select(g => g.Key).FirstOrDefault();
            if (best.First is null)
                break;
            learnt.Add($"{best.First} {best.Second}");
            ids.TryAdd(best.First + best.Second, ids.Count);
            foreach (var word in words)
                for (var i = 0; i + 1 < word.Count; i++)
                    if ((word[i], word[i + 1]) == best)
                    {
                        word[i] += word[i + 1];
                        word.RemoveAt(i + 1);
                    }
        }
        return learnt;
    }

    [Fact]
    public void The_incremental_trainer_agrees_with_one_that_recounts_everything() =>
        Gen.Char["aab ,é"].Array[0, 40].Select(c => new string(c)).Array[1, 6].Sample(texts =>
        {
            var expected = Reference(texts, 12);
            if (expected.Count > 0 && expected.Distinct().Count() == 12)
                Assert.Equal(expected, Merges(BpeTrainer.Train(texts, 257 + 12)));
        }, iter: 200, threads: 1);

    [Fact]
    public void The_same_texts_give_the_same_file_in_any_order_and_it_reads_back() =>
        Gen.Char["abcde .é\n"].Array[30, 80].Select(c => new string(c)).Array[2, 6].Sample(texts =>
        {
            var json = BpeTrainer.Train(texts, 262);
            Assert.Equal(json, BpeTrainer.Train(texts.Reverse(), 262));
            using var tiny = new TinyTokenizer();
            tiny.Write(json);
            var tokenizer = Tokenizer.Load(tiny.Folder);
            foreach (var text in texts)
                Assert.Equal(text, tokenizer.Decode(tokenizer.Encode(text)));
        }, iter: 50, threads: 1);
}
