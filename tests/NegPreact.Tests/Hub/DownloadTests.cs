namespace NegPreact.Tests.Hub;

/// <summary>What a server does to a file on its way, and that the file is whole in the end or not there.</summary>
public sealed class DownloadTests : IDisposable
{
    private const string Id = "owner/model";
    private readonly FakeHub hub = new();
    private readonly byte[] weights = Bytes(5000);

    public DownloadTests() => hub.Add(Id, ("config.json", "{}"u8.ToArray()), ("model.safetensors", weights));

    public void Dispose() => hub.Dispose();

    [Fact]
    public async Task A_broken_download_goes_on_where_it_stopped()
    {
        hub.SpoilStore = (_, reply, n) => n < 4 ? reply with { SendOnly = 1000 } : reply;
        await ArrivesAsync();
        Assert.Equal([null, 1000, 2000, 3000], hub.Store.Requests.Select(r => r.From));
        Assert.All(hub.Store.Requests.Skip(1), r => Assert.NotNull(r.Header("If-Range")));
    }

    [Fact]
    public async Task Tries_that_bring_something_are_not_counted()
    {
        hub.SpoilStore = (_, reply, _) => reply with { SendOnly = 100 };
        await ArrivesAsync();
        Assert.Equal(50, hub.Store.Requests.Count);
    }

    [Fact]
    public async Task Tries_that_bring_nothing_are_counted()
    {
        hub.SpoilStore = (_, reply, n) => reply with { SendOnly = n == 1 ? 100 : 0 };
        Assert.Contains("given up after 6 tries", await hub.RefusalAsync(Id), StringComparison.Ordinal);
        Assert.Equal(100, new FileInfo(Parts().Single()).Length);
    }

    [Fact]
    public async Task A_silent_server_is_asked_again()
    {
        hub.Options = hub.Options with { StallTimeout = TimeSpan.FromSeconds(1), Attempts = 100 };
        hub.SpoilStore = (_, reply, n) => n == 1 ? reply with { SendOnly = 1000, Stall = true } : reply;
        await ArrivesAsync();
        Assert.Equal(1000, hub.Store.Requests.Last().From);
    }

