using System.Text.Json.Nodes;
using CsCheck;
using NegPreact.Tests.Models;
using NegPreact.Tests.Tokens;

namespace NegPreact.Tests.Tasks;

public sealed class TaskScoreTests : IDisposable
{
    private static readonly string[] Words = ["the", "dog", "sees", "cats", "farmer", "runs", "many people", "xyzzy",
        "é"];
    private static readonly Gen<string> Text = Gen.Int[0, Words.Length - 1].Array[1, 6].Select(
        picks => string.Join(' ', picks.Select(i => Words[i])));
    private readonly TinyModel files = TinyModel.Llama().AddTokenizer();
    private readonly LanguageModel model;

    public TaskScoreTests() => model = files.Load();

    [Fact]
    public void An_answer_scores_what_its_tokens_score_in_the_whole_text() =>
        Gen.Select(Text, Text.Array[2, 4]).Array[1, 5].Sample(
            questions =>
            {
                var set = Choices([.. questions.Select(q => (q.Item1, q.Item2))]);
                var score = Score(set);
                for (var i = 0; i < questions.Length; i++)
                    for (var o = 0; o < questions[i].Item2.Length; o++)
                    {
                        var answer = questions[i].Item2[o];
                        var whole = model.Tokenizer.Encode($"{questions[i].Item1} {answer}", addSpecialTokens: false);
                        var given = model.Tokenizer.Encode(questions[i].Item1, addSpecialTokens: false).Length;
                        var tokens = TokenLogProbabilities.Of(
                            model, [whole], cancellation: TestContext.Current.CancellationToken)[0][(given - 1)..];
                        var option = score.Outcomes[i].Options[o];
                        Assert.Equal(tokens.Sum(), option.LogProbability, 1e-4);
                        Assert.Equal(tokens.Length, option.Tokens);
                        Assert.Equal(answer.Length, option.Characters);
                        Assert.Equal(answer.Length + answer.Count(c => c == 'é'), option.Bytes);
                    }
            },
            iter: 15,
            threads: 1);

    [Fact]
    public void Greedy_means_that_the_model_would_write_it()
    {
        // What the model writes after "the dog", one token at a time, is found; the same with another last token is
        // not.
        var ids = model.Tokenizer.Encode("the dog sees the", addSpecialTokens: false).ToList();
        var given = ids.Count;
        for (var i = 0; i < 3; i++)
        {
            using var logits = model.Logits([ids]);
            var last = Oracle.Values(logits)[^model.Network.VocabularySize..];
            ids.Add(Array.IndexOf(last, last.Max()));
        }
        var written = new TaskRequest([.. ids[..^1]], [.. ids[given..]], false);
        var other = new TaskRequest([.. ids[..^1]], [.. ids[given..^1], (ids[^1] + 1) % 290], false);
        var scores = ContinuationScorer.Score(
            model, [written, other], "Testing", TestContext.Current.CancellationToken);
        Assert.True(scores[0].Greedy);
        Assert.False(scores[1].Greedy);
        Assert.True(scores[0].LogProbability > scores[1].LogProbability);
    }

    [Fact]
    public void Answers_of_one_token_share_a_row()
    {
        var rows = 0L;
        using var counted = model.Network.Mlps[0].Input.Add(x =>
        {
            rows += x.shape[0];
            return x;
        });
        int[] context = model.Tokenizer.Encode("many people", addSpecialTokens: false);
        var scores = ContinuationScorer.Score(
            model, [.. Enumerable.Range(0, 300).Select(id => new TaskRequest(context, [id], false))], "Testing",
            TestContext.Current.CancellationToken);
        Assert.Equal(1, rows);
        Assert.Equal(1, scores.Sum(s => Math.Exp(s.LogProbability)), 1e-4); // all next tokens together
        Assert.Single(scores, s => s.Greedy);
    }

    [Fact]
    public void What_answers_begin_with_is_run_once()
    {
        var positions = 0L;
        using var counted = model.Network.Mlps[0].Input.Add(x =>
        {
            positions += x.shape[0] * x.shape[1];
            return x;
        });
        int[] context = [1, 2, 3, 4, 5];
        var scores = ContinuationScorer.Score(
            model, [new([.. context, 6, 7], [6, 7, 8], false), new([.. context, 9], [9, 10], false),
                new([.. context, 9], [10], false), new([.. context, 6], [6, 7], false)], "Testing",
            TestContext.Current.CancellationToken);
        Assert.Equal(context.Length + 3, positions);
        Assert.Equal([3, 2, 1, 2], scores.Select(s => s.Tokens));
        var alone = TokenLogProbabilities.Of(
            model, [[.. context, 6, 7, 8]], cancellation: TestContext.Current.CancellationToken)[0];
        Assert.Equal(alone[^3..].Sum(), scores[0].LogProbability, 1e-5);
        Assert.Equal(alone[^3..^1].Sum(), scores[3].LogProbability, 1e-5);
    }

    [Theory]
    [InlineData("Which?", AnswerPrompt.Automatic, "Which? dog")]
    [InlineData("Which? ", AnswerPrompt.Automatic, "Which? dog")]
    [InlineData("Which?\n", AnswerPrompt.Space, "Which?\ndog")]
    [InlineData("Question: which?\n", AnswerPrompt.Automatic, "Question: which?\nAnswer: dog")]
    [InlineData("Passage: p\nQuestion: q", AnswerPrompt.Automatic, "Passage: p\nQuestion: q\nAnswer: dog")]
    [InlineData("Question: which?", AnswerPrompt.Space, "Question: which? dog")]
    [InlineData("Which?", AnswerPrompt.AnswerLine, "Which?\nAnswer: dog")]
    public void What_stands_before_an_answer(string context, AnswerPrompt prompt, string whole)
    {
        var request = Encode(new TaskSettings { Prompt = prompt }, context, "dog");
        var tokens = model.Tokenizer.Encode(whole, addSpecialTokens: false);
        Assert.Equal(tokens[..^1], request.Input);
        // The white space before the answer is the answer's, as lm-evaluation-harness has it.
        Assert.EndsWith(whole[^4..], model.Tokenizer.Decode(request.Targets), StringComparison.Ordinal);
        Assert.Equal(whole.Length - whole[..^3].TrimEnd().Length, model.Tokenizer.Decode(request.Targets).Length);
    }

