using System.Text;
using NegPreact.Hub;

namespace NegPreact.Tests.Hub;

/// <summary>
/// Data sets: from the shared folder where it holds them, by the network otherwise, and checked in either case.
/// </summary>
public sealed class DataSetsTests : IDisposable
{
    private readonly FakeHub hub = new();

    public static TheoryData<string> Names => [.. DataSets.All.Select(s => s.Name)];

    // The shared folder does not hold the books as they are published.
    public static TheoryData<string> Served =>
        [.. DataSets.All.Where(s => s.Making != DataMaking.Books && s.Name != "blimp").Select(s => s.Name)];

    public void Dispose() => hub.Dispose();

    [Fact]
    public void The_table_names_each_file_once_and_where_it_is_published()
    {
        Assert.Distinct(DataSets.All.Select(s => s.Name));
        Assert.Distinct(DataSets.All.SelectMany(s => s.Files).Select(f => f.Sha256));
        Assert.Distinct(DataSets.All.SelectMany(s => s.Files.Select(f => (s.Folder, f.Name))));
        foreach (var set in DataSets.All)
        {
            Assert.Matches("^[^/]+/[^/]+$", set.Repository);
            Assert.Matches("^[0-9a-f]{40}$", set.Commit);
            Assert.NotEmpty(set.Files);
            Assert.All([set.Title, set.Licence, set.Folder], text => Assert.NotEmpty(text));
            Assert.All(set.Files, f => Assert.Equal(Path.GetFileName(f.Name), f.Name));
            Assert.All(set.Files, f => Assert.Equal(set.Making != DataMaking.AsPublished, f.From.Count > 0));
            Assert.All(set.Files.Concat(set.Files.SelectMany(f => f.Published)), f => Assert.True(
                f.Bytes > 0 && Checksum.Read(f.Sha256) is not null && f.Sha256.Length == 64, f.Name));
        }
    }

    [Theory]
    [Trait(SharedData.Category, SharedData.Shared)]
    [MemberData(nameof(Names))]
    public async Task The_shared_folder_holds_what_the_table_says(string name)
    {
        var set = DataSets.Named(name).Single();
        var folder = SharedData.Need(Path.Combine("data", set.Folder));
        var files = DataSets.Files(name, hub.Options with { Shared = SharedData.Root, Offline = true });
        Assert.All(files, f => Assert.Equal(folder, Path.GetDirectoryName(f)));
        Assert.Equal(set.Files.Select(f => f.Name), files.Select(
            f => Path.GetFileName(f).Replace(".gz", "", StringComparison.Ordinal)));
        Assert.Equal(files, await DataSets.FetchAsync(set, hub.Options with { Shared = SharedData.Root }));
        Assert.Empty(hub.Store.Requests);
    }

    [Theory]
    [Trait(SharedData.Category, SharedData.Shared)]
    [MemberData(nameof(Served))]
    public async Task What_the_network_brings_is_what_the_shared_folder_holds(string name)
    {
        var set = DataSets.Named(name).Single();
        SharedData.Need(Path.Combine("data", set.Folder));
        var shared = DataSets.Files(name, hub.Options with { Shared = SharedData.Root, Offline = true })
            .ToDictionary(f => Path.GetFileName(f).Replace(".gz", "", StringComparison.Ordinal),
                PackedFile.ReadAllBytes);
        hub.SpoilStore = (r, _, n) => new Reply(200, Published(set, shared[Path.GetFileName(r.Path)]))
        {
            SendOnly = n == 1 ? 1000 : int.MaxValue,
        };
        var files = await DataSets.FetchAsync(set, hub.Options);
        Assert.Equal(set.Files.Select(f => Path.Combine(hub.Options.DataCache, set.Folder, f.Name)), files);
        Assert.Equal(files.Order(StringComparer.Ordinal), Directory.EnumerateFiles(Path.GetDirectoryName(files[0])!)
            .Order(StringComparer.Ordinal));
        Assert.All(files, f => Assert.Equal(shared[Path.GetFileName(f)], File.ReadAllBytes(f)));
        Assert.All(hub.Store.Requests, r => Assert.StartsWith(
            $"/{set.Repository}/{set.Commit}/{set.Path}", r.Path, StringComparison.Ordinal));
        Assert.All(hub.Store.Requests, r => Assert.Null(r.Header("Authorization")));

        var before = hub.Store.Requests.Count;
        Assert.Equal(files, await DataSets.FetchAsync(set, hub.Options));
        File.AppendAllText(files[0], " ");
        Assert.Equal(files, await DataSets.FetchAsync(set, hub.Options));
        Assert.Equal(before + 1, hub.Store.Requests.Count); // the spoilt file alone
    }

