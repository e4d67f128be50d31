using NegPreact.Models;
using NegPreact.Results;

namespace NegPreact;

/// <summary>
/// For each neuron of the target another one of its layer from whose output zeroing the negatives takes away nearly as
/// much; see <see cref="ScoreMatch"/>. How much that is is the norm of what no longer reaches the residual stream, root
/// mean square over tokens (<see cref="RemovedOutput"/>). It differs by orders of magnitude, so near means a ratio near
/// 1: the logarithm is matched, with a floor for neurons that lose nothing.
/// </summary>
internal sealed record OutputMatched() : Control(
    id: "output-matched",
    name: "matched on the removed output",
    neurons: "for each neuron one that loses as large an output",
    rulesOut: "it is how much is taken away",
    are: "as large in the output that is taken away")
{
    private const double Floor = 1e-12;

    public override ControlSet Draw(ControlSource source, int seed = 1)
    {
        var windows = source.Corpus.Windows(source.Cache.Model.Tokenizer, source.Match.WindowLength);
        var removed = source.Cache.Get(
            ResultKinds.RemovedOutputs, new { Windows = Fingerprint.Of(windows) }, Intervention.None,
            () => RemovedOutput.OfNegatives(source.Cache.Model, windows, source.Cache.Stop));
        return ScoreMatching.Match(this, source, new NamedScore(
            "log removed output",
            [.. removed.Select(layer => layer.Select(r => (double?)Math.Log(Math.Max(r, Floor))).ToArray())]));
    }
}
