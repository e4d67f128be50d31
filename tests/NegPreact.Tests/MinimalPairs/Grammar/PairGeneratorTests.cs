using NegPreact.Grammar;

namespace NegPreact.Tests.MinimalPairs.Grammar;

public class PairGeneratorTests
{
    private const int Seed = 7;

    public static IEnumerable<TheoryDataRow<string>> Uids =>
        Paradigms.All.Select(p => new TheoryDataRow<string>(p.Uid));

    public static IEnumerable<TheoryDataRow<string>> Agreeing => Paradigms.All
        .Where(p => p.Contrast == Contrast.Word && p.Phenomenon.Contains("agreement") && p.Changes.Split(' ').All(
            c => c is "Be" or "Aux" or "V" or "N" or "Det" or "Refl"))
        .Select(p => new TheoryDataRow<string>(p.Uid));

    [Theory]
    [MemberData(nameof(Uids))]
    [Trait(TestCategory.Name, TestCategory.Slow)]
    public void Good_sentences_parse_and_bad_ones_do_not(string uid)
    {
        Assert.All(Pairs(uid), pair =>
        {
            Assert.True(Recogniser.Accepts(pair.Good), pair.Good);
            Assert.False(Recogniser.Accepts(pair.Bad), pair.Bad);
        });
    }

    [Theory]
    [MemberData(nameof(Uids))]
    public void Each_pair_differs_only_as_its_paradigm_says(string uid)
    {
        var paradigm = Paradigm(uid);
        Assert.All(Pairs(uid), pair =>
        {
            var (good, bad) = (Sentence.Read(pair.Good), Sentence.Read(pair.Bad));
            Assert.Equal(good.Count, bad.Count);
            var start = good.Zip(bad).TakeWhile(p => p.First == p.Second).Count();
            var end = good.Count - good.Zip(bad).Reverse().TakeWhile(p => p.First == p.Second).Count();
            Assert.Equal(paradigm.Contrast, Kind([.. good.Take(end).Skip(start)], [.. bad.Take(end).Skip(start)]));
            if (paradigm.Contrast == Contrast.Word)
                Assert.True(IsNamed(paradigm, good[start]) && IsNamed(paradigm, bad[start]),
                    $"{good[start]} and {bad[start]} are not both of {paradigm.Changes}: {pair.Good}");
        });
    }

    [Theory]
    [MemberData(nameof(Uids))]
    public void No_sentence_comes_twice(string uid)
    {
        var pairs = Pairs(uid);
        Assert.Equal(Paradigms.PairsEach, pairs.Count);
        Assert.Distinct(pairs.SelectMany(p => new[] { p.Good, p.Bad }));
    }

    [Theory]
    [MemberData(nameof(Agreeing))]
    public void Preferring_one_number_or_gender_is_right_half_of_the_time(string uid)
    {
        var paradigm = Paradigm(uid);
        var changes = Pairs(uid).Select(p => (Good: Sentence.Read(p.Good), Bad: Sentence.Read(p.Bad)))
            .Select(p => p.Good.Zip(p.Bad).First(w => w.First != w.Second)).ToList();
        foreach (var form in paradigm.Changes == "Refl" ? changes.Select(c => c.First).Distinct() : ["singular"])
        {
            var whenGood = changes.Count(c => Is(form, c.First, paradigm) && !Is(form, c.Second, paradigm));
            var whenBad = changes.Count(c => Is(form, c.Second, paradigm) && !Is(form, c.First, paradigm));
            Assert.True(whenGood == whenBad && whenGood > 0, $"{form}: good {whenGood} times, bad {whenBad} times");
        }
    }

    [Fact]
    public void The_same_seed_gives_the_same_pairs_and_another_seed_others()
    {
        var paradigm = Paradigms.All[0];
        Assert.Equal(PairGenerator.Generate(paradigm, 50, Seed), PairGenerator.Generate(paradigm, 50, Seed));
        Assert.NotEqual(PairGenerator.Generate(paradigm, 50, Seed), PairGenerator.Generate(paradigm, 50, Seed + 1));
    }

    [Fact]
    public void A_paradigm_that_is_too_narrow_says_how_far_it_came()
    {
        var narrow = new Paradigm(
            "narrow", "ellipsis", "blimp-like", Contrast.Word, "Be", "", "the man { was | were } { old | old }");
        var e = Assert.Throws<NegPreactException>(() => PairGenerator.Generate(narrow, 2, Seed));
        Assert.Contains("narrow gave 1 distinct pairs of the 2", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_twelve_phenomena_are_there_and_names_are_unique()
    {
        Assert.Equal(12, Paradigms.All.Where(p => p.Suite == "blimp-like").Select(p => p.Phenomenon).Distinct()
            .Count());
        Assert.Distinct(Paradigms.All.Select(p => p.Uid));
    }

    private static Paradigm Paradigm(string uid) => Paradigms.All.Single(p => p.Uid == uid);

    private static IReadOnlyList<GrammarPair> Pairs(string uid) => PairGenerator.Generate(
        Paradigm(uid), Paradigms.PairsEach, Seed);

    private static Contrast Kind(string[] good, string[] bad)
    {
        if (good.Length == 1)
            return Contrast.Word;
        if (!good.Order().SequenceEqual(bad.Order()))
            return Contrast.Words;
        return Enumerable.Range(1, good.Length - 1).Any(cut => good[cut..].Concat(good[..cut]).SequenceEqual(bad))
            ? Contrast.Move : Contrast.Reorder;
    }

    private static bool IsNamed(Paradigm paradigm, string word) =>
        paradigm.Changes.Split(' ').Any(c => c == word || WordList.OfWord(word).Any(e => e.Category == c));

    private static bool Is(string form, string word, Paradigm paradigm) => form != "singular" ? word == form
        : paradigm.Changes switch
        {
            "N" => WordList.OfWord(word).Any(e => e.Category == "N" && e.Lemma == word),
            "Det" => word is "this" or "that",
            _ => word.EndsWith('s'), // is, was, has, sees
        };
}
