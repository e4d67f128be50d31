using static TorchSharp.torch;

namespace NegPreact.Models;

/// <summary>From a folder or file to a model.</summary>
internal static class Architectures
{
    /// <summary>Whether models of a <c>model_type</c> can be loaded.</summary>
    public static bool IsSupported(string modelType) => ModelFamily.All.Any(f => f.ModelType == modelType);

    /// <summary>The family that config.json names.</summary>
    /// <exception cref="NegPreactException">It is not supported.</exception>
    public static ModelFamily FamilyOf(ConfigReader config) =>
        ModelFamily.All.FirstOrDefault(f => f.ModelType == config.ModelType)
        ?? throw new NegPreactException(
            ErrorKind.Architecture, $"{config.Path} names the architecture '{config.ModelType}', which is not "
            + $"supported; known are {string.Join(", ", ModelFamily.All.Select(f => f.ModelType))}.");

    /// <summary>Reads config.json to its last field.</summary>
    /// <exception cref="NegPreactException">Unknown architecture or field.</exception>
    public static ModelFamily.Blueprint Read(ConfigReader config) => FamilyOf(config).Read(config);

    /// <summary>Reads configuration and weights of a folder or file.</summary>
    /// <exception cref="NegPreactException">
    /// Unknown architecture or field, weights that do not fit, or values that are not finite.
    /// </exception>
    public static CausalModel Load(ModelSource source, Device device, LoadOptions options)
    {
        var config = source.Config();
        var family = FamilyOf(config);
        var blueprint = family.Read(config);
        using var parameters = source.Parameters(family.Prefix, device, options);
        var model = blueprint.Build(parameters);
        parameters.RefuseLeftOvers(blueprint.IsInert);
        parameters.GiveAway();
        return model;
    }
}
