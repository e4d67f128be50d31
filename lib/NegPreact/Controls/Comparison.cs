using System.Text.Json.Serialization;

namespace NegPreact;

/// <summary>
/// What the ablated target is compared with: the untouched model, the target's own mirror, or a <see cref="Control"/>,
/// which is other neurons under the same ablation. One small record each; whatever tables, claims and plans need of it
/// stands there.
/// </summary>
[JsonConverter(typeof(Json))]
public abstract record Comparison
{
    private protected Comparison(string id, string name, string neurons, string rulesOut, string moreThan) =>
        (Id, Name, Neurons, RulesOut, MoreThan) = (id, name, neurons, rulesOut, moreThan);

    /// <inheritdoc cref="NegPreact.Untouched"/>
    public static Comparison Untouched { get; } = new Untouched();

    /// <inheritdoc cref="NegPreact.PositiveMirror"/>
    public static Comparison PositiveMirror { get; } = new PositiveMirror();

    /// <summary>Every comparison there is.</summary>
    public static IReadOnlyList<Comparison> All => [Untouched, .. Control.All, PositiveMirror];

    /// <summary>What figures and tables call it.</summary>
    public string Name { get; }

    /// <summary>Part of a claim's name, which other pages and reports refer to; it never changes.</summary>
    public string Id { get; }

    /// <summary>Which neurons, and how they are found.</summary>
    public string Neurons { get; }

    /// <summary>The other explanation that it rules out.</summary>
    public string RulesOut { get; }

    /// <summary>
    /// Whether its neurons are drawn at random, so that it is made several times, once for each seed.
    /// </summary>
    public virtual bool IsDrawn => false;

    /// <summary>Whether the number of its neurons is searched for, which takes many passes over the text.</summary>
    public virtual bool IsSearched => false;

    /// <summary>How a claim ends that the target does more harm; nothing against the untouched model.</summary>
    internal string MoreThan { get; }

    /// <summary>The paper's section that makes the comparison; null where the paper does not.</summary>
    internal virtual string? PaperSection => null;

    /// <summary>What a claim calls one of its sets; null where there is no set beside the target.</summary>
    internal virtual string? SetName => null;

    /// <summary>The <see cref="Name"/>.</summary>
    public sealed override string ToString() => Name;

    /// <summary>Makes it for a target.</summary>
    /// <param name="source">The target, and what its controls are made from.</param>
    /// <param name="seed">Seed of the draw, where one is made.</param>
    /// <exception cref="NegPreactException">
    /// There are too few neurons, or the target or its scores belong to another model.
    /// </exception>
    public abstract ControlSet Draw(ControlSource source, int seed = 1);

    private sealed class Json() : ChoiceJson<Comparison>("comparison", () => All, comparison => comparison.Id);
}
