using NegPreact.Models;
using static TorchSharp.torch;

namespace NegPreact.Training;

/// <summary>
/// Non-overlapping windows of a token stream in a shuffled order that depends on the seed alone, so that a resumed run
/// resumes with exactly the windows it would have seen. The stream is brought to the device once.
/// </summary>
internal sealed class Batches(TokenStream stream, int context, int batch, int seed, Device device) : IDisposable
{
    // The last token is only a target.
    private readonly int windows = stream.Count > context
        ? checked((int)((stream.Count - 1) / context))
        : throw new NegPreactException(
            ErrorKind.TextTooShort, $"A text of {stream.Count} tokens is too short for one window of {context} and the "
            + "token after it; give more text (training and validation alike), or lower --context.");
    private readonly Tensor ids = stream.On(device).DetachFromDisposeScope();
    private readonly Tensor window = tensor([.. Enumerable.Range(0, context + 1).Select(i => (long)i)], device: device)
        .DetachFromDisposeScope();
    private readonly Tensor unsigned = tensor(0xFFFFL, device: device).DetachFromDisposeScope();
    private int[] order = [];
    private int orderOf = -1;

    /// <summary>How many windows the stream holds.</summary>
    public int Windows => windows;

    /// <summary>Inputs and targets of a step, each <c>[batch, context]</c> int64.</summary>
    public (Tensor Inputs, Tensor Targets) Step(int step)
    {
        var picked = new int[batch];
        for (var i = 0; i < batch; i++)
        {
            var n = ((long)step * batch) + i;
            picked[i] = Order((int)(n / windows))[n % windows];
        }

        return Windowed(picked);
    }

    /// <summary>Inputs and targets of given windows.</summary>
    public (Tensor Inputs, Tensor Targets) Windowed(ReadOnlySpan<int> picked)
    {
        using var scope = NewDisposeScope();
        var starts = new long[picked.Length];
        for (var i = 0; i < starts.Length; i++)
            starts[i] = (long)picked[i] * context;
        var places = tensor(starts, [starts.Length, 1], device: device).Plus(window);
        var tokens = ids[places].to(ScalarType.Int64).bitwise_and(unsigned);
        return (tokens.narrow(1, 0, context).contiguous().MoveToOuterDisposeScope(),
            tokens.narrow(1, 1, context).contiguous().MoveToOuterDisposeScope());
    }

    public void Dispose()
    {
        ids.Dispose();
        window.Dispose();
        unsigned.Dispose();
    }

    // Each pass over the text has an order of its own.
    private int[] Order(int pass)
    {
        if (orderOf == pass)
            return order;
        order = [.. Enumerable.Range(0, windows)];
        new Random(HashCodeOf(seed, pass)).Shuffle(order);
        orderOf = pass;
        return order;
    }

    // System.HashCode is salted anew in every process; the order must not be.
    private static int HashCodeOf(int seed, int pass) => unchecked((seed * 1_000_003) + (pass * 7919) + 17);
}
