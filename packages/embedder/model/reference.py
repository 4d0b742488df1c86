"""BERT in numpy and float64, written apart from the graphs, to check them against."""

import math

import numpy as np

error_function = np.vectorize(math.erf)


def reference_vector(tensors, config, ids):
    """Token ids of one text -> its normalized sentence vector."""
    heads = config["num_attention_heads"]
    words = tensors["embeddings.word_embeddings.weight"][ids].astype(np.float64)
    positions = tensors["embeddings.position_embeddings.weight"][: len(ids)]
    x = normalize(words + positions + tensors["embeddings.token_type_embeddings.weight"][0], tensors, "embeddings.LayerNorm")
    for index in range(config["num_hidden_layers"]):
        x = layer(x, tensors, f"encoder.layer.{index}", heads)
    mean = x.mean(axis=0)
    return mean / np.linalg.norm(mean)


def layer(x, tensors, prefix, heads):
    def split(part):
        return dense(x, tensors, f"{prefix}.attention.self.{part}").reshape(len(x), heads, -1).swapaxes(0, 1)

    query, key, value = split("query"), split("key"), split("value")
    scores = query @ key.swapaxes(1, 2) / math.sqrt(query.shape[-1])
    weights = np.exp(scores - scores.max(axis=-1, keepdims=True))
    weights /= weights.sum(axis=-1, keepdims=True)
    context = (weights @ value).swapaxes(0, 1).reshape(len(x), -1)
    attended = dense(context, tensors, f"{prefix}.attention.output.dense") + x
    x = normalize(attended, tensors, f"{prefix}.attention.output.LayerNorm")
    inner = dense(x, tensors, f"{prefix}.intermediate.dense")
    inner = inner * 0.5 * (1 + error_function(inner / math.sqrt(2)))
    return normalize(dense(inner, tensors, f"{prefix}.output.dense") + x, tensors, f"{prefix}.output.LayerNorm")


def dense(x, tensors, prefix):
    return x @ tensors[f"{prefix}.weight"].T.astype(np.float64) + tensors[f"{prefix}.bias"]


def normalize(x, tensors, prefix):
    centred = x - x.mean(axis=-1, keepdims=True)
    scaled = centred / np.sqrt((centred**2).mean(axis=-1, keepdims=True) + 1e-12)
    return scaled * tensors[f"{prefix}.weight"] + tensors[f"{prefix}.bias"]
