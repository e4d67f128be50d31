using System.Text.Json.Nodes;
using CsCheck;
using NegPreact.Tests.Models;

namespace NegPreact.Tests.Surprisal;

public class SharedPrefixesTests
{
    private const double Token = 1e-5;

    // Few different ids, so that many sequences begin alike, and some are the beginning of others.
    private static readonly Gen<int[][]> Alike = Gen.Int[0, 3].Array[1, 12].Array[1, 25];
    private static readonly Gen<int[][]> Unlike = Gen.Int[0, 299].Array[1, 20].Array[1, 9];

    [Theory]
    [InlineData("llama")]
    [InlineData("gpt_neox")]
    public void Values_are_those_of_one_sequence_at_a_time(string type)
    {
        using var files = TinyModel.Of(type);
        using var model = files.Load();
        Gen.OneOf(Alike, Unlike).Sample(sequences => Agree(model, sequences), iter: 60, threads: 1);
    }

    [Theory]
    [MemberData(nameof(LoadingTests.Families), MemberType = typeof(LoadingTests))]
    public void They_are_so_for_every_family(string type) => AgreesWith(type);

    [Theory]
    [InlineData("mistral")]
    [InlineData("gemma2")]
    [InlineData("gemma3_text")]
    [InlineData("starcoder2")]
    public void A_window_looks_back_along_its_own_text(string type) => AgreesWith(type, ("sliding_window", 3));

    [Fact]
    public void They_are_so_under_every_ablation()
    {
        using var files = TinyModel.Llama();
        using var model = files.Load();
        int[][] sequences = [[4, 8, 15, 16, 23], [4, 8, 15, 42, 99], [4, 8, 15], [7, 7], [9]];
        var untouched = SharedPrefixes.LogProbabilities(model, sequences);
        var neurons = NeuronSet.Of([[0, 3, 9], [2, 11]], model.IntermediateSizes);
        foreach (var ablation in Ablation.All)
        {
            using var scope = model.Ablate(neurons, ablation);
            Agree(model, sequences);
            Assert.NotEqual(untouched[0], SharedPrefixes.LogProbabilities(model, sequences)[0]);
        }
    }

    [Fact]
    public void A_sequence_longer_than_a_pass_holds_is_run_by_itself()
    {
        using var files = TinyModel.Llama();
        using var model = files.Load();
        int[] whole = [.. Enumerable.Range(0, 700).Select(i => i * i % 300)];
        Agree(model, [whole, whole[..650], [.. whole[..600], 7, 8], whole[..3], [1, 2, 3], whole]);
    }

    [Fact]
    public void Trees_of_equal_tokens_are_not_taken_for_each_other()
    {
        using var files = TinyModel.Llama();
        using var model = files.Load();
        int[][] branched = [[1, 2, 3, 9], [1, 4, 9]], single = [[1, 2, 3, 4, 9]];
        using var reuse = model.ReuseLowerLayers(1 << 20);
        Agree(model, branched);
        Agree(model, single);
        Agree(model, branched);
        Assert.True(reuse.LayersReused > 0);
    }

    [Fact]
    public void Pairs_that_differ_in_their_last_token_are_run_once_and_without_it()
    {
        using var files = TinyModel.Llama();
        using var model = files.Load();
        var positions = 0L;
        using var counted = model.Network.Mlps[0].Input.Add(x =>
        {
            positions += x.shape[0] * x.shape[1];
            return x;
        });
        var done = new List<int>();
        SharedPrefixes.LogProbabilities(model, [[1, 2, 3, 4], [1, 2, 3, 5], [1, 2, 3], [6, 7], [8]], done.Add);
        Assert.Equal(4, positions);
        Assert.Equal(5, done[^1]);
        Assert.True(done.SequenceEqual(done.Order()));
    }

    [Fact]
    public void Equal_sequences_get_equal_values_to_the_last_bit()
    {
        using var files = TinyModel.Llama();
        using var model = files.Load();
        Alike.Sample(
            sequences =>
            {
                var values = SharedPrefixes.LogProbabilities(model, [.. sequences, .. sequences]);
                for (var i = 0; i < sequences.Length; i++)
                    Assert.Equal(values[i], values[i + sequences.Length]);
            },
            iter: 20,
            threads: 1);
    }

    [Theory]
    [InlineData(300)]
    [InlineData(-1)]
    public void An_id_outside_the_vocabulary_is_refused_even_as_the_last_token(int wrong)
    {
        using var files = TinyModel.Llama();
        using var model = files.Load();
        var failure = Assert.Throws<NegPreactException>(
            () => SharedPrefixes.LogProbabilities(model, [[1, 2], [1, wrong]]));
        Assert.Contains($"{wrong}", failure.Message, StringComparison.Ordinal);
        Assert.Contains("300", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_text_is_refused_and_no_text_is_no_work()
    {
        using var files = TinyModel.Llama();
        using var model = files.Load();
        Assert.Throws<NegPreactException>(() => SharedPrefixes.LogProbabilities(model, [[1, 2], []]));
        Assert.Empty(SharedPrefixes.LogProbabilities(model, []));
        Assert.Empty(Assert.Single(SharedPrefixes.LogProbabilities(model, [[5]])));
    }

    [Fact]
    public void No_tensor_is_left_behind()
    {
        using var files = TinyModel.Llama();
        using var model = files.Load();
        LiveTensors.StayEqual(() => SharedPrefixes.LogProbabilities(model, [[1, 2, 3], [1, 2, 4], [5, 6]]));
    }

    [Fact]
    public void Cancelling_ends_before_the_next_forward_pass()
    {
        using var files = TinyModel.Llama();
        using var model = files.Load();
        using var source = new CancellationTokenSource();
        var passes = 0;
        using var counted = model.Network.Mlps[0].Input.Add(x =>
        {
            passes++;
            source.Cancel();
            return x;
        });
        Assert.Throws<OperationCanceledException>(
            () => SharedPrefixes.LogProbabilities(
                model, [.. Enumerable.Range(0, 299).Select(i => (int[])[i, i, i, i, i + 1])],
                cancellation: source.Token));
        Assert.Equal(1, passes);
    }

    private static void AgreesWith(string type, params (string Field, JsonNode? Value)[] changes)
    {
        using var files = TinyModel.Of(type, changes);
        using var model = files.Load();
        Alike.Sample(sequences => Agree(model, sequences), iter: 10, threads: 1);
    }

    private static void Agree(LanguageModel model, int[][] sequences)
    {
        var shared = SharedPrefixes.LogProbabilities(model, sequences);
        var alone = TokenLogProbabilities.Of(model, sequences, batch: 1);
        for (var i = 0; i < sequences.Length; i++)
        {
            Assert.Equal(alone[i].Length, shared[i].Length);
            for (var t = 0; t < alone[i].Length; t++)
                Assert.Equal(alone[i][t], shared[i][t], Token);
        }
    }
}
