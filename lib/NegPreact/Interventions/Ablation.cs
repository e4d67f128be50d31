using System.Text.Json.Serialization;
using NegPreact.Hooks;
using TorchSharp;
using static TorchSharp.torch;

namespace NegPreact;

/// <summary>
/// What is done to the chosen neurons (paper, section on the intervention, and its appendix on sign and magnitude): one
/// small record each.
/// </summary>
/// <remarks>
/// A further one is a file of its own and a line in <see cref="All"/>. Ablations that hold numbers of a model, such as
/// <see cref="MeanAblation"/>, are not in the list, since they have to be measured first.
/// </remarks>
[JsonConverter(typeof(Json))]
public abstract record Ablation
{
    private protected Ablation(string id, string name, string meaning, string? referenceName = null) =>
        (Id, Name, Meaning, ReferenceName) = (id, name, meaning, referenceName);

    /// <inheritdoc cref="NegPreact.ZeroNegative"/>
    public static Ablation ZeroNegative { get; } = new ZeroNegative();

    /// <inheritdoc cref="NegPreact.ZeroPositive"/>
    public static Ablation ZeroPositive { get; } = new ZeroPositive();

    /// <inheritdoc cref="NegPreact.ZeroBoth"/>
    public static Ablation ZeroBoth { get; } = new ZeroBoth();

    /// <inheritdoc cref="NegPreact.PositiveReLU"/>
    public static Ablation PositiveReLU { get; } = new PositiveReLU();

    /// <inheritdoc cref="NegPreact.SignFlip"/>
    public static Ablation SignFlip { get; } = new SignFlip();

    /// <summary>Every ablation that can be named without a model.</summary>
    public static IReadOnlyList<Ablation> All { get; } = [ZeroNegative, ZeroPositive, ZeroBoth, PositiveReLU, SignFlip];

    /// <summary>What figures and tables call it.</summary>
    public string Name { get; }

    /// <summary>What plans and the keys of stored results call it; it never changes.</summary>
    public string Id { get; }

    /// <summary>What happens to a neuron, in one line.</summary>
    public string Meaning { get; }

    /// <summary>What folders with another implementation's outputs call it; null where none has it.</summary>
    internal string? ReferenceName { get; }

    /// <summary>
    /// Zero, for comparisons and clamps: it lives as long as the program, so that no collection frees it while it is
    /// read.
    /// </summary>
    private protected static Scalar Zero { get; } = 0;

    /// <summary>The <see cref="Id"/>.</summary>
    public sealed override string ToString() => Id;

    /// <summary>Puts it in force in a layer until the result is disposed.</summary>
    /// <param name="site">The layer's MLP.</param>
    /// <param name="mask"><c>[neuron]</c>, bool: true where chosen. It outlives the result.</param>
    internal abstract IDisposable Hook(MlpSite site, Tensor mask);

    private sealed class Json() : ChoiceJson<Ablation>("ablation", () => All, ablation => ablation.Id);
}
