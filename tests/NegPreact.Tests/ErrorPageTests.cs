using System.Text.RegularExpressions;
using NegPreact.Hub;
using NegPreact.Models;
using NegPreact.Sweeps;
using NegPreact.Tokens;
using NegPreact.Weights;

namespace NegPreact.Tests;

/// <summary>
/// The pages that explain errors: none is missing, none is dead, and what they show is what the built programs say.
/// </summary>
public sealed partial class ErrorPageTests
{
    private const string Index = "README";

    private static readonly Dictionary<string, CompiledErrors> programs =
        new[] { "NegPreact", "NegPreact.Notebooks", "NegPreact.Training", "NegPreact.Cli" }.ToDictionary(
            name => name, name => CompiledErrors.Of(Path.Combine(CommandLine.Folder, name + ".dll")));

    // Kinds and how to bring one about in a folder of one's own.
    private static readonly Dictionary<ErrorKind, Action<TemporaryFolder>> failures = new()
    {
        [ErrorKind.Architecture] = folder =>
        {
            folder.Write("config.json", """{"model_type": "no-such"}""");
            Architectures.Read(ConfigReader.Open(folder.Path));
        },
        [ErrorKind.ConfigField] = folder =>
        {
            folder.Write("config.json", "{");
            ConfigReader.Open(folder.Path);
        },
        [ErrorKind.DataFile] = folder => PairFile.Read(folder.Write("half.jsonl", "{\"sentence_good\": \"a")).Count(),
        [ErrorKind.DataMissing] = folder => Corpus.Load(folder.File("none.txt")),
        [ErrorKind.Figure] = _ => new Table(" ").Show(1),
        [ErrorKind.FileAccess] = folder => SafetensorsFile.Open(folder.File("none.safetensors")),
        [ErrorKind.GitLfs] = folder => SafetensorsFile.Open(
            folder.Write("model.safetensors", "version https://git-lfs.github.com/spec/v1\n")),
        [ErrorKind.HubModel] = _ => HubModelId.Parse("no model"),
        // Through the sentence that says where else was looked: the kind is that of the failure beneath.
        [ErrorKind.HubOffline] = folder => LanguageModel.Load(
            "ada/none", hub: new HubOptions { Cache = folder.Path, DataCache = folder.Path, Offline = true }),
        [ErrorKind.ModelFolder] = folder => LanguageModel.Load(folder.File("none")),
        [ErrorKind.NeuronSet] = _ => NeuronSet.Of([[5]], [4]),
        [ErrorKind.NonFinite] = _ => FiniteValues.Check([double.NaN], "A neuron"),
        [ErrorKind.Pickle] = folder =>
        {
            folder.Write("pytorch_model.bin", "");
            WeightFolder.Open(folder.Path);
        },
        [ErrorKind.Settings] = _ => Battery.Named("no-such"),
        [ErrorKind.Statistics] = _ => Holm.Adjust([2]),
        [ErrorKind.SweepPlan] = folder => SweepPlan.Load(folder.Write("plan.json", "{}")),
        [ErrorKind.TensorRequest] = _ => TensorData.FromSingles("w", [2, 2], [1]),
        [ErrorKind.TextTooShort] = _ => Corpus.OfText("empty", ""),
        [ErrorKind.TokenizerMissing] = folder => Tokenizer.Load(folder.Path),
        [ErrorKind.TokenizerUnsupported] = folder => Tokenizer.Load(
            folder.Write("tokenizer.json", """{"model": {"type": "WordPiece", "vocab": {}}}""")),
        [ErrorKind.WeightsFile] = folder => SafetensorsFile.Open(
            folder.Write("cut.safetensors", [0, 1, 0, 0, 0, 0, 0, 0, (byte)'{'])),
    };

    public static TheoryData<ErrorKind> Kinds => [.. Enum.GetValues<ErrorKind>()];

    public static TheoryData<ErrorKind> Failing => [.. failures.Keys];

    public static TheoryData<string> Pages => [.. Written()];

    [Theory]
    [MemberData(nameof(Failing))]
    public void An_exception_names_its_page(ErrorKind kind)
    {
        using var folder = new TemporaryFolder();
        var thrown = Assert.ThrowsAny<NegPreactException>(() => failures[kind](folder));
        Assert.Equal(kind, thrown.Kind);
        Assert.True(File.Exists(Path.Combine(SharedData.Repository, thrown.HelpLink!)), thrown.HelpLink);
    }

