using System.Runtime.InteropServices;
using CsCheck;
using NegPreact.Tests.Models;
using NegPreact.Training;
using static TorchSharp.torch;

namespace NegPreact.Tests.Training;

public sealed class BatchesTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public void Every_pass_over_the_text_has_every_window_once_in_an_order_of_its_own() =>
        Gen.Select(Gen.Int[2, 300], Gen.Int[1, 9], Gen.Int[1, 7], Gen.Int).Where(g => g.Item1 > g.Item2).Sample(
            (count, context, batch, seed) =>
            {
                using var batches = new Batches(Stream(count), context, batch, seed, CPU);
                Assert.Equal((count - 1) / context, batches.Windows);
                const int passes = 3;
                var firsts = Steps(batches, 0, ((passes * batches.Windows) + batch - 1) / batch);
                for (var pass = 0; pass < passes; pass++)
                    Assert.Equal(
                        Enumerable.Range(0, batches.Windows).Select(w => (long)w * context),
                        firsts.Skip(pass * batches.Windows).Take(batches.Windows).Order());
                if (batches.Windows > 20)
                    Assert.NotEqual(firsts.Take(batches.Windows), firsts.Skip(batches.Windows).Take(batches.Windows));
            },
            iter: 60,
            threads: 1);

    [Fact]
    public void Later_steps_are_the_same_without_the_earlier_ones()
    {
        var whole = Steps(new Batches(Stream(200), 5, 3, seed: 4, CPU), 0, 40);
        Assert.Equal(whole.Skip(25 * 3), Steps(new Batches(Stream(200), 5, 3, seed: 4, CPU), 25, 15));
        Assert.NotEqual(whole, Steps(new Batches(Stream(200), 5, 3, seed: 5, CPU), 0, 40));
    }

    [Fact]
    public void Targets_are_the_inputs_moved_by_one()
    {
        using var batches = new Batches(Stream(100), 7, 4, seed: 1, CPU);
        var (inputs, targets) = batches.Step(2);
        using (inputs)
        using (targets)
        {
            Assert.Equal([4, 7], inputs.shape);
            var ids = inputs.data<long>().ToArray();
            Assert.Equal(ids.Select(id => id + 1), targets.data<long>().ToArray());
            Assert.All(ids.Chunk(7), row => Assert.Equal(Enumerable.Range((int)row[0], 7).Select(i => (long)i), row));
        }
    }

    [Fact]
    public void Ids_beyond_half_of_their_range_stay_what_they_are()
    {
        ushort[] ids = [0, 32767, 32768, 40000, ushort.MaxValue];
        var file = folder.Write("high.u16", MemoryMarshal.AsBytes<ushort>(ids).ToArray());
        using var batches = new Batches(TokenStream.OpenOrEncode(
            file, [], null!, _ => { }, TestContext.Current.CancellationToken), 4, 1, seed: 1, CPU);
        var (inputs, targets) = batches.Step(0);
        using (inputs)
        using (targets)
        {
            Assert.Equal([0, 32767, 32768, 40000], inputs.data<long>().ToArray());
            Assert.Equal([32767, 32768, 40000, 65535], targets.data<long>().ToArray());
        }
    }

    [Fact]
    public void A_text_shorter_than_a_window_is_refused() =>
        Assert.Contains("11", Assert.Throws<NegPreactException>(
        () => new Batches(Stream(11), 11, 1, seed: 1, CPU)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_text_is_encoded_once_with_its_marks()
    {
        using var files = TinyModel.Llama().AddTokenizer();
        var tokenizer = NegPreact.Tokens.Tokenizer.Load(files.Path);
        var said = new List<string>();
        TokenStream Open(params string[] lines) => TokenStream.OpenOrEncode(
            folder.File("text.u16"), lines, tokenizer, said.Add, TestContext.Current.CancellationToken);
        var stream = Open("the dog", "<|endoftext|>", "a cat");
        long[] expected = [.. tokenizer.Encode("the dog\n"), 0, .. tokenizer.Encode("a cat\n")];
        Assert.Equal(expected, Ids(stream));
        Assert.Equal(expected, Ids(Open("not looked at again")));
        Assert.Empty(said); // a short text is no news
    }

    public void Dispose() => folder.Dispose();

    private static long[] Ids(TokenStream stream)
    {
        using var ids = stream.On(CPU);
        return [.. ids.data<short>().Select(id => (long)(ushort)id)];
    }

    // The ids 0, 1, 2 …, so that an id tells its position.
    private TokenStream Stream(int count)
    {
        var file = folder.Write($"{count}.u16", MemoryMarshal.AsBytes<ushort>(
            [.. Enumerable.Range(0, count).Select(i => (ushort)i)]).ToArray());
        return TokenStream.OpenOrEncode(file, [], null!, _ => { }, TestContext.Current.CancellationToken);
    }

    private static List<long> Steps(Batches batches, int from, int count)
    {
        var firsts = new List<long>();
        for (var step = from; step < from + count; step++)
        {
            var (inputs, targets) = batches.Step(step);
            using (inputs)
            using (targets)
            {
                var width = (int)inputs.shape[1];
                firsts.AddRange(inputs.data<long>().ToArray().Where((_, i) => i % width == 0));
            }
        }

        return firsts;
    }
}
