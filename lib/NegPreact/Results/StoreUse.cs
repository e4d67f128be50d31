namespace NegPreact.Results;

/// <summary>What a store has been used for since it was opened.</summary>
/// <param name="Read">How many results were read from it.</param>
/// <param name="Measured">How many were measured and put into it.</param>
/// <param name="SecondsSaved">How long those that were read had taken to measure, seconds.</param>
/// <param name="SecondsSpent">How long those that were measured took, seconds.</param>
public sealed record StoreUse(int Read, int Measured, double SecondsSaved, double SecondsSpent)
{
    /// <summary>How many of those that were read came from a record of another run (<c>data/results</c>).</summary>
    public int Recorded { get; init; }

    /// <summary>What layers shared, where several ablations were measured on the same text.</summary>
    public LayerUse Layers { get; init; } = LayerUse.None;

    /// <summary>Both together.</summary>
    internal StoreUse And(StoreUse more) => new(
        Read + more.Read, Measured + more.Measured, SecondsSaved + more.SecondsSaved, SecondsSpent + more.SecondsSpent)
    {
        Recorded = Recorded + more.Recorded, Layers = Layers.And(more.Layers),
    };

    /// <summary>One line for people.</summary>
    public override string ToString() =>
        $"{Numbers.Count(Read, "result")} read from the store (once measured in {SecondsSaved:0} s), "
        + (Recorded > 0 ? $"{Numbers.Count(Recorded)} of them from the record, " : "")
        + $"{Numbers.Count(Measured)} measured ({SecondsSpent:0} s)"
        + (Layers.Share is null ? "" : $"; {Layers}");
}
