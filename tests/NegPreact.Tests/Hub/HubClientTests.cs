using System.Text;
using NegPreact.Hub;
using NegPreact.Tests.Models;

namespace NegPreact.Tests.Hub;

/// <summary>What is fetched, and how the cache looks afterwards: as Hugging Face's own programs leave it.</summary>
public sealed class HubClientTests : IDisposable
{
    private const string Id = "owner/model";
    private static readonly byte[] config = "{\"model_type\":\"x\"}"u8.ToArray(),
        weights = [.. Enumerable.Range(0, 999).Select(i => (byte)i)];
    private static readonly bool links = !OperatingSystem.IsWindows();
    private readonly FakeHub hub = new();

    public void Dispose() => hub.Dispose();

    [Fact]
    public async Task The_cache_has_the_layout_of_Hugging_Face()
    {
        Assert.SkipUnless(links, "links need a privilege on Windows");
        var commit = Add();
        var snapshot = await hub.FetchAsync(Id);
        var model = Path.Combine(hub.Options.Cache, "models--owner--model");
        Assert.Equal((commit, Path.Combine(model, "snapshots", commit)), (snapshot.Commit, snapshot.Folder));
        Assert.Equal(commit, File.ReadAllText(Path.Combine(model, "refs", "main")));
        Assert.Equal($"../../blobs/{FakeHub.Sha256(weights)}",
            new FileInfo(Path.Combine(snapshot.Folder, "model.safetensors")).LinkTarget);
        Assert.Equal($"../../blobs/{FakeHub.GitSha1(config)}",
            new FileInfo(Path.Combine(snapshot.Folder, "config.json")).LinkTarget);
        Assert.Equal(config, File.ReadAllBytes(Path.Combine(snapshot.Folder, "config.json")));
        Assert.Equal(7, hub.Cached().Count()); // three files, three blobs, one ref: nothing temporary
    }

    [Fact]
    public async Task Only_configuration_tokenizer_and_safetensors_are_fetched()
    {
        hub.Add(Id, ("README.md", config), ("config.json", config), ("generation_config.json", config),
            ("merges.txt", config), ("model.safetensors", weights), ("pytorch_model.bin", weights), ("x.py", config));
        var snapshot = await hub.FetchAsync(Id);
        Assert.Equal(["config.json", "merges.txt", "model.safetensors"], Names(snapshot.Folder));
    }

    [Fact]
    public async Task Of_one_file_and_shards_the_one_file_is_taken()
    {
        hub.Add(Id, ("config.json", config), ("model.safetensors", weights), ("model.safetensors.index.json", config),
            ("model-1.safetensors", weights));
        Assert.Equal(["config.json", "model.safetensors"], Names((await hub.FetchAsync(Id)).Folder));
    }

