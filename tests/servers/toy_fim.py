"""Trains a model of two layers that fills gaps, and writes it as GGUF: `toy_fim.py FILE`.

It knows the bytes and Qwen's tokens of fill-in-the-middle, and has learnt one thing: the word that
stands in a gap is found, in quotes, after it. So a server that passes the tokens on is told from
one that does not. `make servers` runs it in an environment of its own, with jax and gguf; that
takes a minute and a half of one core.
"""

from __future__ import annotations

import os
import random
import sys
import time
from pathlib import Path
from typing import Any

os.environ.setdefault("XLA_FLAGS", "--xla_cpu_multi_thread_eigen=false")

import gguf
import jax
import jax.numpy as jnp
import numpy as np

STEPS, FULL_RATE = 800, 500
"""Steps of the training, and after how many of them the rate begins to fall to nothing."""
ENOUGH = 0.98
"""The share of gaps that must be filled in the end."""
WIDTH, HEADS, LAYERS, INNER, CONTEXT = 64, 4, 2, 128, 4096
BATCH, LONGEST, RATE = 32, 80, 3e-3
SPECIAL = ("<|endoftext|>", "<|fim_prefix|>", "<|fim_suffix|>", "<|fim_middle|>", "<|fim_pad|>")
MERGED = 256
"""GGUF wants at least one merge of bytes: two NULs, which no text has."""
END, PREFIX, SUFFIX, MIDDLE, PAD = range(MERGED + 1, MERGED + 1 + len(SPECIAL))
VOCABULARY = PAD + 1
EPSILON, BASE = 1e-5, 10_000.0
LETTERS = "abcdefghijklmnopqrstuvwxyz"

Weights = dict[str, jax.Array]
Batch = tuple[np.ndarray, np.ndarray]


def example() -> tuple[list[int], list[float]]:
    """A prompt with a gap and its middle, and how much each token counts."""
    name, word = ("".join(random.sample(LETTERS, random.randint(4, 8))) for _ in range(2))
    if random.random() < 0.5:
        before, after, called = f'{name} = "', '"\nassert ', name
    else:
        before, after, called = f'def {name}():\n    return "', '"\n\n\nassert ', f"{name}()"
    rest = f' == "{word}"\n'
    tokens = [PREFIX, *before.encode(), SUFFIX, *after.encode(), *called.encode()]
    counts = [0.0] * (len(tokens) - len(called)) + [1.0] * len(called)
    tokens += [*rest.encode(), MIDDLE, *word.encode(), END]
    counts += [0.0] * (len(rest) + 1) + [1.0] * (len(word) + 1)
    return tokens, counts


def repeated() -> tuple[list[int], list[float]]:
    """Letters that come twice: copying is learnt from them sooner than from gaps."""
    half = [ord(random.choice(LETTERS)) for _ in range(random.randint(8, 40))]
    return half + half, [0.0] * len(half) + [1.0] * len(half)


def batch(gaps: int, repeats: int) -> Batch:
    """Examples, and how much each token counts."""
    tokens = np.full((gaps + repeats, LONGEST), PAD)
    counts = np.zeros((gaps + repeats, LONGEST), np.float32)
    for row, (text, weights) in enumerate(
        [*(example() for _ in range(gaps)), *(repeated() for _ in range(repeats))]
    ):
        tokens[row, : len(text)], counts[row, : len(text)] = text, weights
    return tokens, counts


def shapes() -> dict[str, tuple[int, ...]]:
    """The weights, under llama.cpp's names."""
    found: dict[str, tuple[int, ...]] = {
        "token_embd": (VOCABULARY, WIDTH),
        "output_norm": (WIDTH,),
        "output": (VOCABULARY, WIDTH),
    }
    for layer in range(LAYERS):
        found |= {f"blk.{layer}.{name}_norm": (WIDTH,) for name in ("attn", "ffn")}
        for name in ("attn_q", "attn_k", "attn_v", "attn_output"):
            found[f"blk.{layer}.{name}"] = (WIDTH, WIDTH)
        found |= {f"blk.{layer}.ffn_{name}": (INNER, WIDTH) for name in ("gate", "up")}
        found[f"blk.{layer}.ffn_down"] = (WIDTH, INNER)
    return found


def new_weights() -> Weights:
    """Weights as they are before the training."""
    key = jax.random.key(1)
    found = {}
    for name, shape in shapes().items():
        key, own = jax.random.split(key)
        spread = 1.0 if name == "token_embd" else WIDTH**-0.5
        is_norm = name.endswith("_norm")
        found[name] = jnp.ones(shape) if is_norm else spread * jax.random.normal(own, shape)
    return found


def normed(x: jax.Array, weight: jax.Array) -> jax.Array:
    """RMS norm."""
    return x * jax.lax.rsqrt(jnp.mean(x * x, -1, keepdims=True) + EPSILON) * weight


def rotated(x: jax.Array) -> jax.Array:
    """Positions, by turning pairs of neighbours."""
    length, size = x.shape[-2:]
    angles = jnp.arange(length)[:, None] * BASE ** (-jnp.arange(0, size, 2) / size)
    even, odd, sine, cosine = x[..., ::2], x[..., 1::2], jnp.sin(angles), jnp.cos(angles)
    turned = jnp.stack((even * cosine - odd * sine, even * sine + odd * cosine), -1)
    return turned.reshape(x.shape)


