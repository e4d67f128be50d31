using NegPreact.Hooks;
using static TorchSharp.torch;

namespace NegPreact;

/// <summary>
/// The activation is the identity where a &gt; 0 and the model's own function elsewhere: the positive side of a ReLU,
/// the negative side untouched.
/// </summary>
/// <remarks>
/// Differs on purpose from the paper's code, as <see cref="SignFlip"/> does: there the activation of all layers is
/// replaced (by exact GELU in GPT-NeoX, whatever the model uses), here only the chosen neurons', on the model's own
/// function. With a model that uses that function the results are equal.
/// </remarks>
internal sealed record PositiveReLU() : Ablation(
    id: "PositiveReLU",
    name: "ReLU on the positive side",
    meaning: "f(a) becomes a where a > 0; the negative side stays",
    referenceName: "posrelu")
{
    internal override IDisposable Hook(MlpSite site, Tensor mask) =>
        site.SwapActivation((a, f) => where(mask & a.gt(Zero), a, f));
}
