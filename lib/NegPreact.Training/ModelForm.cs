using System.Text.Json.Serialization;

namespace NegPreact.Training;

/// <summary>
/// The kinds of model that can be trained: those whose Wasserstein neurons the paper compares, in small.
/// </summary>
[JsonConverter(typeof(JsonStringEnumConverter<ModelForm>))] // training.json is read by people too
public enum ModelForm
{
    /// <summary>Llama with SiLU-gated MLPs.</summary>
    SiluLlama,

    /// <summary>GPT-NeoX with GELU, as Pythia.</summary>
    GeluGptNeoX,

    /// <summary>GPT-NeoX with ReLU, whose negative pre-activations do nothing, as OPT's.</summary>
    ReluGptNeoX,
}
