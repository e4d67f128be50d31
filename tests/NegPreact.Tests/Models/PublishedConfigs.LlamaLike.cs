namespace NegPreact.Tests.Models;

internal static partial class PublishedConfigs
{
    private const string Llama = """
        "attention_bias": false, "attention_dropout": 0.0, "hidden_act": "silu", "mlp_bias": false,
        "pretraining_tp": 1, "rms_norm_eps": 1e-05
        """;

    private const string Mistral = """
        "attention_dropout": 0.0, "hidden_act": "silu", "rms_norm_eps": 1e-05, "tie_word_embeddings": false
        """;

    private const string Qwen = """
        "attention_dropout": 0.0, "hidden_act": "silu", "max_window_layers": 1, "rms_norm_eps": 1e-06,
        "rope_theta": 1000000.0, "use_sliding_window": false
        """;

    private static IEnumerable<(string Name, string Type, string Fields, string Mathematics)> LlamaLike =>
    [
        ("huggyllama/llama-7b", "llama", """
            "hidden_act": "silu", "max_sequence_length": 2048, "rms_norm_eps": 1e-06, "tie_word_embeddings": false
            """, "theta 10000"),
        ("meta-llama/Llama-2-7b-hf", "llama", """
            "hidden_act": "silu", "pretraining_tp": 1, "rms_norm_eps": 1e-05, "rope_scaling": null,
            "tie_word_embeddings": false
            """, "epsilon 1e-5; theta 10000"),
        ("meta-llama/Meta-Llama-3-8B", "llama", Llama + """
            , "rope_scaling": null, "rope_theta": 500000.0, "tie_word_embeddings": false
            """, "epsilon 1e-5; theta 500000"),
        ("meta-llama/Llama-3.1-8B", "llama", Llama + """
            , "rope_scaling": {"factor": 8.0, "low_freq_factor": 1.0, "high_freq_factor": 4.0,
            "original_max_position_embeddings": 8192, "rope_type": "llama3"}, "rope_theta": 500000.0,
            "tie_word_embeddings": false
            """, "epsilon 1e-5; theta 500000, llama3 8 from 8192"),
        ("meta-llama/Llama-3.2-1B", "llama", Llama + """
            , "rope_scaling": {"factor": 32.0, "high_freq_factor": 4.0, "low_freq_factor": 1.0,
            "original_max_position_embeddings": 8192, "rope_type": "llama3"}, "rope_theta": 500000.0,
            "tie_word_embeddings": true
            """, "tied; epsilon 1e-5; theta 500000, llama3 32 from 8192"),
        ("unsloth/Llama-3.2-1B", "llama", Llama + """
            , "rope_scaling": {"factor": 32.0, "high_freq_factor": 4.0, "low_freq_factor": 1.0,
            "original_max_position_embeddings": 8192, "rope_type": "llama3"}, "rope_theta": 500000.0,
            "tie_word_embeddings": true, "unsloth_fixed": true
            """, "tied; epsilon 1e-5; theta 500000, llama3 32 from 8192"),
        ("TinyLlama/TinyLlama-1.1B-Chat-v1.0", "llama", """
            "attention_bias": false, "hidden_act": "silu", "pretraining_tp": 1, "rms_norm_eps": 1e-05,
            "rope_scaling": null, "rope_theta": 10000.0, "tie_word_embeddings": false
            """, "epsilon 1e-5; theta 10000"),
        ("HuggingFaceTB/SmolLM-135M", "llama", Llama + """
            , "rope_scaling": null, "rope_theta": 10000.0, "tie_word_embeddings": true
            """, "tied; epsilon 1e-5; theta 10000"),
        ("HuggingFaceTB/SmolLM2-135M", "llama", Llama + """
            , "is_llama_config": true, "rope_interleaved": false, "rope_scaling": null, "rope_theta": 100000,
            "tie_word_embeddings": true
            """, "tied; epsilon 1e-5; theta 100000"),
        ("HuggingFaceTB/SmolLM2-135M-Instruct", "llama", Llama + """
            , "is_llama_config": true, "rope_interleaved": false, "rope_scaling": null, "rope_theta": 100000,
            "tie_word_embeddings": true, "transformers.js_config": {"kv_cache_dtype": {"q4f16": "float16"}}
            """, "tied; epsilon 1e-5; theta 100000"),
        ("deepseek-ai/deepseek-coder-6.7b-base", "llama", """
            "hidden_act": "silu", "pretraining_tp": 1, "rms_norm_eps": 1e-06,
            "rope_scaling": {"factor": 4.0, "type": "linear"}, "rope_theta": 100000, "tie_word_embeddings": false
            """, "theta 100000, linear 4"),
        ("NousResearch/Yarn-Llama-2-7b-64k", "llama", """
            "hidden_act": "silu", "max_position_embeddings": 65536, "pretraining_tp": 1, "rms_norm_eps": 1e-05,
            "rope_scaling": {"factor": 16.0, "finetuned": true, "original_max_position_embeddings": 4096,
            "type": "yarn"}, "tie_word_embeddings": false
            """, "epsilon 1e-5; theta 10000, yarn 16 from 4096, turns x 1.2773"),
        ("upstage/Llama-2-70b-instruct-v2, scaled as its card says", "llama", """
            "hidden_act": "silu", "max_position_embeddings": 4096, "pretraining_tp": 1, "rms_norm_eps": 1e-05,
            "rope_scaling": {"factor": 2, "type": "dynamic"}, "tie_word_embeddings": false
            """, "epsilon 1e-5; theta 10000, dynamic 2 from 4096"),
        ("mistralai/Mistral-7B-v0.1", "mistral", Mistral + """
            , "rope_theta": 10000.0, "sliding_window": 4096
            """, "epsilon 1e-5; theta 10000, window 4096"),
        ("mistralai/Mistral-7B-v0.3", "mistral", Mistral + """
            , "rope_theta": 1000000.0, "sliding_window": null
            """, "epsilon 1e-5; theta 1000000"),
        ("mistralai/Mistral-Nemo-Base-2407", "mistral", Mistral + """
            , "head_dim": 6, "rope_theta": 1000000.0, "sliding_window": null
            """, "epsilon 1e-5; theta 1000000"),
        ("Qwen/Qwen2.5-0.5B", "qwen2", Qwen + """
            , "sliding_window": 32768, "tie_word_embeddings": true, "use_mrope": false
            """, "tied; bias of q, k, v; theta 1000000"),
        ("Qwen/Qwen2.5-7B", "qwen2", Qwen + """
            , "sliding_window": 131072, "tie_word_embeddings": false, "use_mrope": false
            """, "bias of q, k, v; theta 1000000"),
        ("Qwen/Qwen2.5-7B-Instruct, scaled as its card says", "qwen2", Qwen + """
            , "max_position_embeddings": 32768, "rope_scaling": {"factor": 4.0,
            "original_max_position_embeddings": 32768, "type": "yarn"}, "sliding_window": 131072,
            "tie_word_embeddings": false
            """, "bias of q, k, v; theta 1000000, yarn 4 from 32768, turns x 1.1386"),
        ("Qwen/Qwen3-0.6B", "qwen3", Qwen + """
            , "attention_bias": false, "rope_scaling": null, "sliding_window": null, "tie_word_embeddings": true
            """, "tied; q and k normalised, EachHead; theta 1000000"),
        ("Qwen/Qwen3-8B", "qwen3", Qwen + """
            , "attention_bias": false, "rope_scaling": null, "sliding_window": null, "tie_word_embeddings": false
            """, "q and k normalised, EachHead; theta 1000000"),
    ];
}