    [Fact]
    public void White_space_that_begins_an_answer_is_not_doubled() =>
        Assert.Equal(Encode(new TaskSettings(), "the", "dog").Targets,
        Encode(new TaskSettings(), "the", " dog").Targets);

    [Fact]
    public void A_beginning_of_text_is_put_where_asked_and_where_nothing_else_is()
    {
        var begin = model.Tokenizer.BeginOfTextId!.Value;
        var plain = Encode(new TaskSettings(), "the", "dog");
        var begun = Encode(new TaskSettings { BeginOfText = true }, "the", "dog");
        Assert.Equal([begin, .. plain.Input], begun.Input);
        Assert.Equal(plain.Targets, begun.Targets);
        var empty = Encode(new TaskSettings(), "", "dog");
        Assert.Equal(begin, empty.Input[0]);
        Assert.Equal(model.Tokenizer.Encode("dog", addSpecialTokens: false), empty.Targets);
    }

    [Fact]
    public void A_long_context_loses_its_beginning_and_is_counted()
    {
        var whole = model.Tokenizer.Encode("the dog sees the cats and the farmer dog", addSpecialTokens: false);
        var request = Encode(new TaskSettings { MaxTokens = 5 }, "the dog sees the cats and the farmer", "dog");
        Assert.Equal(whole[^6..^1], request.Input);
        Assert.True(request.Truncated);
        Assert.False(Encode(new TaskSettings { MaxTokens = whole.Length - 1 }, "the dog sees the cats and the farmer",
            "dog").Truncated);
        var set = Choices(("the dog sees the cats and the farmer", ["dog", "cat"]), ("the", ["dog", "cat"]));
        Assert.Equal(1, TaskScore.Of(
            model, set, new TaskSettings { MaxTokens = 5 }, TestContext.Current.CancellationToken).Truncated);
        Assert.Contains("line 7", Assert.Throws<NegPreactException>(
            () => Encode(new TaskSettings { MaxTokens = 1 }, "the", "xyzzy")).Message, StringComparison.Ordinal);
        Assert.Throws<NegPreactException>(() => Encode(new TaskSettings { MaxTokens = 0 }, "the", "dog"));
    }

    [Fact]
    public void The_longest_input_is_what_the_config_says()
    {
        using var small = TinyModel.Llama().AddTokenizer();
        small.Config["max_position_embeddings"] = 4;
        using var loaded = small.Load();
        var option = new TaskOption("the dog sees the cats", "runs");
        Assert.Equal(4, new TaskEncoder(loaded, new TaskSettings()).Encode(option, "t", 1).Input.Length);
        // that config says nothing
        Assert.False(new TaskEncoder(model, new TaskSettings()).Encode(option, "t", 1).Truncated);
    }

    [Fact]
    public void An_answer_that_melts_into_the_context_is_refused()
    {
        using var melting = TinyModel.Llama().AddTokenizer();
        var path = melting.File("tokenizer.json");
        var json = JsonNode.Parse(File.ReadAllText(path))!;
        json["added_tokens"]!.AsArray().Add(TinyTokenizer.Added(295, "the dog sees"));
        File.WriteAllText(path, json.ToJsonString());
        using var loaded = melting.Load();
        Assert.Contains(
            "t, line 3: the answer merges with the context",
            Assert.Throws<NegPreactException>(() => new TaskEncoder(loaded, new TaskSettings()).Encode(
                new TaskOption("the dog", "sees"), "t", 3)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void An_ablation_in_force_counts_and_none_is_left()
    {
        var set = Choices(("the dog sees", ["the cat", "many people"]), ("cats", ["run", "the farmer knows"]));
        var dense = Score(set);
        var everything = NeuronSet.All(model.IntermediateSizes);
        using (model.Ablate(everything, Ablation.ZeroBoth))
            Assert.NotEqual(dense.Outcomes[0].Options[0], Score(set).Outcomes[0].Options[0]);
        Assert.Equal(dense.Outcomes.SelectMany(o => o.Options), Score(set).Outcomes.SelectMany(o => o.Options));
        Assert.Equal((model.WeightsSha256, "sha"), (dense.WeightsSha256, dense.TaskSha256));
        LiveTensors.StayEqual(() => Score(set));
    }

    [Fact]
    public void Nothing_to_score_and_cancelling()
    {
        Assert.Throws<NegPreactException>(() => Score(Choices()));
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(
            () => TaskScore.Of(model, Choices(("the", ["dog", "cat"])), cancellation: source.Token));
    }

    public void Dispose()
    {
        model.Dispose();
        files.Dispose();
    }

    private static TaskSet Choices(params (string Query, string[] Answers)[] questions) => new(
        "t", TaskKind.MultipleChoice,
        [.. questions.Select(
        (q, i) => new TaskItem([.. q.Answers.Select(a => new TaskOption(q.Query, a))], 0, i + 1, null))], "sha");

    private TaskScore Score(TaskSet set) => TaskScore.Of(
        model, set, cancellation: TestContext.Current.CancellationToken);

    private TaskRequest Encode(TaskSettings settings, string context, string continuation) =>
        new TaskEncoder(model, settings).Encode(new TaskOption(context, continuation), "t", 7);
}