    [Fact]
    public void Each_kind_has_a_page_and_each_page_a_kind()
    {
        var ofNotebooks = programs["NegPreact.Notebooks"].Literals
            .Select(l => PageName().Match(l)).Where(m => m.Success).Select(m => m.Groups[1].Value).ToList();
        var named = Enum.GetValues<ErrorKind>().Select(PageOf).Concat(ofNotebooks).Distinct();
        Assert.Equal(named.Order(StringComparer.Ordinal), Written());
        Assert.Contains("notebook", ofNotebooks);
        Assert.All(programs.Values.SelectMany(p => p.Made.Keys), kind => Assert.True(Enum.IsDefined(kind)));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Each_kind_is_thrown_and_its_page_shows_a_message_from_where_it_is(ErrorKind kind)
    {
        var literals = programs.Values.Where(p => p.Made.ContainsKey(kind)).SelectMany(p => p.Made[kind]).ToHashSet();
        Assert.NotEmpty(literals);
        Assert.Contains(Messages(Text(PageOf(kind))), message => InLiterals(message, literals) > message.Length / 2);
    }

    [Fact]
    public void The_index_links_each_page_once() =>
        Assert.Equal(
            Written(), Link().Matches(Text(Index)).Select(m => m.Groups[1].Value).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Pages))]
    public void A_page_shows_messages_of_the_code_and_says_why_and_what_to_do(string page)
    {
        var text = Text(page);
        Assert.StartsWith("# ", text, StringComparison.Ordinal);
        Assert.Contains("\n## Why it happens\n\n- ", text, StringComparison.Ordinal);
        Assert.Contains("\n## What to do\n", text, StringComparison.Ordinal);
        // What stands between a message's own names and numbers is in the code word for word.
        var literals = programs.Values.SelectMany(p => p.Literals).ToHashSet();
        var messages = Messages(text);
        Assert.NotEmpty(messages);
        Assert.All(messages, message => Assert.True(InLiterals(message, literals) > message.Length / 3, message));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void A_page_tells_of_commands_that_there_are(string page)
    {
        var literals = programs["NegPreact.Cli"].Literals;
        Assert.All(Commands().Matches(Text(page)), command =>
        {
            Assert.Contains(command.Groups[1].Value, literals);
            Assert.All(
                Options().Matches(command.Groups[2].Value).Where(o => o.Value != "--help"),
                option => Assert.Contains(option.Value, literals));
        });
    }

    [Fact]
    public async Task The_command_line_shows_the_page_below_the_message()
    {
        using var folder = new TemporaryFolder();
        var (code, _, errors) = await CommandLine.RunAsync("sweep", folder.File("none.json"));
        Assert.Equal(1, code);
        Assert.EndsWith(
            "name a plan (see docs/sweep.json).\nMore: docs/errors/sweep-plan.md\n", errors.ReplaceLineEndings("\n"),
            StringComparison.Ordinal);

        (code, _, errors) = await CommandLine.RunAsync("run", "99");
        Assert.Equal(1, code);
        Assert.EndsWith(
            "notebooks/ (01).\nMore: docs/errors/notebook.md\n", errors.ReplaceLineEndings("\n"),
            StringComparison.Ordinal);
    }

    // How many letters of a message lie in literals that it holds whole; short ones are in any text.
    private static int InLiterals(string message, HashSet<string> literals)
    {
        const int shortest = 8;
        var shared = new bool[message.Length];
        foreach (var literal in literals.Where(l => l.Length >= shortest))
            for (var at = -1; (at = message.IndexOf(literal, at + 1, StringComparison.Ordinal)) >= 0;)
                Array.Fill(shared, true, at, literal.Length);
        return shared.Count(s => s);
    }

    private static string PageOf(ErrorKind kind) =>
        PageName().Match(new NegPreactException(kind, "").HelpLink!).Groups[1].Value;

    private static string[] Messages(string page) =>
        MessageBlock().Match(page).Groups[1].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static string[] Written() =>
    [
        .. Directory.EnumerateFiles(Path.Combine(SharedData.Repository, "docs", "errors"))
            .Select(f => Path.GetFileNameWithoutExtension(f)).Where(name => name != Index)
            .Order(StringComparer.Ordinal),
    ];

    private static string Text(string page) =>
        File.ReadAllText(Path.Combine(SharedData.Repository, "docs", "errors", $"{page}.md")).ReplaceLineEndings("\n");

    [GeneratedRegex(@"docs/errors/([a-z-]+)\.md")]
    private static partial Regex PageName();

    [GeneratedRegex(@"\]\(([a-z-]+)\.md\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"\n```text\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex MessageBlock();

    [GeneratedRegex(@"^(?:.*`)?negpreact ([a-z-]+)([^`\n]*)", RegexOptions.Multiline)]
    private static partial Regex Commands();

    [GeneratedRegex(@"(?<=\s)--[a-z-]+")]
    private static partial Regex Options();
}
