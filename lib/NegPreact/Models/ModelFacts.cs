using System.Text.Json;

namespace NegPreact.Models;

/// <summary>What is known of a model without a pass through it.</summary>
/// <param name="WeightsSha256">SHA-256 of its weights.</param>
/// <param name="ConfigSha256">SHA-256 of its config.json, or of the one that stands for it.</param>
/// <param name="Config">That config.json.</param>
/// <param name="Storage">How its weights are stored: the types, with the number of tensors of each.</param>
/// <param name="IsQuantised">Whether some of them are quantised.</param>
/// <param name="Assumed">
/// What its files do not say, or contradict each other in, and what was taken instead, in sentences.
/// </param>
internal sealed record ModelFacts(
    string WeightsSha256, string ConfigSha256, JsonElement Config, string Storage, bool IsQuantised,
    IReadOnlyList<string> Assumed);
