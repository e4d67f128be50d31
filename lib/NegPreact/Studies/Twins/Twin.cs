namespace NegPreact;

/// <summary>What an experiment found on one of several models that were trained alike.</summary>
/// <typeparam name="T">The experiment's result.</typeparam>
/// <param name="Model">The model's name.</param>
/// <param name="Form">Its architecture and activation function, as its config.json names them ("gpt_neox, relu").</param>
/// <param name="Text">The name of the text, or part of one, that was used.</param>
/// <param name="Found">What was found.</param>
public sealed record Twin<T>(string Model, string Form, string Text, T Found);
