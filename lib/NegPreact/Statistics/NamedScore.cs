using System.Collections;

namespace NegPreact;

/// <summary>
/// One score of every neuron, layer by layer, under its name: what neurons are chosen by, and what is told of the
/// choice.
/// </summary>
/// <param name="name">Name, as it is told: "skewness".</param>
/// <param name="layers">For each layer one value per neuron; null for a neuron without one.</param>
/// <param name="unit">Unit of the values; empty where there is none.</param>
public sealed class NamedScore(string name, IReadOnlyList<IReadOnlyList<double?>> layers, string unit = "")
    : IReadOnlyList<IReadOnlyList<double?>>
{
    /// <summary>Name, as it is told.</summary>
    public string Name => name;

    /// <summary>Unit of the values; empty where there is none.</summary>
    public string Unit => unit;

    /// <summary>Number of layers.</summary>
    public int Count => layers.Count;

    /// <summary>Number of neurons without a value.</summary>
    public int Missing => layers.Sum(layer => layer.Count(value => value is null));

    /// <summary>The values of a layer, neuron by neuron.</summary>
    /// <param name="layer">Layer, counted from 0.</param>
    public IReadOnlyList<double?> this[int layer] => layers[layer];

    /// <inheritdoc/>
    public IEnumerator<IReadOnlyList<double?>> GetEnumerator() => layers.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Name and unit.</summary>
    public override string ToString() => unit.Length == 0 ? name : $"{name} ({unit})";
}
