using System.Text;
using NegPreact.Hub;

namespace NegPreact.Tests.Hub;

/// <summary>Servers that refuse, mislead or attack, and what a person is told.</summary>
public sealed class HubRefusalTests : IDisposable
{
    private const string Id = "owner/model";
    private readonly FakeHub hub = new();

    public HubRefusalTests() => hub.Add(
        Id, ("config.json", "{}"u8.ToArray()), ("model.safetensors", "weights"u8.ToArray()));

    public void Dispose() => hub.Dispose();

    [Theory]
    [InlineData(401, "GatedRepo", true, "is a gated model that your access token has no right to: accept its licence "
        + "at {page}")]
    [InlineData(403, "GatedRepo", false, "is a gated model, and no access token was given: accept its licence at "
        + "{page}, then set HF_TOKEN")]
    [InlineData(403, null, true, "is a gated model that your access token has no right to")]
    [InlineData(401, null, false, "does not exist, or is private or gated: check the name at {page}")]
    [InlineData(401, "RepoNotFound", true, "does not exist, or the access token is not valid")]
    [InlineData(404, "RepoNotFound", true, "owner/model is not to be found at 127.0.0.1")]
    [InlineData(404, "RevisionNotFound", true,
        "owner/model has no revision main: see the branches and tags at {page}/tree/main")]
    [InlineData(418, null, true, "127.0.0.1 answers 418 where the description of owner/model was asked for")]
    public async Task A_refusal_says_what_to_do(int status, string? code, bool token, string expected)
    {
        hub.Options = hub.Options with { Token = token ? FakeHub.Token : null };
        hub.Spoil = (_, _) => code is null ? Reply.Text(status) : Reply.Text(status).With("X-Error-Code", code);
        var message = await hub.RefusalAsync(Id);
        Assert.Contains(expected.Replace("{page}", $"{hub.Main.Address}owner/model", StringComparison.Ordinal),
            message, StringComparison.Ordinal);
        Assert.DoesNotContain(FakeHub.Token, message, StringComparison.Ordinal);
        Assert.Single(hub.Main.Requests); // asking again would change nothing
    }

