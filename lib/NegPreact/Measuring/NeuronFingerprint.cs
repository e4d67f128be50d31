using NegPreact.Results;

namespace NegPreact;

/// <summary>SHA-256 of sets of neurons; see <see cref="Fingerprint"/>.</summary>
internal static class NeuronFingerprint
{
    /// <summary>Of the neurons of a set and the sizes of their layers; how they were chosen does not count.</summary>
    public static string Of(NeuronSet neurons) => Fingerprint.Of(
        [
            neurons.IntermediateSizes,
            .. Enumerable.Range(0, neurons.IntermediateSizes.Count).Select(layer => neurons[layer]),
        ]);
}
