using System.Text.Json;
using NegPreact.Models;
using NegPreact.Weights;

namespace NegPreact.Tests.Models;

/// <summary>Models from GGUF files compute what Hugging Face's classes do on the unpacked weights.</summary>
[Trait(SharedData.Category, SharedData.Shared)]
public class GgufParityTests
{
    private const double Tolerance = 1e-4;
    private const double Large = 32; // from here on the float32 noise of two builds comes near the tolerance

    public static IEnumerable<TheoryDataRow<string>> Sets => GgufSets.Rows();

    [Theory]
    [MemberData(nameof(Sets))]
    public void Everything_agrees(string name)
    {
        using var reference = GgufSets.Open(name);
        var all = reference.Compare(TestContext.Current.CancellationToken).ToList();
        Assert.Contains(all, d => d.Name == "logits");
        Assert.Equal(reference.Model.Layers, all.Count(d => d.Name.StartsWith("preact.", StringComparison.Ordinal)));
        Assert.All(all, difference =>
        {
            TestContext.Current.TestOutputHelper?.WriteLine(difference.ToString());
            // The relative difference is that to the largest magnitude.
            var magnitude = difference.Absolute > 0 ? difference.Absolute / difference.Relative : 0;
            Assert.True(difference.IsWithin(magnitude > Large ? 2 * Tolerance : Tolerance), difference.ToString());
        });
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public void A_model_that_is_a_little_off_is_noticed(string name)
    {
        using var reference = GgufSets.Open(name);
        using var off = reference.Model.Network.Mlps[0].Input.Add(x => x * 1.01f);
        Assert.False(reference.CompareTensor("logits").IsWithin(2 * Tolerance));
    }

    // The reference's numbers come from hf_config, which is not derived from the file.
    [Theory]
    [MemberData(nameof(Sets))]
    public void The_configuration_is_that_of_the_model_that_the_file_was_made_from(string name)
    {
        using var reference = GgufSets.Open(name);
        var wanted = reference.Description.GetProperty("hf_config");
        var compared = 0;
        foreach (var (field, value) in Fields(reference.Model.Config))
            if (wanted.TryGetProperty(field, out var other) && other.ValueKind != JsonValueKind.Null
                && !(field is "model_type" or "architectures" && IsMistral(wanted)))
            {
                Assert.True(Same(value, other), $"{field} is {value}, not {other}");
                compared++;
            }

        Assert.True(compared > 8, $"only {compared} fields in common");
        // Newer names of the same: what rotary embeddings there are tells parity.
        if (wanted.TryGetProperty("rope_parameters", out var rotary)
            && rotary.TryGetProperty("rope_theta", out var theta))
            Assert.Equal(theta.GetDouble(), Theta(reference.Model.Config));
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public void Packed_rows_come_in_the_order_of_the_unpacked_ones(string name)
    {
        using var model = GgufModel.OpenFile(SharedData.Need(name));
        foreach (var entry in model.Entries.Values.Where(e => e.HasStoredRows))
        {
            var (rows, width) = (entry.Shape[0], (int)(entry.Stored.ElementCount / entry.Shape[0]));
            var (singles, packed) = (new float[entry.Stored.ElementCount], new byte[entry.Stored.ByteCount]);
            model.CopySingles(entry, 0, singles);
            model.CopyPacked(entry, 0, packed);
            var unpacked = new float[singles.Length];
            GgufBlocks.Unpack(entry.Stored.Type, packed, unpacked);
            Assert.Equal(singles, unpacked);
            // A part of the rows, which begins and ends within a head.
            var part = new float[(rows - 2) * width];
            model.CopySingles(entry, 1, part);
            Assert.Equal(singles[width..^width], part);
        }
    }

    private static IEnumerable<(string Field, JsonElement Value)> Fields(JsonElement config) =>
        config.EnumerateObject().Where(p => p.Value.ValueKind != JsonValueKind.Null).Select(p => (p.Name, p.Value));

    // The file says llama for both.
    private static bool IsMistral(JsonElement config) => config.GetProperty("model_type").GetString() == "mistral";

    private static double Theta(JsonElement config) => config.TryGetProperty("rope_theta", out var theta)
        ? theta.GetDouble()
        : config.GetProperty("rotary_emb_base").GetDouble();

    private static bool Same(JsonElement one, JsonElement other) => one.ValueKind == JsonValueKind.Number
        ? one.GetDouble() == other.GetDouble()
        : JsonElement.DeepEquals(one, other);
}