    [Fact]
    public async Task A_file_can_be_fetched_by_itself_and_other_names_are_refused()
    {
        var set = DataSets.Named("books").Single();
        var book = Encoding.UTF8.GetBytes("# Title: T\r\n\r\n-------\r\n\r\nA _book_.\r\n");
        var made = "A book.\n<|endoftext|>\n"u8.ToArray();
        set = set with
        {
            Files = [new("a.txt", made.Length, FakeHub.Sha256(made))
            {
                From = [new("An Author/A Book & More.md", book.Length, FakeHub.Sha256(book))],
            }],
        };
        hub.SpoilStore = (_, _, _) => new Reply(200, book);
        Assert.Equal(made, File.ReadAllBytes(Assert.Single(await DataSets.FetchAsync(set, hub.Options))));
        Assert.EndsWith("/An%20Author/A%20Book%20%26%20More.md", Assert.Single(hub.Store.Requests).Path,
            StringComparison.Ordinal);

        foreach (var name in (string[])["poetry", "blimp/poetry.jsonl"])
            Assert.Contains($"\"{name}\"", Assert.Throws<NegPreactException>(
                () => DataSets.Files(name, hub.Options)).Message, StringComparison.Ordinal);
        Assert.Contains("lambada, openbookqa", Assert.Throws<NegPreactException>(
            () => DataSets.Named("poetry")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_not_what_it_should_become_is_refused()
    {
        var set = DataSets.Named("wikitext-2").Single();
        var file = "a\r\n"u8.ToArray();
        set = set with
        {
            Files = [set.Files[0] with { From = [new("x", file.Length, FakeHub.Sha256(file))] }],
        };
        hub.SpoilStore = (_, _, _) => new Reply(200, file);
        Assert.Contains("does not have the checksum expected", (await Assert.ThrowsAsync<NegPreactException>(
            () => DataSets.FetchAsync(set, hub.Options))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_book_is_its_paragraphs_without_marks()
    {
        var book = """
            # Title: T

            ## Year: 1900

            -------

            ### CHAPTER I. - "OMNES"

            He _saw_ *it*, snake_case and aw_fully _so_.
            > ## A quotation   of two spaces

            ---

            * * *

            verse one,
              verse two
            """.Replace("\n", "\r\n", StringComparison.Ordinal);
        Assert.Equal("""
            CHAPTER I. - "OMNES"
            He saw it, snake_case and aw_fully so.
            A quotation of two spaces
            verse one,
            verse two
            <|endoftext|>

            """, Encoding.UTF8.GetString(MadeFiles.Of(DataMaking.Books, [Encoding.UTF8.GetBytes(book)])));
    }

    [Fact]
    [Trait(SharedData.Category, SharedData.Shared)]
    public void Readers_take_the_name_of_a_set_where_they_take_a_path()
    {
        var (wiki, books) = (SharedData.Need("data/wikitext-2/wiki.test.raw"), SharedData.Need("data/classic-books"));
        SharedData.Need("data/benchmarks");
        var treebank = SharedData.Need("data/ud-ewt/en_ewt-ud-test.conllu.gz");
        Assert.Equal(Corpus.Load(wiki).Sha256, Corpus.Load("wikitext-2/wiki.test.raw").Sha256);
        var both = Corpus.Load("wikitext-2").Halves(); // neurons on the validation text, effects on the test text
        Assert.Equal(Corpus.Load(wiki).Sha256, both.Measured.Sha256);
        Assert.Equal(Corpus.Load(Path.Combine(books, "valid.txt.gz")).Sha256, Corpus.Load("books").Sha256);
        Assert.Equal(14, Corpus.Load("books").Documents.Count);
        Assert.Equal("lambada_openai", TaskSet.Load("lambada").Name);
        Assert.Equal(121_220, PairSuite.Load("tse").Pairs.Count);
        Assert.Equal(1_000, PairSuite.Load("blimp/wh_island.jsonl").Pairs.Count);
        Assert.Equal(ConlluFile.Read(treebank).Count(), ConlluFile.Read("ud-ewt/en_ewt-ud-test.conllu").Count());

        Assert.Contains("holds a task, and text is needed here; name one of wikitext-2, books",
            Assert.Throws<NegPreactException>(() => Corpus.Load("piqa")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_file_says_what_to_do()
    {
        hub.SpoilStore = (_, _, _) => Reply.Text(404);
        var message = (await Assert.ThrowsAsync<NegPreactException>(
            () => DataSets.FetchAsync(DataSets.Named("tse").Single(), hub.Options))).Message;
        Assert.Contains("127.0.0.1 answers 404", message, StringComparison.Ordinal);
        Assert.Contains("NEGPREACT_SHARED", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Offline_what_is_missing_is_named()
    {
        var message = (await Assert.ThrowsAsync<NegPreactException>(() => DataSets.FetchAsync(
            DataSets.Named("blimp").Single(), hub.Options with { Offline = true }))).Message;
        Assert.Contains("67 of its 67 files are not in", message, StringComparison.Ordinal);
        Assert.Empty(hub.Store.Requests);
    }

    [Fact]
    public async Task The_command_lists_every_set_with_its_hashes_and_fetches_by_name()
    {
        var (code, output, errors) = await CommandLine.RunAsync("fetch", "--data");
        Assert.True(code == 0, errors);
        foreach (var set in DataSets.All)
        {
            Assert.Contains($"{set.Name}  {set.Title}", output, StringComparison.Ordinal);
            Assert.Contains($"github.com/{set.Repository} @ {set.Commit}", output, StringComparison.Ordinal);
            Assert.Contains($"licence: {set.Licence}", output, StringComparison.Ordinal);
            Assert.All(set.Files, f => Assert.Contains(
                $"{f.Sha256}  {set.Folder}/{f.Name}", output, StringComparison.Ordinal));
        }

        var command = CommandLine.ToStart("fetch", "--data", "all", "--offline");
        command.Environment["NEGPREACT_CACHE"] = hub.Root;
        command.Environment["NEGPREACT_SHARED"] = hub.Root;
        (code, _, errors) = await CommandLine.FinishAsync(System.Diagnostics.Process.Start(command)!);
        Assert.Equal(1, code);
        Assert.Contains("wikitext-2: 2 of its 2 files are not in", errors, StringComparison.Ordinal);
    }

    // The published form of a file whose line ends are turned here has CRLF.
    private static byte[] Published(DataSet set, byte[] bytes) => set.Making == DataMaking.AsPublished
        ? bytes
        : [.. bytes.SelectMany(b => b == '\n' ? new[] { (byte)'\r', b } : [b])];
}
