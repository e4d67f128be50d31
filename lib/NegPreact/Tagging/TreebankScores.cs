using System.Diagnostics;

namespace NegPreact;

/// <summary>How a tagger and a parser do on a treebank's own words.</summary>
/// <remarks>
/// Every word counts, punctuation too. Words whose gold tag or head the file leaves out (<c>_</c>) are tagged and
/// parsed but not scored. Labels are compared by their universal part, as the CoNLL 2018 scorer does, and in full.
/// </remarks>
public sealed record TreebankScores
{
    private const int Passes = 3;

    /// <summary>Sentences read.</summary>
    public required int Sentences { get; init; }

    /// <summary>Words read.</summary>
    public required int Words { get; init; }

    /// <summary>Given tags against right ones.</summary>
    public required TagConfusion Tags { get; init; }

    /// <summary>Words with a gold head.</summary>
    public required int Heads { get; init; }

    /// <summary>Of these, words with the right head.</summary>
    public required int RightHeads { get; init; }

    /// <summary>Words with the right head and the right universal label.</summary>
    public required int RightLabels { get; init; }

    /// <summary>Words with the right head and the right label, subtype included.</summary>
    public required int RightFullLabels { get; init; }

    /// <summary>
    /// Tagging speed in words per second of elapsed time, on one thread, with no reading of files: the best of three
    /// passes after the first.
    /// </summary>
    public required double TagsPerSecond { get; init; }

    /// <summary>Parsing speed in words per second, likewise, with the tags given.</summary>
    public required double ArcsPerSecond { get; init; }

    /// <summary>Unlabelled attachment score, 0 to 1; NaN where the file has no heads.</summary>
    public double Uas => RightHeads / (double)Heads;

    /// <summary>Labelled attachment score by universal labels, 0 to 1.</summary>
    public double Las => RightLabels / (double)Heads;

    /// <summary>Labelled attachment score by full labels, 0 to 1.</summary>
    public double FullLas => RightFullLabels / (double)Heads;

    /// <summary>Tags and parses the sentences (with the tags just given) and compares.</summary>
    public static TreebankScores Measure(
        IEnumerable<ConlluSentence> sentences, Tagger tagger, Parser parser, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(sentences);
        ArgumentNullException.ThrowIfNull(tagger);
        ArgumentNullException.ThrowIfNull(parser);
        var tags = new TagConfusion();
        int count = 0, words = 0, heads = 0, rightHeads = 0, rightLabels = 0, rightFull = 0;
        var seen = new List<(IReadOnlyList<string> Forms, Upos[] Tags)>();
        foreach (var sentence in sentences)
        {
            cancellation.ThrowIfCancellationRequested();
            var forms = sentence.Forms;
            var given = tagger.Tag(forms);
            var arcs = parser.Parse(forms, given);
            seen.Add((forms, given));
            count++;
            words += forms.Count;
            for (var i = 0; i < forms.Count; i++)
            {
                var gold = sentence.Words[i];
                if (gold.Tag is { } tag)
                    tags.Add(tag, given[i]);
                if (gold.Head is not { } head)
                    continue;
                heads++;
                if (arcs[i].Head != head)
                    continue;
                rightHeads++;
                rightLabels += gold.Relation is { } r && Arc.Universal(r) == arcs[i].UniversalRelation ? 1 : 0;
                rightFull += gold.Relation == arcs[i].Relation ? 1 : 0;
            }
        }
        return new TreebankScores
        {
            Sentences = count,
            Words = words,
            Tags = tags,
            Heads = heads,
            RightHeads = rightHeads,
            RightLabels = rightLabels,
            RightFullLabels = rightFull,
            TagsPerSecond = Speed(words, () => seen.ForEach(s => tagger.Tag(s.Forms)), cancellation),
            ArcsPerSecond = Speed(words, () => seen.ForEach(s => parser.Parse(s.Forms, s.Tags)), cancellation),
        };
    }

    // The words have been gone through once, so the code is compiled; other programs only make a pass slower, so the
    // best one counts.
    private static double Speed(int words, Action pass, CancellationToken cancellation)
    {
        var best = TimeSpan.MaxValue;
        for (var i = 0; i < Passes; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            var clock = Stopwatch.StartNew();
            pass();
            best = clock.Elapsed < best ? clock.Elapsed : best;
        }

        return words / best.TotalSeconds;
    }
}
