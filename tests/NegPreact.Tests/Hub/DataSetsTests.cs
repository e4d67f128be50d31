using NegPreact.Hub;

namespace NegPreact.Tests.Hub;

/// <summary>
/// Data sets: from the shared folder where it holds them, by the network otherwise, and checked in either case.
/// </summary>
public sealed class DataSetsTests : IDisposable
{
    private readonly FakeHub hub = new();

    public void Dispose() => hub.Dispose();

    [Fact]
    public void The_table_names_each_file_once_and_where_it_is_published()
    {
        foreach (var set in Enum.GetValues<DataSet>())
        {
            var data = DataFiles.Of(set);
            Assert.Matches("^[^/]+/[^/]+/[0-9a-f]{40}/", data.Source);
            Assert.NotEmpty(data.Files);
            Assert.Distinct(data.Files.Select(f => f.Name));
            Assert.Distinct(data.Files.Select(f => f.Published.Hex));
            Assert.All(data.Files, f => Assert.Equal(
                (f.Name, true, 64), (Path.GetFileName(f.Name), f.Size > 0, f.Kept.Hex.Length)));
        }
    }

    [Theory]
    [Trait(SharedData.Category, SharedData.Shared)]
    [InlineData(DataSet.WikiText2)]
    [InlineData(DataSet.Blimp)]
    [InlineData(DataSet.Tse)]
    public void The_shared_folder_holds_what_the_table_says(DataSet set)
    {
        var folder = SharedData.Need(Path.Combine("data", DataFiles.Of(set).Folder));
        Assert.Equal(folder, DataSets.Folder(set, hub.Options with { Shared = SharedData.Root, Offline = true }));
    }

    [Theory]
    [Trait(SharedData.Category, SharedData.Shared)]
    [InlineData(DataSet.WikiText2)]
    [InlineData(DataSet.Tse)]
    public async Task What_the_network_brings_is_what_the_shared_folder_holds(DataSet set)
    {
        var data = DataFiles.Of(set);
        var shared = SharedData.Need(Path.Combine("data", data.Folder));
        hub.SpoilStore = (r, _, n) => new Reply(200, Published(
            data, Path.Combine(shared, Path.GetFileName(r.Path)))) { SendOnly = n == 1 ? 1000 : int.MaxValue };
        var folder = await DataSets.FetchAsync(set, hub.Options);
        Assert.StartsWith(hub.Options.DataCache, folder, StringComparison.Ordinal);
        Assert.Equal(data.Files.Select(f => f.Name).Order(StringComparer.Ordinal),
            Directory.EnumerateFiles(folder).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal));
        Assert.All(data.Files, f => Assert.Equal(
            File.ReadAllBytes(Path.Combine(shared, f.Name)), File.ReadAllBytes(Path.Combine(folder, f.Name))));
        Assert.All(hub.Store.Requests, r => Assert.StartsWith($"/{data.Source}/", r.Path, StringComparison.Ordinal));
        Assert.All(hub.Store.Requests, r => Assert.Null(r.Header("Authorization")));

        var before = hub.Store.Requests.Count;
        Assert.Equal(folder, await DataSets.FetchAsync(set, hub.Options));
        File.AppendAllText(Path.Combine(folder, data.Files[0].Name), " ");
        Assert.Equal(folder, await DataSets.FetchAsync(set, hub.Options));
        Assert.Equal(before + 1, hub.Store.Requests.Count); // the spoilt file alone
    }

    [Fact]
    public async Task A_missing_file_says_what_to_do()
    {
        hub.SpoilStore = (_, _, _) => Reply.Text(404);
        var message = (await Assert.ThrowsAsync<NegPreactException>(
            () => DataSets.FetchAsync(DataSet.Tse, hub.Options))).Message;
        Assert.Contains("127.0.0.1 answers 404", message, StringComparison.Ordinal);
        Assert.Contains("NEGPREACT_SHARED", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Offline_what_is_missing_is_named()
    {
        var message = (await Assert.ThrowsAsync<NegPreactException>(
            () => DataSets.FetchAsync(DataSet.Blimp, hub.Options with { Offline = true }))).Message;
        Assert.Contains("67 of its 67 files are not in", message, StringComparison.Ordinal);
        Assert.Empty(hub.Store.Requests);
    }

    // The published form of a file whose line ends are turned here has CRLF.
    private static byte[] Published(DataFiles data, string file)
    {
        var bytes = File.ReadAllBytes(file);
        var entry = data.Files.Single(f => f.Name == Path.GetFileName(file));
        return entry.Kept == entry.Published ? bytes
            : [.. bytes.SelectMany(b => b == '\n' ? new[] { (byte)'\r', b } : [b])];
    }
}
