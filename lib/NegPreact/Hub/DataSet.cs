namespace NegPreact.Hub;

/// <summary>A data set that can be fetched; <c>data/README.md</c> names the source and the licence of each.</summary>
public enum DataSet
{
    /// <summary>WikiText-2, raw: <c>wiki.test.raw</c> and <c>wiki.valid.raw</c> (Merity et al. 2016).</summary>
    WikiText2,

    /// <summary>BLiMP: 67 files <c>.jsonl</c> of 1,000 minimal pairs each (Warstadt et al. 2020).</summary>
    Blimp,

    /// <summary>
    /// Targeted syntactic evaluation: 15 files <c>.jsonl</c> of subject-verb agreement from the templates of Marvin and
    /// Linzen 2018, as Newman et al. 2021 publish them.
    /// </summary>
    Tse,
}
