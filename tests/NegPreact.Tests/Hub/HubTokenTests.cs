using NegPreact.Hub;

namespace NegPreact.Tests.Hub;

/// <summary>Who gets to see the access token, and what the environment's variables mean.</summary>
public sealed class HubTokenTests : IDisposable
{
    private const string Id = "owner/model";
    private readonly FakeHub hub = new();
    private readonly TemporaryFolder home = new();

    public HubTokenTests() => hub.Add(
        Id, ("config.json", "{}"u8.ToArray()), ("model.safetensors", "weights"u8.ToArray()));

    public void Dispose()
    {
        hub.Dispose();
        home.Dispose();
    }

    [Fact]
    public async Task The_token_goes_to_the_hub_and_to_no_other_port()
    {
        await hub.FetchAsync(Id);
        Assert.All(hub.Main.Requests, r => Assert.Equal($"Bearer {FakeHub.Token}", r.Header("Authorization")));
        Assert.NotEmpty(hub.Store.Requests);
        Assert.All(hub.Store.Requests, r => Assert.Null(r.Header("Authorization")));
    }

    [Fact]
    public async Task The_token_does_not_go_to_another_name_of_the_same_machine()
    {
        hub.Options = hub.Options with { Endpoint = new($"http://localhost:{hub.Main.Address.Port}") };
        hub.Spoil = (r, reply) => r.Header("Host")!.StartsWith("localhost", StringComparison.Ordinal)
            && r.Method == "GET"
            ? Reply.Text(302).With("Location", $"{hub.Main.Address}{r.Path.TrimStart('/')}") : reply;
        await hub.FetchAsync(Id);
        Assert.All(hub.Main.Requests,
            r => Assert.Equal(r.Header("Host")!.StartsWith("localhost", StringComparison.Ordinal),
            r.Header("Authorization") is not null));
        Assert.Contains(hub.Main.Requests, r => r.Header("Authorization") is null);
    }

    [Theory]
    [InlineData(308)]
    [InlineData(302)]
    public async Task A_mirror_that_sends_every_request_elsewhere_is_followed_without_the_token(int status)
    {
        using var origin = new FakeHub();
        origin.Add(Id, ("config.json", "{}"u8.ToArray()), ("model.safetensors", "weights"u8.ToArray()));
        hub.Spoil = (r, _) => Reply.Text(status).With("Location", $"{origin.Main.Address}{r.Path.TrimStart('/')}");
        var folder = (await hub.FetchAsync(Id)).Folder;
        Assert.Equal("weights", File.ReadAllText(Path.Combine(folder, "model.safetensors")));
        Assert.Contains(origin.Main.Requests, r => r.Method == "HEAD");
        Assert.All(
            origin.Main.Requests.Concat(origin.Store.Requests), r => Assert.Null(r.Header("Authorization")));
    }

    [Fact]
    public async Task A_model_that_was_renamed_is_found_with_the_token()
    {
        hub.Spoil = (r, reply) => r.Path.Contains("old/name", StringComparison.Ordinal)
            ? Reply.Text(307).With("Location", r.Path.Replace("old/name", Id, StringComparison.Ordinal)) : reply;
        await hub.FetchAsync("old/name");
        Assert.Contains(hub.Main.Requests, r => r.Path.StartsWith(
            "/owner/model/resolve", StringComparison.Ordinal) && r.Header("Authorization") is not null);
    }

    [Fact]
    public async Task Redirects_without_end_are_refused()
    {
        hub.Spoil = (r, _) => Reply.Text(302).With("Location", r.Path);
        Assert.Contains("redirects more than 10 times", await hub.RefusalAsync(Id), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_redirect_to_a_file_is_refused()
    {
        hub.Spoil = (_, _) => Reply.Text(302).With("Location", "file:///etc/passwd");
        Assert.Contains(
            "redirects to an address with the scheme file", await hub.RefusalAsync(Id), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failing_store_is_named_without_its_signed_address()
    {
        hub.SpoilStore = (_, _, _) => Reply.Text(500);
        var message = await hub.RefusalAsync(Id);
        Assert.DoesNotContain("private", message, StringComparison.Ordinal);
        Assert.DoesNotContain(FakeHub.Token, message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_options_text_does_not_show_the_token()
    {
        Assert.Contains("Token = given", hub.Options.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(FakeHub.Token, hub.Options.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("hf_with space")]
    [InlineData("hf_two\nlines")]
    [InlineData("hf_ümlaut")]
    public void A_token_that_cannot_be_one_is_refused_without_showing_it(string token)
    {
        var message = Assert.Throws<NegPreactException>(() => hub.Options with { Token = token }).Message;
        Assert.DoesNotContain("hf_", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ftp://host")]
    [InlineData("huggingface.co")]
    [InlineData("https://user:word@host")]
    public void An_endpoint_that_cannot_be_used_is_refused(string address)
    {
        var message = Assert.Throws<NegPreactException>(() => Environment(("HF_ENDPOINT", address))).Message;
        Assert.Contains("HF_ENDPOINT", message, StringComparison.Ordinal);
        Assert.DoesNotContain("word", message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_environment_is_read_as_Python_reads_it()
    {
        var user = System.Environment.GetFolderPath(System.Environment.SpecialFolder.UserProfile);
        var plain = Environment();
        Assert.Equal(("https://huggingface.co/", Path.Combine(user, ".cache", "huggingface", "hub"), false),
            (plain.Endpoint.AbsoluteUri, plain.Cache, plain.Offline));
        Assert.Equal(Path.Combine(home.Path, "huggingface", "hub"), Environment(("XDG_CACHE_HOME", home.Path)).Cache);
        Assert.Equal(home.File("hub"), Environment(("HF_HOME", home.Path)).Cache);
        Assert.Equal(Path.Combine(user, "x"), Environment(("HF_HOME", home.Path), ("HF_HUB_CACHE", "~/x")).Cache);
        Assert.Equal("https://mirror.example/hf",
            Environment(("HF_ENDPOINT", "https://mirror.example/hf")).Endpoint.AbsoluteUri);
        Assert.All(["1", "true", "Yes", "ON"], on => Assert.True(Environment(("HF_HUB_OFFLINE", on)).Offline));
        Assert.All(["0", "", "no"], off => Assert.False(Environment(("HF_HUB_OFFLINE", off)).Offline));
    }

    [Fact]
    public void The_token_is_looked_for_where_Python_leaves_it()
    {
        home.Write("token", "hf_file\n");
        home.Write("other", "hf_other");
        var at = ("HF_HOME", home.Path);
        Assert.Equal("hf_file", Environment(at).Token);
        Assert.Equal("hf_other", Environment(at, ("HF_TOKEN_PATH", home.File("other"))).Token);
        Assert.Equal("hf_given", Environment(at, ("HF_TOKEN", " hf_given\n")).Token);
        Assert.Null(Environment(at, ("HF_HUB_DISABLE_IMPLICIT_TOKEN", "1")).Token);
        Assert.Null(Environment(("HF_HOME", home.File("empty"))).Token);
    }

    private static HubOptions Environment(params (string Name, string Value)[] variables) =>
        HubOptions.FromEnvironment(name => variables.FirstOrDefault(v => v.Name == name).Value);
}
