"""llama.cpp's own server, with a tiny random model that is made here: it says nonsense, as it must.

Run by a Python that has `xllamacpp` and `gguf`: `llama_server.py FOLDER` prints its address, and serves
until its input ends.
"""

import string
import sys
from pathlib import Path

import gguf
import numpy as np
import xllamacpp

WIDTH, LAYERS, HEADS, CONTEXT = 64, 2, 4, 8_192
NORMAL, UNKNOWN, CONTROL, BYTE = 1, 2, 3, 6
"""Kinds of tokens, as the format numbers them."""


def tokens() -> list[tuple[bytes, int]]:
    """Return a vocabulary of bytes and of printable ASCII."""
    special = [(b"<unk>", UNKNOWN), (b"<s>", CONTROL), (b"</s>", CONTROL)]
    raw = [(f"<0x{byte:02X}>".encode(), BYTE) for byte in range(256)]
    space = [("\u2581".encode(), NORMAL)]
    return [*special, *raw, *space, *((one.encode(), NORMAL) for one in string.printable[:94])]


def write_model(file: Path) -> None:
    """Write a model of two layers with random weights, the same each time."""
    known = tokens()
    writer = gguf.GGUFWriter(str(file), "llama")
    writer.add_context_length(CONTEXT)
    writer.add_embedding_length(WIDTH)
    writer.add_block_count(LAYERS)
    writer.add_feed_forward_length(WIDTH)
    writer.add_head_count(HEADS)
    writer.add_head_count_kv(HEADS)
    writer.add_rope_dimension_count(WIDTH // HEADS)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_vocab_size(len(known))
    writer.add_tokenizer_model("llama")
    writer.add_token_list([token for token, _ in known])
    writer.add_token_types([kind for _, kind in known])
    writer.add_token_scores([0.0] * len(known))
    writer.add_bos_token_id(1)
    writer.add_eos_token_id(2)
    writer.add_chat_template(
        "{% for message in messages %}{{ message['role'] }}: {{ message['content'] }}\n{% endfor %}"
    )
    random = np.random.default_rng(7)

    def add(name: str, *shape: int) -> None:
        writer.add_tensor(name, random.standard_normal(shape, dtype=np.float32) * 0.2)

    def add_norm(name: str) -> None:
        writer.add_tensor(name, np.ones(WIDTH, dtype=np.float32))

    add("token_embd.weight", len(known), WIDTH)
    output = random.standard_normal((len(known), WIDTH), dtype=np.float32)
    # Whole characters only: the server fails at half of one, where a string is cut at its most.
    output[[kind != NORMAL for _, kind in known]] = 0
    writer.add_tensor("output.weight", output)
    add_norm("output_norm.weight")
    for layer in range(LAYERS):
        for part in ("attn_q", "attn_k", "attn_v", "attn_output", "ffn_gate", "ffn_up", "ffn_down"):
            add(f"blk.{layer}.{part}.weight", WIDTH, WIDTH)
        add_norm(f"blk.{layer}.attn_norm.weight")
        add_norm(f"blk.{layer}.ffn_norm.weight")
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def main(folder: Path) -> None:
    """Make the model, serve it, and stop when whoever started this does."""
    file = folder / "random.gguf"
    write_model(file)
    params = xllamacpp.CommonParams()
    params.model.path = str(file)
    params.hostnames = ["127.0.0.1"]
    params.port = 0
    params.n_ctx = CONTEXT
    params.warmup = False
    params.cpuparams.n_threads = 1
    server = xllamacpp.Server(params)
    sys.stdout.write(f"{server.listening_address}\n")
    sys.stdout.flush()
    sys.stdin.read()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