    [Fact]
    public async Task A_server_that_never_speaks_is_given_up()
    {
        hub.Options = hub.Options with { StallTimeout = TimeSpan.FromMilliseconds(50), Attempts = 2 };
        hub.Spoil = (_, reply) => reply with { SendOnly = 0, Stall = true };
        Assert.Contains("given up after 2 tries that brought nothing, because 127.0.0.1 sent nothing for 0.05 s",
            await hub.RefusalAsync(Id), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_arrives_byte_by_byte_is_whole()
    {
        hub.SpoilStore = (_, reply, _) => reply with { Trickle = true };
        await ArrivesAsync();
    }

    [Fact]
    public async Task Changed_bytes_are_noticed_and_fetched_again()
    {
        hub.SpoilStore = (_, reply, n) => n == 1 ? reply with { Body = Flip(reply.Body) } : reply;
        await ArrivesAsync();
        Assert.Null(hub.Store.Requests.Last().From);
    }

    [Theory]
    [InlineData("config.json")]
    [InlineData("model.safetensors")]
    public async Task Bytes_that_are_always_changed_never_get_the_files_name(string file)
    {
        hub.Spoil = (r, reply) => r.Method == "GET" && r.Path.EndsWith(file, StringComparison.Ordinal)
            && reply.Status == 200 ? reply with { Body = Flip(reply.Body) } : reply;
        hub.SpoilStore = (_, reply, _) => reply with { Body = Flip(reply.Body) };
        var message = await hub.RefusalAsync(Id);
        Assert.Contains($"{file}: given up after 6 tries that brought nothing, because what arrived has a different "
            + "checksum from the one that the server states", message, StringComparison.Ordinal);
        Assert.DoesNotContain(hub.Cached(), p => p.EndsWith(file, StringComparison.Ordinal));
        Assert.Empty(Parts());
    }

    [Fact]
    public async Task A_server_without_ranges_sends_the_whole_again()
    {
        hub.SpoilStore = (r, reply, n) => n == 1 ? reply with { SendOnly = 4000 } : new Reply(200, weights);
        await ArrivesAsync();
        Assert.Equal(4000, hub.Store.Requests.Last().From);
    }

    [Fact]
    public async Task Another_etag_than_that_of_the_first_part_starts_anew()
    {
        hub.SpoilStore = (r, reply, n) => n == 1 ? reply with { SendOnly = 4000 } : n == 2
            ? reply.With("ETag", "\"other\"") : reply;
        await ArrivesAsync();
        Assert.Equal([null, 4000, null], hub.Store.Requests.Select(r => r.From));
    }

    [Fact]
    public async Task A_file_that_changed_between_two_parts_starts_anew()
    {
        // The server keeps If-Range: to a changed tag it answers with the whole.
        hub.SpoilStore = (r, reply, n) => n == 1 ? (reply with { SendOnly = 4000 }).With("ETag", "\"before\"") : reply;
        await ArrivesAsync();
        Assert.Equal("\"before\"", hub.Store.Requests.Last().Header("If-Range"));
        Assert.Equal(2, hub.Store.Requests.Count);
    }

    [Theory]
    [InlineData("bytes 3999-4999/5000")]
    [InlineData("bytes 4000-4999/6000")]
    public async Task A_part_that_was_not_asked_for_starts_anew(string range)
    {
        hub.SpoilStore = (r, reply, n) => n == 1 ? reply with { SendOnly = 4000 } : n == 2
            ? reply.With("Content-Range", range) : reply;
        await ArrivesAsync();
        Assert.Equal([null, 4000, null], hub.Store.Requests.Select(r => r.From));
    }

    [Fact]
    public async Task A_server_that_denies_the_rest_starts_anew()
    {
        hub.SpoilStore = (r, reply, n) => n == 1 ? reply with { SendOnly = 4000 } : n == 2 ? Reply.Text(416) : reply;
        await ArrivesAsync();
        Assert.Equal([null, 4000, null], hub.Store.Requests.Select(r => r.From));
    }

    [Theory]
    [InlineData(4999, "offers 5000 bytes of a file that it says has 4999")]
    [InlineData(5001, "offers 5000 bytes of a file that it says has 5001")]
    public async Task A_length_that_the_hub_lies_about_is_refused(int claimed, string expected)
    {
        hub.Spoil = (_, reply) => reply.Headers.ContainsKey("X-Linked-Size")
            ? reply.With("X-Linked-Size", $"{claimed}") : reply;
        Assert.Contains(expected, await hub.RefusalAsync(Id), StringComparison.Ordinal);
        Assert.Empty(hub.Cached("*.safetensors"));
    }

    [Fact]
    public async Task A_body_without_a_length_that_is_too_long_is_refused()
    {
        hub.SpoilStore = (_, reply, _) => reply with { Body = [.. weights, 1], Length = null };
        Assert.Contains("sends more than the 5000 bytes", await hub.RefusalAsync(Id), StringComparison.Ordinal);
        Assert.Empty(Parts());
    }

    [Fact]
    public async Task A_body_without_a_length_that_is_too_short_goes_on()
    {
        hub.SpoilStore = (_, reply, n) => reply with { Length = null, SendOnly = n == 1 ? 3000 : int.MaxValue };
        await ArrivesAsync();
        Assert.Equal(3000, hub.Store.Requests.Last().From);
    }

    [Fact]
    public async Task A_store_whose_address_ran_out_is_asked_for_anew_at_the_hub()
    {
        hub.SpoilStore = (_, reply, n) => n == 1 ? Reply.Text(403) : reply;
        await ArrivesAsync();
        Assert.Equal(2, hub.Main.Requests.Count(
            r => r.Method == "GET" && r.Path.EndsWith("model.safetensors", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_cancelled_download_is_gone_on_from()
    {
        using var stop = new CancellationTokenSource();
        hub.SpoilStore = (_, reply, n) => n == 1 ? reply with { SendOnly = 3000 } : reply;
        var options = hub.Options with { Pause = (_, _) => stop.CancelAsync() };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => hub.FetchAsync(Id, options, stop.Token));
        Assert.Equal(3000, new FileInfo(Parts().Single()).Length);
        await ArrivesAsync();
        Assert.Equal(3000, hub.Store.Requests.Last().From);
        Assert.Empty(Parts());
    }

    [Theory]
    [InlineData(2000, true)] // what a killed process left
    [InlineData(2000, false)] // the like, with other bytes
    [InlineData(5000, true)] // whole, but not named yet
    [InlineData(9000, false)] // too long
    public async Task A_part_that_was_left_is_used_if_it_is_right(int length, bool right)
    {
        var blobs = Path.Combine(hub.Options.Cache, "models--owner--model", "blobs");
        Directory.CreateDirectory(blobs);
        File.WriteAllBytes(Path.Combine(blobs, $"{FakeHub.Sha256(weights)}.negpreact-0123abcd.incomplete"),
            right ? weights[..length] : new byte[length]);
        await ArrivesAsync();
        Assert.Empty(Parts());
        Assert.Equal(right ? length == 5000 ? [] : [length] : length > 5000 ? [null] : [length, null],
            hub.Store.Requests.Select(r => r.From));
    }

    [Fact]
    public async Task Many_at_once_do_not_disturb_each_other()
    {
        hub.SpoilStore = (_, reply, n) => n % 3 == 1 ? reply with { SendOnly = 1000 } : reply;
        for (var round = 0; round < 10; round++)
        {
            await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(ArrivesAsync)));
            Assert.Equal(5, hub.Cached().Count()); // two files, two blobs, one ref: nothing temporary
            Directory.Delete(hub.Options.Cache, recursive: true);
        }

        await ArrivesAsync();
        Assert.Equal(FakeHub.Sha256(weights),
            FakeHub.Sha256(File.ReadAllBytes(
            Path.Combine(hub.Options.Cache, "models--owner--model", "blobs", FakeHub.Sha256(weights)))));
    }

    private async Task ArrivesAsync()
    {
        var snapshot = await hub.FetchAsync(Id);
        Assert.Equal(weights, await File.ReadAllBytesAsync(Path.Combine(snapshot.Folder, "model.safetensors")));
    }

    private IEnumerable<string> Parts() => hub.Cached("*.incomplete").Select(p => Path.Combine(hub.Options.Cache, p));

    private static byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        new Random(1).NextBytes(bytes);
        return bytes;
    }

    private static byte[] Flip(byte[] body) => body.Length == 0 ? body : [.. body[..^1], (byte)(body[^1] ^ 1)];
}
