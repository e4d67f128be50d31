namespace NegPreact.Models;

/// <summary>Where a model's tokenizer comes from.</summary>
public enum TokenizerSource
{
    /// <summary>The folder of the weights; a model without one cannot work with text.</summary>
    Folder,

    /// <summary>
    /// A stand-in of one token a byte, to run experiments on weights that belong to no tokenizer; never chosen unasked.
    /// </summary>
    Bytes,
}
