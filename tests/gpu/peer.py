"""The same pass by Hugging Face transformers on PyTorch, for comparison: python3 peer.py SHAPE float32|bfloat16 TOKENS DEVICE OUT

Random weights of the shape; windows of 512 random tokens, the mean loss of each, as many windows per pass as keep the float32 logits
under 1 GiB. Adds a row to OUT, as the steps of this folder do. Where torch or transformers is missing it says so and ends with 0.
"""
import json
import statistics
import sys
import time

SHAPES = {
    "tiny": ("llama", dict(vocab_size=512, hidden_size=64, intermediate_size=176, num_hidden_layers=2, num_attention_heads=4,
                           num_key_value_heads=2, tie_word_embeddings=True)),
    "SmolLM2-135M": ("llama", dict(vocab_size=49152, hidden_size=576, intermediate_size=1536, num_hidden_layers=30,
                                   num_attention_heads=9, num_key_value_heads=3, tie_word_embeddings=True)),
    "Pythia-1.4B": ("gpt_neox", dict(vocab_size=50304, hidden_size=2048, intermediate_size=8192, num_hidden_layers=24,
                                     num_attention_heads=16)),
    "Llama-3.1-8B": ("llama", dict(vocab_size=128256, hidden_size=4096, intermediate_size=14336, num_hidden_layers=32,
                                   num_attention_heads=32, num_key_value_heads=8)),
}
LENGTH = 512


def main():
    shape, compute, tokens, device, out = sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4], sys.argv[5]
    try:
        import torch
        import transformers
    except ImportError as missing:
        print(f"no comparison with transformers: {missing}")
        return
    kind, fields = SHAPES[shape]
    config = transformers.AutoConfig.for_model(kind, **fields)
    with torch.device(device):
        model = transformers.AutoModelForCausalLM.from_config(config, dtype=getattr(torch, compute)).eval()
    count = max(2, tokens // LENGTH)
    ids = torch.randint(config.vocab_size, (count, LENGTH), device=device)
    together = max(1, (1 << 28) // config.vocab_size // LENGTH)

    @torch.no_grad()
    def run():
        for batch in ids.split(together):
            logits = model(batch, use_cache=False).logits[:, :-1].float()
            loss = torch.nn.functional.cross_entropy(logits.flatten(0, 1), batch[:, 1:].flatten(), reduction="none")
            loss.view(len(batch), -1).mean(1).cpu()

    run()
    seconds = []
    for _ in range(3):
        begin = time.perf_counter()
        run()
        seconds.append(time.perf_counter() - begin)
    name = {"float32": "Float32", "bfloat16": "BFloat16"}[compute]
    what = f"{shape}, {name}: the same pass by transformers {transformers.__version__} on PyTorch {torch.__version__}"
    row = dict(step="speed", what=what, value=count * LENGTH / statistics.median(seconds), unit="tokens/s")
    with open(out, "a") as file:
        file.write(json.dumps(row) + "\n")
    print(f"| speed | {what} | {row['value']:.0f} | tokens/s | |")


main()