    [Theory]
    [InlineData("model.safetensors", true)] // as mlx writes it
    [InlineData("model-1.safetensors", false)]
    public async Task Of_one_file_and_an_index_the_cache_is_told_what_loading_is_told(string named, bool accepted)
    {
        using var tiny = TinyModel.Llama().Write();
        var content = File.ReadAllBytes(tiny.File("model.safetensors"));
        var index = Index(named, [.. tiny.Tensors.Keys]);
        var commit = hub.Add(Id, ("config.json", File.ReadAllBytes(tiny.File("config.json"))),
            ("model.safetensors", content));
        var folder = (await hub.FetchAsync(Id)).Folder;
        foreach (var (name, bytes) in new[] { ("model-1.safetensors", content),
            ("model.safetensors.index.json", index) })
            File.WriteAllBytes(Path.Combine(folder, name), bytes);
        hub.Options = hub.Options with { Offline = true };
        if (accepted)
        {
            Assert.Equal(folder, (await hub.FetchAsync(Id)).Folder);
            LanguageModel.Load(Id, hub: hub.Options).Dispose();
            return;
        }

        var says = $"{folder}: holds both model.safetensors and model.safetensors.index.json of other files";
        Assert.Contains(says, await hub.RefusalAsync(Id), StringComparison.Ordinal);
        Assert.Contains(says, await hub.RefusalAsync($"{Id}@{commit}"), StringComparison.Ordinal);
        Assert.Contains(says, Assert.Throws<NegPreactException>(() => LanguageModel.Load(folder)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_from_before_the_hub_had_owners_is_found_also_where_it_was_kept_under_that_name()
    {
        hub.Add("openai-community/gpt2", ("config.json", config), ("model.safetensors", weights));
        var fetched = await hub.FetchAsync("gpt2");
        Assert.Equal("openai-community/gpt2", fetched.Id.ToString());
        var place = Path.Combine(hub.Options.Cache, "models--openai-community--gpt2");
        Assert.StartsWith(place, fetched.Folder, StringComparison.Ordinal);
        var old = Path.Combine(hub.Options.Cache, "models--gpt2");
        Directory.Move(place, old);
        hub.Options = hub.Options with { Offline = true };
        foreach (var name in (string[])["gpt2", "openai-community/gpt2"])
            Assert.StartsWith(old, (await hub.FetchAsync(name)).Folder, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shards_are_those_that_the_index_names()
    {
        hub.Add(Id, ("config.json", config), ("model.safetensors.index.json", Index("b.safetensors", "a.safetensors")),
            ("a.safetensors", weights), ("b.safetensors", config), ("c.safetensors", config));
        Assert.Equal(["a.safetensors", "b.safetensors", "config.json", "model.safetensors.index.json"],
            Names((await hub.FetchAsync(Id)).Folder));
    }

    [Fact]
    public async Task What_is_in_the_cache_is_not_fetched_again()
    {
        Add();
        await hub.FetchAsync(Id);
        var before = hub.Gets.Count();
        await hub.FetchAsync(Id);
        Assert.Equal(before, hub.Gets.Count());
    }

    [Fact]
    public async Task A_commit_that_is_in_the_cache_needs_no_request()
    {
        var commit = Add();
        await hub.FetchAsync(Id);
        var before = hub.Main.Requests.Count;
        await hub.FetchAsync($"{Id}@{commit}");
        Assert.Equal(before, hub.Main.Requests.Count);
    }

    [Theory]
    [InlineData("\"{0}\"")]
    [InlineData("W/\"{0}\"")]
    [InlineData("{0}")] // as some mirrors write it
    public async Task An_etag_is_read_in_all_its_forms(string form)
    {
        Add();
        hub.Spoil = (r, reply) => r.Path.EndsWith("config.json", StringComparison.Ordinal)
            ? reply.With("ETag", string.Format(form, FakeHub.GitSha1(config))) : reply;
        Assert.Equal(config, File.ReadAllBytes(Path.Combine((await hub.FetchAsync(Id)).Folder, "config.json")));
    }

    [Fact]
    public async Task Two_revisions_share_what_is_equal()
    {
        Add();
        await hub.FetchAsync(Id);
        hub.Add($"{Id}@refs/pr/1", ("config.json", [.. config, 32]), ("model.safetensors", weights));
        var other = await hub.FetchAsync($"{Id}@refs/pr/1");
        Assert.Single(hub.Store.Requests);
        Assert.Equal(other.Commit, File.ReadAllText(
            Path.Combine(hub.Options.Cache, "models--owner--model", "refs", "refs", "pr", "1")));
        Assert.Equal(weights, File.ReadAllBytes(Path.Combine(other.Folder, "model.safetensors")));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)] // as it copies where there are no links
    public async Task What_Python_fetched_is_found(bool linked)
    {
        Assert.SkipUnless(links || !linked, "links need a privilege on Windows");
        Python(Add(), linked);
        hub.Store.Requests.Clear();
        await hub.FetchAsync(Id);
        Assert.Empty(hub.Gets);
        var offline = await hub.FetchAsync(Id, hub.Options with { Offline = true });
        Assert.Equal(weights, File.ReadAllBytes(Path.Combine(offline.Folder, "model.safetensors")));
    }

    [Fact]
    public async Task A_blob_of_Python_without_its_link_is_linked()
    {
        Assert.SkipUnless(links, "links need a privilege on Windows");
        var folder = Python(Add(), linked: true);
        File.Delete(Path.Combine(folder, "model.safetensors"));
        Assert.Equal(weights, File.ReadAllBytes(Path.Combine((await hub.FetchAsync(Id)).Folder, "model.safetensors")));
        Assert.Empty(hub.Gets);
    }

    [Fact]
    public async Task A_blob_that_rotted_is_fetched_again()
    {
        Assert.SkipUnless(links, "links need a privilege on Windows");
        var commit = Add();
        var folder = Python(commit, linked: true);
        File.WriteAllBytes(Path.Combine(folder, "model.safetensors"), new byte[weights.Length]); // through the link
        Assert.Contains("does not have the checksum",
            (await Assert.ThrowsAsync<NegPreactException>(
            () => hub.FetchAsync(Id, hub.Options with { Offline = true }))).Message, StringComparison.Ordinal);
        Assert.Equal(weights, File.ReadAllBytes(
            Path.Combine((await hub.FetchAsync($"{Id}@{commit}")).Folder, "model.safetensors")));
        Assert.Single(hub.Gets, r => r.Path.Contains("signature", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Where_no_links_can_be_made_the_files_themselves_stand_in_the_snapshot()
    {
        Add();
        hub.Options = hub.Options with { Link = (_, _) => throw new IOException("no privilege") };
        var snapshot = await hub.FetchAsync(Id);
        Assert.Null(new FileInfo(Path.Combine(snapshot.Folder, "model.safetensors")).LinkTarget);
        Assert.Equal(weights, File.ReadAllBytes(Path.Combine(snapshot.Folder, "model.safetensors")));
        Assert.Equal(4, hub.Cached().Count()); // no second copy among the blobs
        var before = hub.Gets.Count();
        await hub.FetchAsync(Id);
        Assert.Equal(before, hub.Gets.Count());
    }

    [Fact]
    public async Task Offline_nothing_is_asked_and_what_is_missing_is_named()
    {
        var commit = Add();
        hub.Options = hub.Options with { Offline = true };
        Assert.Contains($"owner/model is not in the cache {hub.Options.Cache}", await hub.RefusalAsync(Id),
            StringComparison.Ordinal);
        Assert.Contains($"owner/model@{commit} is not in the cache", await hub.RefusalAsync($"{Id}@{commit}"),
            StringComparison.Ordinal);
        var folder = Python(commit, linked: links);
        Assert.Equal(folder, (await hub.FetchAsync(Id)).Folder);
        Assert.Equal(folder, (await hub.FetchAsync($"{Id}@{commit}")).Folder);
        File.Delete(Path.Combine(folder, "model.safetensors"));
        Assert.Contains("without model.safetensors, and nothing may be fetched", await hub.RefusalAsync(Id),
            StringComparison.Ordinal);
        File.WriteAllBytes(
            Path.Combine(folder, "model.safetensors.index.json"), Index("a.safetensors", "b.safetensors"));
        File.WriteAllBytes(Path.Combine(folder, "b.safetensors"), weights);
        File.Delete(Path.Combine(folder, "config.json"));
        Assert.Contains(
            "without config.json, a.safetensors, and", await hub.RefusalAsync(Id), StringComparison.Ordinal);
        Assert.Empty(hub.Main.Requests);
    }

    [Fact]
    public async Task Too_little_room_is_said_before_anything_is_fetched()
    {
        Add();
        hub.Options = hub.Options with { FreeSpace = _ => 0 };
        Assert.Contains(
            "1 MB are to be fetched, and 0 MB are free", await hub.RefusalAsync(Id), StringComparison.Ordinal);
        Assert.Empty(hub.Gets);
    }

    [Fact]
    public void A_full_disk_is_told_from_other_failures()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "/dev/full is Linux's");
        using var full = new FileStream(
            "/dev/full", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        Assert.True(DiskSpace.IsFull(Assert.Throws<IOException>(() => full.Write(new byte[1]))));
        Assert.False(DiskSpace.IsFull(new FileNotFoundException()));
        Assert.True(DiskSpace.Free(Path.Combine(hub.Root, "not", "there")) > 0);
    }

    [Fact]
    public async Task A_cache_that_cannot_be_written_is_named()
    {
        Add();
        var file = Path.Combine(hub.Root, "file");
        File.WriteAllText(file, "");
        hub.Options = hub.Options with { Cache = file };
        Assert.Contains($"{file}: cannot be used as the cache", await hub.RefusalAsync(Id), StringComparison.Ordinal);
    }

    private string Add() => hub.Add(
        Id, ("config.json", config), ("model.safetensors", weights), ("tokenizer.json", "{}"u8.ToArray()));

    /// <summary>The cache as huggingface_hub leaves it.</summary>
    private string Python(string commit, bool linked)
    {
        var model = Path.Combine(hub.Options.Cache, "models--owner--model");
        var folder = Directory.CreateDirectory(Path.Combine(model, "snapshots", commit)).FullName;
        Directory.CreateDirectory(Path.Combine(model, "blobs"));
        Directory.CreateDirectory(Path.Combine(model, "refs"));
        File.WriteAllText(Path.Combine(model, "refs", "main"), commit);
        foreach (var (name, content, blob) in new[] { ("config.json", config, FakeHub.GitSha1(config)),
            ("model.safetensors", weights, FakeHub.Sha256(weights)),
            ("tokenizer.json", "{}"u8.ToArray(), FakeHub.GitSha1("{}"u8.ToArray())) })
        {
            File.WriteAllBytes(linked ? Path.Combine(model, "blobs", blob) : Path.Combine(folder, name), content);
            if (linked) File.CreateSymbolicLink(Path.Combine(folder, name), $"../../blobs/{blob}");
        }

        return folder;
    }

    private static IEnumerable<string> Names(string folder) => Directory.EnumerateFiles(folder)
        .Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal);

    private static byte[] Index(string shard, string[] tensors) => Encoding.UTF8.GetBytes(
        $$$"""{"weight_map":{ {{{string.Join(",", tensors.Select(t => $"\"{t}\":\"{shard}\""))}}} }}""");

    private static byte[] Index(params string[] shards) =>
        Encoding.UTF8.GetBytes($$$"""{"weight_map":{ {{{string.Join(",", shards.Select((s, i) => $"\"t{i}\":\"{s}\""))}}} }}""");
}
