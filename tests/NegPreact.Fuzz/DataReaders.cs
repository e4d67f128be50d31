using NegPreact.Training;

namespace NegPreact.Fuzz;

/// <summary>Readers of pairs, tasks, treebanks and text.</summary>
internal static class DataReaders
{
    private const string Pairs = """
        {"sentence_good": "a b", "sentence_bad": "b a", "UID": "p", "linguistics_term": "t"}
        {"sentence_good": "a b", "sentence_bad": "b a", "UID": "p", "phenomenon": "t", "suite": "blimp-like"}
        {"sentence_good": "a b", "sentence_bad": "b a", "construction": "c", "condition": "d", "alternative": 1}
        {"sentence_good": "a b", "sentence_bad": "b a", "label": 3}

        """;

    private static readonly string[] tasks =
    [
        """
        {"query": "a", "choices": ["b", "c"], "gold": 0, "task": "t"}
        {"query": "a", "choices": ["b", "c", "d"], "gold": 2}

        """,
        """
        {"context_options": ["a", "b"], "continuation": "c", "gold": 1}

        """,
        """
        {"context": "a b", "continuation": "c"}

        """,
    ];

    private const string Treebank =
        "# newdoc\n# newpar\n1\tI\tI\tPRON\t_\t_\t2\tnsubj\t_\t_\n2-3\tdon't\t_\t_\t_\t_\t_\t_\t_\t_\n"
        + "2\tdo\tdo\tAUX\t_\t_\t0\troot\t_\t_\n3\tn't\tnot\tPART\t_\t_\t2\tadvmod\t_\tSpaceAfter=No\n"
        + "3.1\tx\t_\t_\t_\t_\t_\t_\t_\t_\n4\t.\t.\tPUNCT\t_\t_\t2\tpunct\t_\t_\n\n1\tYes\t_\t_\t_\t_\t_\t_\t_\t_\n\n";

    public static IEnumerable<Reader> All() => new[] { "", ".gz" }.SelectMany(end => new Reader[]
    {
        new("pairs" + Dashed(end), "p.jsonl" + end, Form.JsonLines, [Reader.Sample("p.jsonl" + end, Pairs)], folder =>
            _ = PairFile.Read(Path.Combine(folder, "p.jsonl" + end)).Count()),
        new("tasks" + Dashed(end), "t.jsonl" + end, Form.JsonLines,
            [.. tasks.Select(t => Reader.Sample("t.jsonl" + end, t))],
            folder => TaskSet.Load(Path.Combine(folder, "t.jsonl" + end))),
        new("conllu" + Dashed(end), "c.conllu" + end, Form.Lines, [Reader.Sample("c.conllu" + end, Treebank)],
            folder => _ = ConlluFile.Read(Path.Combine(folder, "c.conllu" + end)).Sum(s => s.Text.Length)),
        new("text" + Dashed(end), "x.txt" + end, Form.Lines, [Reader.Sample("x.txt" + end, "one\ntwo three\n")],
            folder => _ = TextFiles.Lines([Path.Combine(folder, "x.txt" + end)]).Count()),
    });

    private static string Dashed(string end) => end.Replace('.', '-');
}
