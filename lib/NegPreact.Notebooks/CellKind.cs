namespace NegPreact.Notebooks;

/// <summary>What a cell holds: the two kinds that every reader of <c>.dib</c> accepts.</summary>
public enum CellKind
{
    /// <summary>Prose, <c>#!markdown</c>.</summary>
    Markdown,

    /// <summary>C# code, <c>#!csharp</c>.</summary>
    CSharp,
}
