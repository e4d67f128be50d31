using NegPreact.Models;
using NegPreact.Results;

namespace NegPreact;

/// <summary>
/// While it is open, what several interventions leave of a model as it is is run once for all of them: a pass starts at
/// the first layer that an intervention changes (<see cref="LayerReuse"/>). What was saved is counted with the store's
/// use when it ends.
/// </summary>
internal sealed class LayerSharing : IDisposable
{
    /// <summary>How many bytes of residual streams are kept where nothing else is asked for.</summary>
    public const long UsualBytes = 1L << 30;

    private readonly LayerReuse reuse;
    private readonly ResultStore? store;
    private bool ended;

    /// <summary>Opens it.</summary>
    /// <param name="model">The model.</param>
    /// <param name="store">Where the use is counted.</param>
    /// <param name="bytes">How many bytes may be kept.</param>
    /// <param name="depths">As for <see cref="CausalModel.ReuseLowerLayers"/>.</param>
    public LayerSharing(LanguageModel model, ResultStore? store, long bytes, IEnumerable<int>? depths) =>
        (this.store, reuse) = (store, model.ReuseLowerLayers(bytes, depths));

    /// <summary>What was saved and run so far.</summary>
    public LayerUse Use => new(reuse.LayersReused, reuse.LayersRun);

    /// <summary>How many bytes are kept.</summary>
    public long BytesHeld => reuse.BytesHeld;

    public void Dispose()
    {
        if (ended)
            return;
        ended = true;
        reuse.Dispose();
        store?.Count(Use);
    }
}
