namespace NegPreact.Parity;

/// <summary>A model with what another implementation computed from it, to be compared with.</summary>
public interface IReference : IDisposable
{
    /// <summary>The model.</summary>
    LanguageModel Model { get; }

    /// <summary>Runs the model and compares all that there is.</summary>
    /// <param name="cancellation">Stops between batches.</param>
    /// <exception cref="NegPreactException">The files do not belong together.</exception>
    IEnumerable<Difference> Compare(CancellationToken cancellation = default);
}
