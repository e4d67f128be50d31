namespace NegPreact.Models;

/// <summary>What each family was held against.</summary>
/// <param name="Transformers">
/// The versions of Hugging Face transformers whose outputs on tiny random models of the family agree.
/// </param>
/// <param name="Published">
/// The published models whose config.json was tried, by its fields and values with tiny sizes and random weights.
/// </param>
internal sealed record FamilyEvidence(IReadOnlyList<string> Transformers, IReadOnlyList<string> Published)
{
    private static readonly Dictionary<string, FamilyEvidence> all = new(StringComparer.Ordinal)
    {
        ["gemma"] = new(["5.24.0"], ["google/gemma-2b", "google/gemma-7b", "google/gemma-1.1-2b-it"]),
        ["gemma2"] = new(["5.24.0"], ["google/gemma-2-2b", "google/gemma-2-9b", "google/gemma-2-27b"]),
        ["gemma3_text"] = new(["5.24.0"], ["google/gemma-3-270m", "google/gemma-3-1b-pt"]),
        ["gpt2"] = new(
            ["4.48.0", "5.24.0"],
            [
                "openai-community/gpt2", "distilbert/distilgpt2", "openai-community/gpt2-medium",
                "openai-community/gpt2-large",
            ]),
        ["gpt_neox"] = new(
            ["4.48.0", "5.24.0"],
            [
                "EleutherAI/pythia-70m", "EleutherAI/pythia-70m, saved by a late transformers 4",
                "EleutherAI/pythia-70m, saved by transformers 5",
            ]),
        ["granite"] = new(["5.24.0"], ["ibm-granite/granite-3.0-2b-base", "ibm-granite/granite-3.3-8b-instruct"]),
        ["llama"] = new(
            ["4.48.0", "5.24.0"],
            [
                "huggyllama/llama-7b", "meta-llama/Llama-2-7b-hf", "meta-llama/Meta-Llama-3-8B",
                "meta-llama/Llama-3.1-8B", "meta-llama/Llama-3.2-1B", "unsloth/Llama-3.2-1B",
                "TinyLlama/TinyLlama-1.1B-Chat-v1.0", "HuggingFaceTB/SmolLM-135M", "HuggingFaceTB/SmolLM2-135M",
                "HuggingFaceTB/SmolLM2-135M-Instruct", "deepseek-ai/deepseek-coder-6.7b-base",
                "NousResearch/Yarn-Llama-2-7b-64k", "upstage/Llama-2-70b-instruct-v2, scaled as its card says",
            ]),
        ["mistral"] = new(
            ["4.48.0", "5.24.0"],
            ["mistralai/Mistral-7B-v0.1", "mistralai/Mistral-7B-v0.3", "mistralai/Mistral-Nemo-Base-2407"]),
        ["olmo"] = new(["5.24.0"], ["allenai/OLMo-1B-hf", "allenai/OLMo-7B-0424-hf"]),
        ["olmo2"] = new(
            ["5.24.0"], ["allenai/OLMo-2-0425-1B", "allenai/OLMo-2-1124-7B", "allenai/OLMo-2-0325-32B"]),
        ["opt"] = new(
            ["4.48.0", "5.24.0"],
            ["facebook/opt-125m", "facebook/opt-350m", "facebook/opt-125m, saved by transformers 5"]),
        ["phi"] = new(["5.24.0"], ["microsoft/phi-1_5", "microsoft/phi-2"]),
        ["phi3"] = new(
            ["5.24.0"],
            [
                "microsoft/Phi-3-mini-4k-instruct", "microsoft/Phi-3-mini-128k-instruct",
                "microsoft/Phi-3-mini-128k-instruct, first revision", "microsoft/Phi-3.5-mini-instruct",
                "microsoft/phi-4", "microsoft/Phi-4-mini-instruct",
            ]),
        ["qwen2"] = new(
            ["4.48.0", "5.24.0"],
            ["Qwen/Qwen2.5-0.5B", "Qwen/Qwen2.5-7B", "Qwen/Qwen2.5-7B-Instruct, scaled as its card says"]),
        ["qwen3"] = new(["4.51.0", "5.24.0"], ["Qwen/Qwen3-0.6B", "Qwen/Qwen3-8B"]),
        ["smollm3"] = new(["5.24.0"], ["HuggingFaceTB/SmolLM3-3B-Base", "HuggingFaceTB/SmolLM3-3B"]),
        ["stablelm"] = new(["5.24.0"], ["stabilityai/stablelm-3b-4e1t", "stabilityai/stablelm-2-1_6b"]),
        ["starcoder2"] = new(["5.24.0"], ["bigcode/starcoder2-3b", "bigcode/starcoder2-15b"]),
    };

    /// <summary>That of a family.</summary>
    /// <param name="modelType">A supported <c>model_type</c>.</param>
    public static FamilyEvidence Of(string modelType) => all[modelType];
}
