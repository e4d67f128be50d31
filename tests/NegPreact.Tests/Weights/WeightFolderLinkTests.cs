using NegPreact.Weights;

namespace NegPreact.Tests.Weights;

/// <summary>Links that a model folder may hold, and those that would lead a reader elsewhere.</summary>
public sealed class WeightFolderLinkTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public WeightFolderLinkTests() =>
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need a privilege on Windows");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_snapshot_of_the_Hugging_Face_cache_opens()
    {
        var snapshot = Snapshot("../../blobs/abc");
        using var weights = WeightFolder.Open(snapshot);
        Assert.Equal(["a"], weights.Entries.Keys);
    }

    [Fact]
    public void A_subfolder_of_a_snapshot_opens()
    {
        var sub = Directory.CreateDirectory(Path.Combine(Snapshot("../../blobs/abc"), "sub")).FullName;
        Link(Path.Combine(sub, "model.safetensors"), "../../../blobs/abc");
        using var weights = WeightFolder.Open(sub);
        Assert.Single(weights.Entries);
    }

    [Fact]
    public void A_link_to_a_file_of_the_same_folder_opens()
    {
        folder.WriteTensors("weights.safetensors", "a");
        Link(folder.File("model.safetensors"), "weights.safetensors");
        using var weights = WeightFolder.Open(folder.Path);
        Assert.Single(weights.Entries);
    }

    [Fact]
    public void A_folder_reached_by_a_link_opens()
    {
        folder.Folder("model");
        folder.WriteTensors("model/model.safetensors", "a");
        Directory.CreateSymbolicLink(folder.File("link"), "model");
        using var weights = WeightFolder.Open(folder.File("link"));
        Assert.Single(weights.Entries);
    }

    [Theory]
    [InlineData("../../../models--c--d/blobs/abc")]
    [InlineData("../../../outside.safetensors")]
    [InlineData("../../refs/abc")]
    [InlineData("../../blobs/deeper/abc")]
    public void A_snapshot_link_that_leaves_the_blobs_is_refused(string target) => Leaves(Snapshot(target));

    [Fact]
    public void A_link_out_of_a_plain_folder_is_refused()
    {
        folder.WriteTensors("outside.safetensors", "a");
        var model = folder.Folder("model");
        Link(Path.Combine(model, "model.safetensors"), folder.File("outside.safetensors"));
        Leaves(model);
    }

    [Fact]
    public void A_blobs_folder_that_is_itself_a_link_is_refused()
    {
        var snapshot = Snapshot("../../blobs/abc");
        Directory.Move(folder.File("models--a--b/blobs"), folder.File("elsewhere"));
        Directory.CreateSymbolicLink(folder.File("models--a--b/blobs"), folder.File("elsewhere"));
        Leaves(snapshot);
    }

    [Fact]
    public void A_link_through_a_linked_folder_and_back_is_followed_as_the_system_does()
    {
        // By its text the link stays in the folder; the system goes to the parent of where `inner` leads.
        folder.Folder("other/sub");
        folder.WriteTensors("other/copy.safetensors", "a");
        var model = folder.Folder("model");
        folder.WriteTensors("model/copy.safetensors", "a");
        Directory.CreateSymbolicLink(Path.Combine(model, "inner"), "../other/sub");
        Link(Path.Combine(model, "model.safetensors"), "inner/../copy.safetensors");
        Leaves(model);
    }

    [Fact]
    public void A_shard_that_links_out_is_refused()
    {
        folder.WriteTensors("outside.safetensors", "a");
        var model = folder.Folder("model");
        folder.Write("model/model.safetensors.index.json", """{"weight_map":{"a":"x.safetensors"}}""");
        Link(Path.Combine(model, "x.safetensors"), "../outside.safetensors");
        Leaves(model);
    }

    [Fact]
    public void An_index_that_links_out_is_refused()
    {
        folder.Write("outside.json", """{"weight_map":{"a":"x.safetensors"}}""");
        var model = folder.Folder("model");
        folder.WriteTensors("model/x.safetensors", "a");
        Link(Path.Combine(model, "model.safetensors.index.json"), "../outside.json");
        Leaves(model);
    }

    [Fact]
    public void A_link_to_nothing_is_named()
    {
        Link(folder.File("model.safetensors"), "gone.safetensors");
        Assert.Contains("is missing, or is a broken link", Refusal(folder.Path), StringComparison.Ordinal);
    }

    [Fact]
    public void Links_in_a_circle_are_named()
    {
        Link(folder.File("a"), "b");
        Link(folder.File("b"), "a");
        Link(folder.File("model.safetensors"), "a");
        Assert.Contains("model.safetensors: its links run in a circle", Refusal(folder.Path), StringComparison.Ordinal);
    }

    // A cache as the Hub's clients build it, and around it what a crafted link may aim at.
    private string Snapshot(string target)
    {
        folder.WriteTensors("outside.safetensors", "a");
        foreach (var place in new[] { "models--a--b/blobs", "models--a--b/blobs/deeper", "models--a--b/refs",
            "models--c--d/blobs" })
        {
            folder.Folder(place);
            folder.WriteTensors($"{place}/abc", "a");
        }

        var snapshot = folder.Folder("models--a--b/snapshots/0123");
        Link(Path.Combine(snapshot, "model.safetensors"), target);
        // else the refusal would be for another reason
        Assert.True(File.Exists(Path.Combine(snapshot, "model.safetensors")));
        return snapshot;
    }

    private static void Link(string path, string target) => File.CreateSymbolicLink(path, target);

    private static void Leaves(string model)
    {
        var message = Refusal(model);
        Assert.StartsWith(model, message, StringComparison.Ordinal);
        Assert.Contains("is a link that leaves the model's folder", message, StringComparison.Ordinal);
    }

    private static string Refusal(string model) =>
        Assert.Throws<NegPreactException>(() => WeightFolder.Open(model)).Message;
}