    [Fact]
    public async Task A_missing_file_is_named()
    {
        hub.Spoil = (r, reply) => r.Path.EndsWith("config.json", StringComparison.Ordinal)
            ? Reply.Text(404).With("X-Error-Code", "EntryNotFound") : reply;
        Assert.Contains("owner/model has no file config.json", await hub.RefusalAsync(Id), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_gate_that_only_the_files_have_is_named_too()
    {
        hub.Spoil = (r, reply) => r.Method == "HEAD" ? Reply.Text(401).With("X-Error-Code", "GatedRepo") : reply;
        Assert.Contains("owner/model is a gated model", await hub.RefusalAsync(Id), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pytorch_model.bin", "only as \"pytorch_model.bin\": pickles can run code")]
    [InlineData("model.gguf", "has neither model.safetensors nor model.safetensors.index.json")]
    public async Task Weights_of_another_kind_are_refused_by_name(string file, string expected)
    {
        hub.Add("owner/other", ("config.json", []), (file, [1]));
        Assert.Contains(expected, await hub.RefusalAsync("owner/other"), StringComparison.Ordinal);
        Assert.Empty(hub.Gets);
    }

    [Fact]
    public async Task A_repository_without_a_configuration_is_refused()
    {
        hub.Add("owner/other", ("model.safetensors", [1]));
        Assert.Contains(
            "owner/other has no config.json", await hub.RefusalAsync("owner/other"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_in_trouble_is_asked_again_after_growing_pauses()
    {
        var left = 4;
        hub.Options = hub.Options with { FirstPause = TimeSpan.FromSeconds(1) };
        hub.Spoil = (r, reply) => r.Method == "HEAD" && left-- > 0 ? Reply.Text(500 + left) : reply;
        await hub.FetchAsync(Id);
        Assert.Equal(4, hub.Pauses.Count);
        Assert.All(hub.Pauses.Index(), p => Assert.InRange(
            p.Item.TotalSeconds, Math.Pow(2, p.Index) * 0.5, Math.Pow(2, p.Index) * 1.5));
    }

    [Fact]
    public async Task A_server_in_trouble_for_good_is_given_up()
    {
        hub.Spoil = (_, _) => Reply.Text(503);
        Assert.Contains("given up after 3 tries that brought nothing, because 127.0.0.1 answers 503",
            await hub.RefusalAsync(Id), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Retry_After_is_kept(bool date)
    {
        var first = true;
        hub.Spoil = (_, reply) =>
        {
            var spoil = first;
            first = false;
            return spoil ? Reply.Text(429).With(
                "Retry-After", date ? DateTimeOffset.UtcNow.AddMinutes(9).ToString("r") : "77") : reply;
        };
        await hub.FetchAsync(Id);
        Assert.InRange(hub.Pauses.Single().TotalSeconds, date ? 60 : 77, date ? 540 : 77);
    }

    [Fact]
    public async Task A_pause_that_is_too_long_is_left_to_the_person()
    {
        hub.Spoil = (_, _) => Reply.Text(429).With("Retry-After", "7200");
        Assert.Contains("asks to wait 120 minutes", await hub.RefusalAsync(Id), StringComparison.Ordinal);
        Assert.Empty(hub.Pauses);
    }

    [Fact]
    public async Task Without_a_network_the_way_to_go_on_is_named()
    {
        hub.Main.Dispose();
        var message = await hub.RefusalAsync(Id);
        Assert.Contains("127.0.0.1 cannot be reached", message, StringComparison.Ordinal);
        Assert.Contains("--offline", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<html>Sign in</html>")]
    [InlineData("{}")]
    [InlineData("{\"sha\":\"../../../../outside\",\"siblings\":[]}")]
    [InlineData("{\"sha\":7,\"siblings\":[]}")]
    public async Task A_description_that_is_none_is_refused(string text)
    {
        hub.Spoil = (_, _) => Reply.Text(200, text);
        Assert.Contains("127.0.0.1 does not answer like a Hub", await hub.RefusalAsync(Id), StringComparison.Ordinal);
        Assert.Empty(hub.Cached());
    }

    [Fact]
    public async Task A_description_without_end_is_refused()
    {
        hub.Spoil = (_, reply) => new(200, new byte[16_000_001]);
        Assert.Contains("more than 16000000 bytes", await hub.RefusalAsync(Id), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"../../../../outside\"")]
    [InlineData("\"d41d8cd98f00b204e9800998ecf8427e\"")] // MD5: nothing the Hub uses
    [InlineData("\"..%2f..%2f\"")]
    public async Task A_checksum_that_is_none_is_refused(string tag)
    {
        hub.Spoil = (r, reply) => r.Method == "HEAD" ? reply.Without("X-Linked-Etag").With("ETag", tag) : reply;
        Assert.Contains("does not state the size and the checksum of config.json", await hub.RefusalAsync(Id),
            StringComparison.Ordinal);
        Assert.Empty(hub.Gets);
    }

    [Fact]
    public async Task A_file_of_another_commit_is_refused()
    {
        hub.Spoil = (r, reply) => r.Method == "HEAD" ? reply.With("X-Repo-Commit", new string('0', 40)) : reply;
        Assert.Contains(
            "has config.json of owner/model at a commit other", await hub.RefusalAsync(Id), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../outside.safetensors")]
    [InlineData("/outside.safetensors")]
    [InlineData("a/b.safetensors")]
    [InlineData("..\\\\outside.safetensors")]
    [InlineData("model.bin")]
    public async Task An_index_that_leads_elsewhere_is_refused(string shard)
    {
        hub.Add("owner/other", ("config.json", []), ("model.safetensors.index.json", Encoding.UTF8.GetBytes($$$"""{"weight_map":{"t":"{{{shard}}}"}}""")), (shard, [1]));
        Assert.Contains("Only .safetensors files beside the index", await hub.RefusalAsync("owner/other"),
            StringComparison.Ordinal);
        Assert.DoesNotContain(Directory.EnumerateFiles(hub.Root, "*", SearchOption.AllDirectories),
            p => Path.GetFileName(p).StartsWith("outside", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("owner/model@../../x")]
    [InlineData("owner/model@a/../b")]
    [InlineData("owner/model@/etc")]
    [InlineData("owner/model@")]
    [InlineData("owner/model@a//b")]
    [InlineData("owner/model@.hidden")]
    [InlineData("owner/model@a\\b")]
    [InlineData("owner/model@C:x")]
    [InlineData("owner/model@a\n")]
    [InlineData("../model")]
    [InlineData("owner/..")]
    [InlineData("owner/mo--del")]
    [InlineData("owner/model/deeper")]
    [InlineData("model")]
    [InlineData("/etc/passwd")]
    [InlineData("./model")]
    public void What_could_lead_out_of_the_cache_is_no_name(string text)
    {
        Assert.False(HubModelId.TryParse(text, out _));
        Assert.Contains(
            "does not name a model on the Hub", Assert.Throws<NegPreactException>(() => HubModelId.Parse(text)).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("EleutherAI/pythia-70m", "EleutherAI/pythia-70m", "main", "EleutherAI/pythia-70m")]
    [InlineData("EleutherAI/pythia-70m@main", "EleutherAI/pythia-70m", "main", "EleutherAI/pythia-70m")]
    [InlineData("a/b_c.d@step1000", "a/b_c.d", "step1000", "a/b_c.d@step1000")]
    [InlineData("a/b@refs/pr/12", "a/b", "refs/pr/12", "a/b@refs/pr/12")]
    [InlineData("a/b@v1.0", "a/b", "v1.0", "a/b@v1.0")]
    [InlineData("gpt2", "openai-community/gpt2", "main", "openai-community/gpt2")]
    [InlineData("distilgpt2@v1", "distilbert/distilgpt2", "v1", "distilbert/distilgpt2@v1")]
    public void A_name_is_read(string text, string repository, string revision, string shown)
    {
        var id = HubModelId.Parse(text);
        Assert.Equal((repository, revision, shown), (id.Repository, id.Revision, id.ToString()));
    }
}
