using System.Text.Json.Serialization;

namespace NegPreact;

/// <summary>
/// Which neurons are ablated: the target's, or those of one of its controls, which converts to it by itself.
/// </summary>
[JsonConverter(typeof(Json))]
public sealed record Selection
{
    private readonly Control? control;

    private Selection(Control? control) => this.control = control;

    /// <summary>The target: the highest Wasserstein distances of each layer.</summary>
    public static Selection Target { get; } = new(null);

    /// <summary>The target and every control.</summary>
    public static IReadOnlyList<Selection> All => [Target, .. Control.All.Select(Of)];

    /// <summary>What figures and tables call it.</summary>
    public string Name => control?.Name ?? "highest Wasserstein distance";

    /// <summary>
    /// What plans, their tables and the keys of stored results call it: "Top" or the control's id in one word
    /// ("LowestDistance").
    /// </summary>
    public string Id => control is null
        ? "Top"
        : string.Concat(control.Id.Split('-').Select(w => char.ToUpperInvariant(w[0]) + w[1..]));

    /// <inheritdoc cref="Comparison.IsDrawn"/>
    public bool IsDrawn => control?.IsDrawn == true;

    /// <inheritdoc cref="Comparison.IsSearched"/>
    public bool IsSearched => control?.IsSearched == true;

    /// <summary>The neurons of a control.</summary>
    public static implicit operator Selection(Control control) => Of(control);

    /// <inheritdoc cref="op_Implicit(Control)"/>
    public static Selection Of(Control control) => new(control ?? throw new ArgumentNullException(nameof(control)));

    /// <summary>The <see cref="Id"/>.</summary>
    public override string ToString() => Id;

    /// <inheritdoc cref="Comparison.Draw"/>
    internal (Intervention Intervention, ControlMatch? Match) Draw(ControlSource source, int seed = 1) =>
        control?.Draw(source, seed) is { } drawn ? (drawn.Intervention, drawn.Match) : (source.Target, null);

    private sealed class Json() : ChoiceJson<Selection>("choice of neurons", () => All, selection => selection.Id);
}
