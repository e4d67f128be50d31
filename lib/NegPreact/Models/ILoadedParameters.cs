namespace NegPreact.Models;

/// <summary>Parameters that are read from files: all that are there are used, or the load fails.</summary>
internal interface ILoadedParameters : IParameters, IDisposable
{
    /// <summary>Refuses weights that the architecture does not use.</summary>
    /// <param name="inert">Names that carry no weight: buffers of old exporters.</param>
    /// <exception cref="NegPreactException">There are some.</exception>
    void RefuseLeftOvers(Func<string, bool> inert);

    /// <summary>Says that the model now owns what was read.</summary>
    void GiveAway();
}
