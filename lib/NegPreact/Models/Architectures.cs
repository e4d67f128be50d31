using NegPreact.Weights;
using static TorchSharp.torch;

namespace NegPreact.Models;

/// <summary>From the <c>model_type</c> of config.json to a model.</summary>
internal static class Architectures
{
    /// <summary>Reads config.json and the weights of a Hugging Face folder.</summary>
    /// <exception cref="NegPreactException">Unknown architecture or field, weights that do not fit, or values that are not finite.</exception>
    public static CausalModel Load(string folder, WeightFolder weights, Device device, bool allowNonFinite)
    {
        var config = ConfigReader.Open(folder);
        using var parameters = new FolderParameters(weights, device, allowNonFinite);
        CausalModel model;
        Func<string, bool> inert = _ => false;
        switch (config.ModelType)
        {
            case "llama":
                var llama = LlamaConfig.Read(config);
                config.RefuseUnknown();
                // Old exporters stored the frequencies, which are computed here.
                inert = name => name.EndsWith(".rotary_emb.inv_freq", StringComparison.Ordinal) || (llama.TiedHead && name == "lm_head.weight");
                model = new Llama(llama, parameters);
                break;
            case "gpt_neox":
                var neox = GptNeoXConfig.Read(config);
                config.RefuseUnknown();
                inert = name => GptNeoX.IsInert(name) || (neox.TiedHead && name == "embed_out.weight");
                model = new GptNeoX(neox, parameters);
                break;
            case var other:
                throw new NegPreactException($"{config.Path} names the architecture '{other}', which is not supported; known are gpt_neox (Pythia) and llama.");
        }

        parameters.RefuseLeftOvers(inert);
        parameters.GiveAway();
        return model;
    }
}
