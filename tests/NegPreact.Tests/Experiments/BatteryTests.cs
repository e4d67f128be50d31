namespace NegPreact.Tests.Experiments;

public class BatteryTests
{
    [Fact]
    public void A_part_has_some_pairs_of_every_paradigm_in_their_order()
    {
        var whole = Battery.BuiltIn;
        var part = whole.Part(pairs: 3, questions: 10, seed: 1);
        foreach (var (all, some) in new[] { (whole.Blimp, part.Blimp), (whole.Tse, part.Tse) })
        {
            Assert.Equal(all.Pairs.Select(p => p.Paradigm).Distinct(), some.Pairs.Select(p => p.Paradigm).Distinct());
            Assert.All(some.Pairs.GroupBy(p => p.Paradigm), g => Assert.Equal(3, g.Count()));
            var places = all.Pairs.Select((p, i) => (p, i)).ToDictionary(
                x => (x.p.Paradigm, x.p.Good, x.p.Bad), x => x.i);
            int[] order = [.. some.Pairs.Select(p => places[(p.Paradigm, p.Good, p.Bad)])];
            Assert.Equal(order.Order(), order);
        }

        Assert.All(part.Tasks, t => Assert.Equal(10, t.Items.Count));
        Assert.Equal(part.Blimp.Sha256, whole.Part(3, 10, seed: 1).Blimp.Sha256);
        Assert.NotEqual(part.Blimp.Sha256, whole.Part(3, 10, seed: 2).Blimp.Sha256);
    }

    [Fact]
    public void Each_paradigm_gives_other_rows_and_the_same_whatever_else_is_in_the_suite()
    {
        var pairs = Enumerable.Range(0, 40).SelectMany(i => new[] { "a", "b", "c" }.Select(
            paradigm => new MinimalPair($"good {i}", $"bad {i}", paradigm, "p")));
        var part = Battery.Part(PairSuite.Of("s", pairs), 10, seed: 1);
        var rows = part.Pairs.ToLookup(p => p.Paradigm, p => p.Good);
        Assert.NotEqual(rows["a"], rows["b"]);
        Assert.NotEqual(rows["b"], rows["c"]);
        var alone = Battery.Part(PairSuite.Of("s", pairs.Where(p => p.Paradigm == "b")), 10, seed: 1);
        Assert.Equal(rows["b"], alone.Pairs.Select(p => p.Good));
    }

    [Theory]
    [InlineData(40, 10, 10)] // as many as asked for
    [InlineData(15, 8, 7)] // never more than half, rounded up, and then what is left
    [InlineData(2, 1, 1)]
    public void Two_parts_share_no_pair_and_the_first_is_the_part(int each, int first, int second)
    {
        var suite = PairSuite.Of("s", new[] { "a", "b" }.SelectMany(paradigm => Enumerable.Range(0, each).Select(
            i => new MinimalPair($"good {i}", $"bad {i}", paradigm, "p"))));
        var parts = Battery.Apart(suite, 10, 10, seed: 3);
        Assert.All(parts.First.Pairs.GroupBy(p => p.Paradigm), g => Assert.Equal(first, g.Count()));
        Assert.All(parts.Second.Pairs.GroupBy(p => p.Paradigm), g => Assert.Equal(second, g.Count()));
        Assert.Empty(parts.First.Pairs.Intersect(parts.Second.Pairs));
        Assert.Equal(Battery.Part(suite, first, seed: 3).Pairs, parts.First.Pairs);
    }

    [Fact]
    public void A_part_as_large_as_the_whole_is_the_whole() =>
        Assert.Equal(Battery.BuiltIn.Tse.Sha256, Battery.BuiltIn.Part(1_000, 1_000, seed: 1).Tse.Sha256);

    [Fact]
    public void No_name_means_the_built_in_data_and_an_unknown_one_is_refused()
    {
        Assert.Equal(Battery.BuiltIn.Blimp.Sha256, Battery.Named(" ").Blimp.Sha256);
        Assert.Contains("\"blimpf\"", Assert.Throws<NegPreactException>(() => Battery.Named("tse,blimpf")).Message,
            StringComparison.Ordinal);
        Assert.Contains("wikitext-2 holds text", Assert.Throws<NegPreactException>(
            () => Battery.Named("tse,wikitext-2")).Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait(SharedData.Category, SharedData.Shared)]
    public void Tasks_are_named_one_by_one_or_all_together()
    {
        SharedData.Need("data/benchmarks");
        var named = Battery.Named("lambada, arc-easy,piqa,boolq,copa");
        Assert.Equal(["lambada_openai", "arc_easy", "piqa", "boolq", "copa"], named.Tasks.Select(t => t.Name));
        Assert.Equal(Battery.BuiltIn.Blimp.Sha256, named.Blimp.Sha256);
        Assert.Equal(TaskSet.LoadFolder(Path.Combine(SharedData.Root, "data", "benchmarks")).Select(t => t.Sha256),
            Battery.Named("benchmarks").Tasks.Select(t => t.Sha256));
    }

    [Theory]
    [Trait(SharedData.Category, SharedData.Shared)]
    [InlineData("blimp", "data/blimp")]
    [InlineData("tse", "data/tse/refining_tse_ML")]
    [InlineData("benchmarks", "data/benchmarks")]
    [Trait(TestCategory.Name, TestCategory.Slow)]
    public void Published_data_are_found_in_the_shared_folder(string name, string folder)
    {
        SharedData.Need(folder);
        var (named, builtIn) = (Battery.Named(name), Battery.BuiltIn);
        Assert.Equal(name != "blimp", named.Blimp.Sha256 == builtIn.Blimp.Sha256);
        Assert.Equal(name != "tse", named.Tse.Sha256 == builtIn.Tse.Sha256);
        if (name == "benchmarks")
            Assert.NotEqual(builtIn.Tasks.Select(t => t.Sha256), named.Tasks.Select(t => t.Sha256));
    }
}
