using System.CommandLine;

namespace NegPreact.Cli;

/// <summary><c>negpreact evaluate</c>: what comes with the project, measured on your own data.</summary>
internal static class EvaluateCommand
{
    public static Command Make() =>
        new("evaluate", "Measures what comes with the project on your own data.") { Tagger() };

    private static Command Tagger()
    {
        var file = new Argument<string>("file") { Description = "A CoNLL-U file (.conllu or .conllu.gz), or "
            + "ud-ewt/en_ewt-ud-test.conllu, which is fetched." };
        var model = new Option<string>("--model")
        {
            Description = "A folder that train-tagger wrote.",
            DefaultValueFactory = _ => "data/tagger",
        };
        var raw = new Option<bool>("--raw")
        {
            Description = "Also divide the file's running text into words, and score that.",
        };
        var confusion = new Option<string?>("--confusion")
        {
            Description = "Write the counts of correct against assigned tags to this file.",
        };
        var command = new Command(
            "tagger",
            "Prints UPOS accuracy, UAS, LAS and speed of tagger and parser on a treebank, on its own words.")
        {
            file, model, raw, confusion,
        };
        command.SetAction((parsed, cancellation) =>
        {
            var folder = parsed.GetValue(model)!;
            if (parsed.GetValue(confusion) is { } table)
                OutputFolder.CheckFile(table);
            var sentences = ConlluFile.Read(parsed.GetValue(file)!).ToList();
            if (sentences.Count == 0)
                throw new NegPreactException(
                    ErrorKind.DataMissing,
                    $"{parsed.GetValue(file)} has no sentences; name a CoNLL-U file that has some.");
            var (tagger, parser) = (NegPreact.Tagger.Load(folder), Parser.Load(folder));
            var scores = TreebankScores.Measure(sentences, tagger, parser, cancellation);
            Print(scores);
            if (parsed.GetValue(raw))
                Print(RawTextScores.Measure(sentences, WordTokenizer.Load(folder), tagger, parser, cancellation));
            if (parsed.GetValue(confusion) is { } path)
                scores.Tags.Save(path);
            return Task.FromResult(0);
        });
        return command;
    }

    private static void Print(TreebankScores s)
    {
        Console.WriteLine(
            $"{s.Sentences} sentences, {s.Words} words, the file's own words (gold tokens), tagged by the tagger");
        Console.WriteLine(s.Tags.Total > 0
            ? $"UPOS {Percent(s.Tags.Accuracy)} of {s.Tags.Total} words with a gold tag"
            : "UPOS: the file has no tags");
        if (s.Heads > 0)
        {
            Console.WriteLine($"UAS  {Percent(s.Uas)} of {s.Heads} words with a gold head, punctuation included");
            Console.WriteLine($"LAS  {Percent(s.Las)} (universal part of the label, as the CoNLL 2018 scorer); "
                + $"{Percent(s.FullLas)} with subtypes");
        }
        else
        {
            Console.WriteLine("UAS, LAS: the file has no heads");
        }
        Console.WriteLine(
            $"speed: {s.TagsPerSecond:N0} words/s tagged, {s.ArcsPerSecond:N0} words/s parsed (one thread)");
        if (s.Tags.Total == 0)
            return;
        Console.WriteLine();
        Console.WriteLine("UPOS    precision   recall    words");
        foreach (var tag in Enum.GetValues<Upos>().Where(t => s.Tags.Count(t) > 0))
            Console.WriteLine(
                $"{tag,-6} {Percent(s.Tags.Precision(tag)),10} {Percent(s.Tags.Recall(tag)),8} {s.Tags.Count(tag),8}");
    }

    private static void Print(RawTextScores s)
    {
        Console.WriteLine();
        Console.WriteLine("running text, F1 as the CoNLL 2018 scorer");
        Console.WriteLine($"sentences {Percent(s.Sentences)}  words {Percent(s.Words)}  UPOS {Percent(s.Tags)}  UAS "
            + $"{Percent(s.Heads)}  LAS {Percent(s.Labels)}");
    }

    private static string Percent(double share) => double.IsNaN(share) ? "-" : $"{100 * share:F2} %";
}
