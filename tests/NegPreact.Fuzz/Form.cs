namespace NegPreact.Fuzz;

/// <summary>What a file is made of, which says how it can be damaged so that it still looks like one.</summary>
internal enum Form
{
    /// <summary>Bytes.</summary>
    Bytes,

    /// <summary>A JSON text.</summary>
    Json,

    /// <summary>Lines, each a JSON text.</summary>
    JsonLines,

    /// <summary>Lines, perhaps with tabs between columns.</summary>
    Lines,
}
