using System.Globalization;

namespace NegPreact.Training;

/// <summary>The training curve as a tab-separated file; a resumed run drops what came after its state.</summary>
internal sealed class Curve
{
    private readonly string file;

    public Curve(string file, int step)
    {
        this.file = file;
        string[] kept = File.Exists(file)
            ? [.. File.ReadLines(file).Skip(1).Where(l => int.TryParse(l.Split('\t')[0], out var s) && s <= step)]
            : [];
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        // Under another name first: a kill between the lines would lose the rest of them.
        File.WriteAllLines(file + ".new", ["step\ttokens\tloss_nats\tvalidation_loss_nats", .. kept]);
        File.Move(file + ".new", file, overwrite: true);
    }

    public void Add(TrainingReport r) => File.AppendAllText(file, string.Create(
        CultureInfo.InvariantCulture, $"{r.Step}\t{r.Tokens}\t{r.Loss:F4}\t{r.ValidationLoss:F4}\n"));
}
