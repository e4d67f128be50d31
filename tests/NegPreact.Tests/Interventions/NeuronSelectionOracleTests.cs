using System.Text.Json;

namespace NegPreact.Tests.Interventions;

/// <summary>Which neurons the reference implementation chooses, where the shared folder has it.</summary>
[Trait(SharedData.Category, SharedData.Shared)]
public class NeuronSelectionOracleTests
{
    [Fact]
    public void The_strict_percentile_chooses_the_reference_neurons()
    {
        foreach (var selection in Documents("neuron_selection.json"))
            foreach (var expected in selection.GetProperty("cases").EnumerateArray())
            {
                var scores = Scores(
                    selection.GetProperty("arrays").GetProperty(expected.GetProperty("array").GetString()!));
                var percent = expected.GetProperty("percent").GetDouble();
                var top = expected.GetProperty("location").GetString() == "top";
                var threshold = Percentiles.Linear(
                    [.. scores.Select(s => s!.Value).Order()], top ? 100 - percent : percent);
                Assert.Equal(expected.GetProperty("threshold").GetDouble(), threshold);
                Assert.Equal(Ints(expected.GetProperty("indices")), Choose(top, [scores], percent)[0]);
            }
    }

    [Fact]
    public void The_strict_percentile_chooses_the_neurons_of_every_model_variant()
    {
        foreach (var variant in Documents("expected.json"))
        {
            var pipeline = variant.GetProperty("pipeline");
            double?[][] scores = [.. pipeline.GetProperty("layers").EnumerateObject().Select(
                layer => Scores(layer.Value.GetProperty("wd")))];
            foreach (var selection in pipeline.GetProperty("selection").EnumerateObject())
            {
                var words = selection.Name.Split('_'); // such as top_2
                var chosen = Choose(words[0] == "top", scores, double.Parse(words[1]));
                Assert.Equal(selection.Value.EnumerateArray().Select(Ints),
                    Enumerable.Range(0, scores.Length).Select(layer => chosen[layer]));
            }
        }
    }

    /// <summary>The reference draws with torch's generator, so only how many it draws can be compared.</summary>
    [Fact]
    public void A_random_choice_has_the_reference_count()
    {
        foreach (var choices in Documents("choose_indices.json"))
            foreach (var expected in choices.GetProperty("cases").EnumerateArray())
            {
                var neurons = expected.GetProperty("dim").GetInt32();
                var scores = new NamedScore("index", [[.. Enumerable.Range(0, neurons).Select(i => (double?)i)]]);
                var percent = 100 * expected.GetProperty("frac").GetDouble();
                var target = NeuronSet.Top(scores, percent, SelectionRule.ExactCountHalfToEven);
                var drawn = NeuronSet.Random(target, expected.GetProperty("seed").GetInt32(), RandomPool.AllNeurons);
                Assert.Equal(expected.GetProperty("indices").GetArrayLength(), drawn.Count);
            }
    }

    private static NeuronSet Choose(bool top, double?[][] scores, double percent) => top
        ? NeuronSet.Top(new("score", scores), percent, SelectionRule.PercentileStrict)
        : NeuronSet.Bottom(new("score", scores), percent, SelectionRule.PercentileStrict);

    private static List<JsonElement> Documents(string file)
    {
        var folders = SharedData.Folders("oracle", file);
        Assert.SkipWhen(
            folders.Count == 0, $"no folder with {file} under {SharedData.Root}/oracle (set NEGPREACT_SHARED)");
        return [.. folders.Select(
            folder => JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, file))).RootElement)];
    }

    private static double?[] Scores(JsonElement values) =>
        [.. values.EnumerateArray().Select(v => (double?)v.GetDouble())];

    private static int[] Ints(JsonElement values) => [.. values.EnumerateArray().Select(v => v.GetInt32())];
}
