namespace NegPreact.Models;

/// <summary>What a family's rotary attention is like.</summary>
/// <param name="Heads">How many query heads.</param>
/// <param name="KeyHeads">How many key and value heads; each serves an equal group of query heads.</param>
/// <param name="HeadSize">How many features a head has.</param>
internal sealed record AttentionForm(int Heads, int KeyHeads, int HeadSize)
{
    /// <summary>Whether queries, keys and values have a bias.</summary>
    public bool InputBias { get; init; }

    /// <summary>Whether the output has a bias.</summary>
    public bool OutputBias { get; init; }

    /// <summary>Whether one matrix holds queries, keys and values (<c>qkv_proj</c>).</summary>
    public bool IsFused { get; init; }

    /// <summary>The name of the output's map.</summary>
    public string OutputName { get; init; } = "o_proj";

    /// <summary>How queries and keys are normalised before they are turned.</summary>
    public QueryKeyNorm Norm { get; init; }

    /// <summary>Beyond which magnitude queries, keys and values are cut; null for nowhere.</summary>
    public double? Clip { get; init; }

    /// <summary>What scores are multiplied by; null for 1 / sqrt(head size).</summary>
    public double? Scale { get; init; }

    /// <summary>The limit within which scores are kept; null for none.</summary>
    public double? Cap { get; init; }

    /// <summary>Reads the numbers of heads and their size.</summary>
    /// <param name="config">config.json.</param>
    /// <param name="keyHeads">
    /// Whether an absent number of key heads means that of query heads; else it must be there.
    /// </param>
    /// <param name="headSize">How many features an absent <c>head_dim</c> means; null for hidden size by heads.</param>
    /// <exception cref="NegPreactException">A field is missing, or the numbers do not fit.</exception>
    public static AttentionForm Read(ConfigReader config, bool keyHeads = false, int? headSize = null)
    {
        var hidden = config.Size("hidden_size");
        var heads = config.Size("num_attention_heads");
        var keys = config.Size("num_key_value_heads", keyHeads ? heads : null);
        if (heads % keys != 0)
            throw new NegPreactException(
                ErrorKind.ConfigField, $"{config.Path} has {heads} attention heads and {keys} key heads; the first "
                + "must be a multiple of the second.");
        return new AttentionForm(heads, keys, config.Size("head_dim", headSize ?? hidden / heads));
    }
}

/// <summary>How queries and keys are normalised.</summary>
internal enum QueryKeyNorm
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>Each head by itself.</summary>
    EachHead,

    /// <summary>All heads together.</summary>
    AllHeads,
}
