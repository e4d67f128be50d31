using static TorchSharp.torch;

namespace NegPreact.Tests.Models;

/// <summary>Forward passes agree with Hugging Face's, plain and under each ablation, where the shared folder has them.</summary>
[Trait(SharedData.Category, SharedData.Shared)]
public class ForwardOracleTests
{
    // Several times the float32 noise between two builds of the reference, a seventh of the smallest effect of a wrong variant.
    private const double Tolerance = 1e-4;
    private const string Suffix = "logits";
    private const string Padded = "padded";

    public static IEnumerable<TheoryDataRow<string, string>> LogitsRows => Oracle.Rows((_, names) => names.Where(n => n.EndsWith(Suffix, StringComparison.Ordinal)));

    public static IEnumerable<TheoryDataRow<string, string>> HookRows =>
        Oracle.Rows((_, names) => names.Where(n => n.StartsWith("preact.", StringComparison.Ordinal) || n.StartsWith("mlp_input.", StringComparison.Ordinal)));

    [Theory]
    [MemberData(nameof(LogitsRows))]
    public void Logits_agree(string folder, string tensor)
    {
        using var oracle = Oracle.Open(folder);
        var words = tensor.Split('.').ToList(); // such as ablate_negative.padded.logits, or posrelu_frac0.1_seed5.logits
        words.Remove(Suffix);
        var padded = words.Remove(Padded);
        var subject = words.Count == 0 ? Oracle.Dense : string.Join('.', words);
        using var scope = NewDisposeScope();
        using var ablation = oracle.Apply(subject);
        if (!padded)
        {
            var logits = oracle.Model.Logits(Oracle.Table(oracle.Inputs.GetProperty("input_ids")));
            Assert.Equal(oracle.Shape(tensor), logits.shape);
            Closeness.Check("logits", oracle.Singles(tensor), Oracle.Values(logits), Tolerance);
            return;
        }

        // The rows go in at their own lengths, and only real positions count.
        var batch = oracle.Inputs.GetProperty(Padded);
        var mask = Oracle.Table(batch.GetProperty("attention_mask"));
        var rows = Oracle.Table(batch.GetProperty("input_ids")).Zip(mask, (ids, m) => ids[..m.Sum()]).ToArray();
        var vocabulary = oracle.Model.Network.VocabularySize;
        var real = mask.SelectMany(m => m).SelectMany(m => Enumerable.Repeat(m == 1, vocabulary)).ToArray();
        var measured = Oracle.Values(oracle.Model.Logits(rows));
        Closeness.Check("padded logits", Where(oracle.Singles(tensor), real), Where(measured, real), Tolerance);
    }

    [Theory]
    [MemberData(nameof(HookRows))]
    public void What_enters_and_leaves_the_projection_agrees(string folder, string tensor)
    {
        using var oracle = Oracle.Open(folder);
        var words = tensor.Split('.');
        float[] seen = [];
        long[] shape = [];
        using (oracle.Model.Observe((layer, input, preActivation) =>
        {
            if (layer != int.Parse(words[1]))
                return;
            var wanted = words[0] == "preact" ? preActivation : input;
            (seen, shape) = (Oracle.Values(wanted), wanted.shape);
        }))
            oracle.Model.Run(Oracle.Table(oracle.Inputs.GetProperty("input_ids")));
        Assert.Equal(oracle.Shape(tensor), shape);
        Closeness.Check(words[0], oracle.Singles(tensor), seen, Tolerance);
    }

    private static float[] Where(float[] values, bool[] keep)
    {
        Assert.Equal(values.Length, keep.Length);
        return [.. values.Where((_, i) => keep[i])];
    }
}