def attended(x: jax.Array, query: jax.Array, key: jax.Array, value: jax.Array) -> jax.Array:
    """What the heads of a layer take from the places before."""
    rows, length, _ = x.shape
    q, k, v = (
        (x @ part.T).reshape(rows, length, HEADS, -1).swapaxes(1, 2) for part in (query, key, value)
    )
    scores = rotated(q) @ rotated(k).swapaxes(2, 3) * (WIDTH // HEADS) ** -0.5
    seen = jnp.where(jnp.tril(jnp.ones((length, length), bool)), scores, -1e9)
    return (jax.nn.softmax(seen) @ v).swapaxes(1, 2).reshape(x.shape)


def scores(weights: Weights, tokens: jax.Array) -> jax.Array:
    """What comes next at each place."""
    x = weights["token_embd"][tokens]
    for layer in range(LAYERS):
        own = {name.split(".")[2]: each for name, each in weights.items() if f".{layer}." in name}
        seen = normed(x, own["attn_norm"])
        taken = attended(seen, own["attn_q"], own["attn_k"], own["attn_v"])
        x = x + taken @ own["attn_output"].T
        seen = normed(x, own["ffn_norm"])
        hidden = jax.nn.silu(seen @ own["ffn_gate"].T) * (seen @ own["ffn_up"].T)
        x = x + hidden @ own["ffn_down"].T
    return normed(x, weights["output_norm"]) @ weights["output"].T


def loss(weights: Weights, tokens: jax.Array, counts: jax.Array) -> jax.Array:
    """How far the model is from the tokens that count."""
    likely = jax.nn.log_softmax(scores(weights, tokens[:, :-1]))
    each = jnp.take_along_axis(likely, tokens[:, 1:, None], -1)[..., 0]
    return -(each * counts[:, 1:]).sum() / counts.sum()


@jax.jit
def improved(
    weights: Weights, means: Weights, squares: Weights, step: int, tokens: Any, counts: Any
) -> tuple[Weights, Weights, Weights]:
    """One step of Adam."""
    slopes = jax.grad(loss)(weights, tokens, counts)
    size = jnp.sqrt(sum(jnp.sum(each**2) for each in slopes.values()))
    slopes = {name: each / jnp.maximum(size, 1.0) for name, each in slopes.items()}
    means = {name: 0.9 * each + 0.1 * slopes[name] for name, each in means.items()}
    squares = {name: 0.98 * each + 0.02 * slopes[name] ** 2 for name, each in squares.items()}
    rate = RATE * jnp.minimum(1, step / 100)
    rate = rate * jnp.clip((STEPS - step) / (STEPS - FULL_RATE), 0, 1)
    for name in weights:
        mean, square = means[name] / (1 - 0.9**step), squares[name] / (1 - 0.98**step)
        weights = weights | {name: weights[name] - rate * mean / (jnp.sqrt(square) + 1e-8)}
    return weights, means, squares


@jax.jit
def filled(weights: Weights, tokens: Any) -> jax.Array:
    """The share of gaps whose whole middle is right."""
    is_middle = jnp.cumsum(tokens == MIDDLE, 1)[:, :-1] * (tokens[:, 1:] != PAD) > 0
    fits = scores(weights, tokens[:, :-1]).argmax(-1) == tokens[:, 1:]
    return jnp.mean((fits | ~is_middle).all(1))


def train() -> Weights:
    """A model that fills nearly all gaps; an error where it does not."""
    random.seed(1)
    weights, began, share = new_weights(), time.process_time(), 0.0
    means = squares = {name: jnp.zeros_like(each) for name, each in weights.items()}
    for step in range(1, STEPS + 1):
        tokens, counts = batch(BATCH // 2, BATCH // 2)
        weights, means, squares = improved(weights, means, squares, step, tokens, counts)
        if step % 100 == 0:
            share = float(filled(weights, batch(1000, 0)[0]))
            print(f"{time.process_time() - began:.0f} s, {step} steps: {share:.1%}", flush=True)
    if share < ENOUGH:
        sys.exit(f"only {share:.0%} of the gaps are filled")
    return weights


def byte_names() -> list[str]:
    """How GPT-2's tokenizer writes each byte."""
    shown = [*range(33, 127), *range(161, 173), *range(174, 256)]
    others = iter(range(256, 512))
    return [chr(byte) if byte in shown else chr(next(others)) for byte in range(256)]


def write(weights: Weights, file: Path) -> None:
    """Write a GGUF file, whole or not at all."""
    partial = file.with_suffix(".partial")
    writer = gguf.GGUFWriter(partial, "llama")
    writer.add_name("toy-fim")
    writer.add_context_length(CONTEXT)
    writer.add_embedding_length(WIDTH)
    writer.add_block_count(LAYERS)
    writer.add_feed_forward_length(INNER)
    writer.add_head_count(HEADS)
    writer.add_layer_norm_rms_eps(EPSILON)
    writer.add_rope_dimension_count(WIDTH // HEADS)
    writer.add_rope_freq_base(BASE)
    writer.add_vocab_size(VOCABULARY)
    names = byte_names()
    kinds = [gguf.TokenType.NORMAL] * (MERGED + 1) + [gguf.TokenType.CONTROL] * len(SPECIAL)
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("gpt-2")
    writer.add_token_list([*names, names[0] * 2, *SPECIAL])
    writer.add_token_types(kinds)
    writer.add_token_merges([f"{names[0]} {names[0]}"])
    writer.add_eos_token_id(END)
    writer.add_pad_token_id(PAD)
    writer.add_add_bos_token(False)
    for name, tensor in weights.items():
        writer.add_tensor(f"{name}.weight", np.asarray(tensor, np.float32))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    partial.replace(file)


if __name__ == "__main__":
    write(train(), Path(sys.argv[1]))
