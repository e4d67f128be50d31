namespace NegPreact.Models;

/// <summary>Which tensor of transformers a tensor of a GGUF file is, without the numbers of layers.</summary>
/// <param name="Name">Its name, up to <c>.weight</c> or <c>.bias</c>.</param>
/// <param name="Layout">What has to be undone.</param>
internal readonly record struct GgufPlace(string Name, GgufLayout Layout = GgufLayout.AsStored);
