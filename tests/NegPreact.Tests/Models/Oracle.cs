using System.Text.Json;
using NegPreact.Models;
using NegPreact.Parity;
using NegPreact.Weights;
using static TorchSharp.torch;

namespace NegPreact.Tests.Models;

/// <summary>One of the shared folders of reference outputs, and the rows of theories over all of them.</summary>
internal sealed class Oracle : IDisposable
{
    private Oracle(string folder) => Reference = ReferenceFolder.Open(folder);

    public ReferenceFolder Reference { get; }

    public LanguageModel Model => Reference.Model;

    public JsonElement Inputs => Reference.Inputs;

    public JsonElement Expected => Reference.Expected;

    /// <summary>Opens a folder by its path below the shared folder.</summary>
    public static Oracle Open(string name) => new(SharedData.Need(name));

    /// <summary>
    /// One row per folder and subject; a row that says why for a folder that cannot be compared, or where there is
    /// none.
    /// </summary>
    /// <param name="subjects">
    /// The subjects of a folder, from its expected.json and the names in its expected.safetensors.
    /// </param>
    public static IEnumerable<TheoryDataRow<string, string>> Rows(
        Func<JsonElement, IEnumerable<string>, IEnumerable<string>> subjects)
    {
        var folders = SharedData.References();
        if (folders.Count == 0)
            yield return Skipped(
                "none", $"no folder with expected.safetensors below {SharedData.Root} (set NEGPREACT_SHARED)");
        foreach (var folder in folders)
        {
            var (name, type) = (Path.GetRelativePath(SharedData.Root, folder), ConfigReader.Open(folder).ModelType);
            if (!Architectures.IsSupported(type))
            {
                yield return Skipped(name, $"the library has no architecture '{type}'");
                continue;
            }

            using var tensors = SafetensorsFile.Open(Path.Combine(folder, "expected.safetensors"));
            using var expected = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "expected.json")));
            foreach (var subject in subjects(expected.RootElement, tensors.Entries.Keys))
                yield return new(name, subject);
        }
    }

    /// <summary>Subjects for which expected.json has scores.</summary>
    public static IEnumerable<string> Scored(JsonElement expected) => ReferenceFolder.SubjectsOf(expected);

    /// <summary>Does to the model what the subject says.</summary>
    public IDisposable Apply(string subject) => Reference.Apply(subject);

    public static float[] Values(Tensor tensor) => ReferenceFolder.Values(tensor);

    public static int[] Ints(JsonElement values) => ReferenceFolder.Ints(values);

    public static int[][] Table(JsonElement rows) => ReferenceFolder.Table(rows);

    public static double[] Doubles(JsonElement values) => [.. values.EnumerateArray().Select(v => v.GetDouble())];

    public void Dispose() => Reference.Dispose();

    private static TheoryDataRow<string, string> Skipped(string name, string reason) => new(name, "") { Skip = reason };
}
