namespace NegPreact.Generation;

/// <summary>
/// Singular nouns by topic, each with its count in 189 MB of English prose of 1860 to 1929 (lower-case occurrences
/// alone).
/// </summary>
internal static class Topics
{
    // topic | topics too near to take a wrong choice from | words
    private const string Text = """
        sea | nature sky animals town | ship:4202 boat:5023 sea:9437 island:3025 shore:2688 wave:1205 sailor:1145 beach:1462 storm:2259
        home | town royal food clothes | chair:6508 table:10497 lamp:2148 bed:9571 window:8829 floor:6216 wall:6303 roof:2421 candle:1820
        body | sickness family clothes | head:27441 face:32370 arm:7839 foot:5794 heart:15854 eye:6552 shoulder:4184 finger:2302 hair:8442
        animals | nature sea food | horse:6449 dog:3946 cow:730 bird:2037 sheep:1323 field:2923 grass:3344 farm:1495
        law | war royal money church | judge:2434 court:2578 law:4841 prison:1893 crime:2065 witness:1221 trial:1416 lawyer:1354
        war | law royal | soldier:1648 army:3181 enemy:2945 battle:2858 gun:1925 sword:2351 war:5029
        church | family royal law music | church:3998 priest:2271 prayer:1218 soul:7281
        letters | home law | book:6108 letter:7176 paper:5435 pen:1215 page:1048 story:6674
        food | home animals | bread:2512 water:14130 wine:2406 cup:1665 dinner:5134 breakfast:2843 tea:3608 milk:1488 meat:1787 supper:2398
        nature | animals sea sky town | tree:4997 flower:1443 garden:4909 leaf:838 forest:3351 hill:3453 river:5943
        town | home nature sea royal money | street:6216 city:5824 shop:2388 crowd:3667 carriage:2825
        sky | nature sea | moon:3652 star:1327 sun:7331 sky:5637 cloud:1884 rain:3115 snow:3712
        money | law town | money:10498 gold:4492 bank:3049 price:1543
        sickness | body family | doctor:5379 fever:1389 pain:3744 patient:1268 medicine:900
        royal | war law town home church | king:3814 queen:1084 crown:974 throne:915 castle:1070 palace:1658
        music | church letters | song:2068 music:3519 dance:1975
        clothes | home body | coat:3479 dress:3849 shirt:1333 pocket:3639
        family | body sickness church royal | mother:14948 father:12814 brother:5938 sister:4319 wife:9615 husband:6159 son:6922 baby:2347
        """;

    /// <summary>Every word, in the order written.</summary>
    public static IReadOnlyList<TopicWord> Words { get; } = [.. Lines(Text).SelectMany(Read)];

    /// <summary>The lines of a table, without the spaces around them.</summary>
    public static string[] Lines(string text) => text.Split(
        '\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static IEnumerable<TopicWord> Read(string line)
    {
        var parts = line.Split(" | ");
        return parts[2].Split(' ').Select(w => w.Split(':')).Select(
            w => new TopicWord(w[0], int.Parse(w[1]), parts[0], parts[1].Split(' ')));
    }
}

/// <summary>A singular noun of a topic.</summary>
/// <param name="Word">The word.</param>
/// <param name="Count">How often it stands in the text that the words were chosen by.</param>
/// <param name="Topic">Its topic.</param>
/// <param name="Near">Topics whose words might do in its place.</param>
internal sealed record TopicWord(string Word, int Count, string Topic, IReadOnlyList<string> Near)
{
    /// <summary>
    /// Whether another word can be set against this one: of a topic far from its own, as frequent (within a factor of
    /// 2), as long (within one letter).
    /// </summary>
    public bool IsMatchedBy(TopicWord other) =>
        other.Topic != Topic && !Near.Contains(other.Topic) && !other.Near.Contains(Topic)
        && other.Count <= 2 * Count && Count <= 2 * other.Count && Math.Abs(other.Word.Length - Word.Length) <= 1;
}
