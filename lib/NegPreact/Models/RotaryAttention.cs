using TorchSharp;
using static TorchSharp.torch;

namespace NegPreact.Models;

/// <summary>Attention with rotary positions; the tensors belong to the model.</summary>
internal sealed class RotaryAttention
{
    private readonly AttentionForm form;
    private readonly Linear[] inputs;
    private readonly Linear output;
    private readonly INorm? queryNorm;
    private readonly INorm? keyNorm;
    private readonly SoftCap? cap;
    private readonly Scalar? queryFactor;
    private readonly Scalar? lowest;
    private readonly Scalar? highest;

    private RotaryAttention(AttentionForm form, Linear[] inputs, Linear output, INorm? queryNorm, INorm? keyNorm)
    {
        (this.form, this.inputs, this.output) = (form, inputs, output);
        (this.queryNorm, this.keyNorm) = (queryNorm, keyNorm);
        (lowest, highest) = (-form.Clip, form.Clip);
        if (form.Cap is { } limit)
            (cap, queryFactor) = (new SoftCap(limit), form.Scale ?? 1 / Math.Sqrt(form.HeadSize));
        else
            queryFactor = form.Scale * Math.Sqrt(form.HeadSize); // what follows divides by the root
    }

    /// <summary>Reads the maps and norms.</summary>
    /// <param name="from">The parameters.</param>
    /// <param name="name">What their names begin with.</param>
    /// <param name="form">What the attention is like.</param>
    /// <param name="hidden">The width of the residual stream.</param>
    /// <param name="norm">Reads a norm of a name and size, where queries and keys are normalised.</param>
    public static RotaryAttention Read(
        IParameters from, string name, AttentionForm form, int hidden, Func<string, int, INorm> norm)
    {
        var (queries, keys) = (form.Heads * form.HeadSize, form.KeyHeads * form.HeadSize);
        Linear Input(string part, int outputs) => Linear.Read(from, name + part, outputs, hidden, form.InputBias);
        Linear[] inputs = form.IsFused
            ? [Input("qkv_proj", queries + (2 * keys))]
            : [Input("q_proj", queries), Input("k_proj", keys), Input("v_proj", keys)];
        var output = Linear.Read(from, name + form.OutputName, hidden, queries, form.OutputBias);
        (int Query, int Key)? sizes = form.Norm switch
        {
            QueryKeyNorm.None => null,
            QueryKeyNorm.EachHead => (form.HeadSize, form.HeadSize),
            QueryKeyNorm.AllHeads => (queries, keys),
            _ => throw new InvalidOperationException($"no norm {form.Norm}"),
        };
        return new RotaryAttention(
            form, inputs, output, sizes is null ? null : norm(name + "q_norm", sizes.Value.Query),
            sizes is null ? null : norm(name + "k_norm", sizes.Value.Key));
    }

    /// <summary>From <c>[batch, position, hidden]</c> to the same shape.</summary>
    /// <param name="x">What enters.</param>
    /// <param name="turns">The turns of queries and keys; null where positions play no part.</param>
    /// <param name="mask">As <see cref="Attention.Mix"/> has it; scores with a limit need one.</param>
    public Tensor Of(Tensor x, Rotary.Turns? turns, Tensor? mask)
    {
        var parts = Projected(x);
        var q = Turned(parts[0], form.Heads, queryNorm, turns);
        var k = Turned(parts[1], form.KeyHeads, keyNorm, turns);
        var v = Attention.Heads(parts[2], form.KeyHeads);
        if (queryFactor is not null)
            q *= queryFactor;
        return output.Of(cap is null ? Attention.Mix(q, k, v, mask) : Attention.MixCapped(q, k, v, mask!, cap));
    }

    private Tensor[] Projected(Tensor x)
    {
        var keys = form.KeyHeads * form.HeadSize;
        Tensor[] parts = form.IsFused
            ? [.. inputs[0].Of(x).split([form.Heads * form.HeadSize, keys, keys], 2).Select(p => p.contiguous())]
            : [.. inputs.Select(i => i.Of(x))];
        return highest is null ? parts : [.. parts.Select(p => p.clamp(lowest, highest))];
    }

    private Tensor Turned(Tensor all, int heads, INorm? norm, Rotary.Turns? turns)
    {
        if (form.Norm == QueryKeyNorm.AllHeads)
            all = norm!.Of(all);
        var each = Attention.Split(all, heads);
        if (form.Norm == QueryKeyNorm.EachHead)
            each = norm!.Of(each);
        return turns?.Apply(each) ?? each.transpose(1, 2);
    }
}
