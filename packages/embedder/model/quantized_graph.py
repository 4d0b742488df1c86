"""Builds the int8 graph: static ranges of activations, one scale a weight column.

Static and not dynamic, because a dynamic range is taken over the whole batch: the
vector of a text would change with the texts that happen to be beside it.
The channels of an activation differ a hundredfold in range, so each is divided by a
factor that its weight row is multiplied by (SmoothQuant, Xiao et al. 2022).
"""

import numpy as np
from onnx import TensorProto, helper

from bert_graph import OPSET, GraphBuilder

CONTRIB = "com.microsoft"
# Share of a channel's range that moves into its weights. Measured 0.6 / 0.7 / 0.8 / 0.9:
# cosine to float32 0.9942 / 0.9965 / 0.9963 / 0.9957.
SMOOTHING = 0.7
# 7 bits: two products of 255 * 64 still fit the 16-bit sums of CPUs with AVX2 alone.
WEIGHT_MAX = 64


def activation_names(layers):
    """What enters the four matrix products of each layer, as named by build_graph."""
    names = []
    for index in range(layers):
        before = f"encoder.layer.{index - 1}.output.LayerNorm" if index > 0 else "embeddings.LayerNorm"
        layer = f"encoder.layer.{index}"
        names += [before, f"{layer}.context", f"{layer}.attention.output.LayerNorm", f"{layer}.gelu"]
    return names


def build_quantized_graph(tensors, config, ranges):
    """ranges: activation name -> (smallest, largest) a channel. Same inputs and output as build_graph."""
    graph = GraphBuilder()
    graph.weight("zero", np.int64(0).reshape(1))
    graph.weight("one", np.int64(1).reshape(1))
    graph.weight("last_axis", np.int64(2).reshape(1))
    x = embeddings(graph, tensors, config)
    names = activation_names(config["num_hidden_layers"])
    for index in range(config["num_hidden_layers"]):
        layer_ranges = [ranges[name] for name in names[4 * index : 4 * index + 4]]
        x = encoder_layer(graph, x, tensors, f"encoder.layer.{index}", config, layer_ranges)
    sentence_vector(graph, x)
    return as_model(graph, config)


def embeddings(graph, tensors, config):
    table = tensors["embeddings.word_embeddings.weight"]
    step = np.float32((table.max() - table.min()) / 255)
    zero = np.uint8(np.round(-table.min() / step))
    quantized = np.clip(np.round(table / step) + zero, 0, 255).astype(np.uint8)
    rows = graph.node("Gather", [graph.weight("word_embeddings", quantized), "input_ids"], "word_int8", axis=0)
    word = graph.node("DequantizeLinear", [rows, graph.weight("word.step", step), graph.weight("word.zero", zero)], "word")
    segment = tensors["embeddings.token_type_embeddings.weight"][0]
    positions = graph.weight("position_embeddings", tensors["embeddings.position_embeddings.weight"] + segment)
    length = graph.node("Shape", ["input_ids"], "length", start=1, end=2)
    position = graph.node("Slice", [positions, "zero", length, "zero"], "position")
    total = graph.node("Add", [word, position], "embedded")
    return graph.layer_norm(total, tensors, "embeddings.LayerNorm", config["layer_norm_eps"])


def encoder_layer(graph, x, tensors, prefix, config, layer_ranges):
    into_attention, into_projection, into_inner, into_output = layer_ranges
    projection = tensors[f"{prefix}.attention.output.dense.weight"].T
    mix = smoothing(into_projection, projection)
    weight, bias = joined_attention(tensors, f"{prefix}.attention.self", mix)

    x_int8, weight = quantize(graph, x, into_attention, weight, f"{prefix}.joined")
    context = attention(graph, x_int8, weight, bias, f"{prefix}.joined", config)

    narrowed = tuple(bound / mix for bound in into_projection)
    context_int8 = quantize_activation(graph, context, narrowed, f"{prefix}.projection")
    projected = product(graph, context_int8, projection * mix[:, None], f"{prefix}.projection", tensors[f"{prefix}.attention.output.dense.bias"])
    x = skip_layer_norm(graph, projected, x, tensors, f"{prefix}.attention.output.LayerNorm", config)

    x_int8, weight = quantize(graph, x, into_inner, tensors[f"{prefix}.intermediate.dense.weight"].T, f"{prefix}.inner")
    inner = product(graph, x_int8, weight, f"{prefix}.inner")
    inner_bias = graph.weight(f"{prefix}.inner.bias", tensors[f"{prefix}.intermediate.dense.bias"])
    gelu = graph.node("BiasGelu", [inner, inner_bias], f"{prefix}.gelu", domain=CONTRIB)

    gelu_int8, weight = quantize(graph, gelu, into_output, tensors[f"{prefix}.output.dense.weight"].T, f"{prefix}.output")
    output = product(graph, gelu_int8, weight, f"{prefix}.output", tensors[f"{prefix}.output.dense.bias"])
    return skip_layer_norm(graph, output, x, tensors, f"{prefix}.output.LayerNorm", config)


def joined_attention(tensors, prefix, mix):
    """Query, key and value as one matrix; the values carry the next product's smoothing at no cost."""
    parts = ("query", "key", "value")
    weight = np.concatenate([tensors[f"{prefix}.{part}.weight"].T for part in parts], axis=1)
    bias = np.concatenate([tensors[f"{prefix}.{part}.bias"] for part in parts])
    hidden = len(mix)
    weight[:, 2 * hidden :] /= mix
    bias[2 * hidden :] /= mix
    return weight, bias


def attention(graph, x_int8, weight, bias, name, config):
    quantized, steps = quantize_weight(weight)
    inputs = [
        x_int8,
        graph.weight(f"{name}.weight", quantized),
        graph.weight(f"{name}.bias", bias),
        f"{name}.step",
        graph.weight(f"{name}.weight_steps", steps),
        "attention_mask",
        f"{name}.zero",
    ]
    return graph.node("QAttention", inputs, f"{name}.context", domain=CONTRIB, num_heads=config["num_attention_heads"])


def product(graph, x_int8, weight, name, bias=None):
    quantized, steps = quantize_weight(weight)
    inputs = [
        x_int8,
        graph.weight(f"{name}.weight", quantized),
        f"{name}.step",
        graph.weight(f"{name}.weight_steps", steps),
        f"{name}.zero",
    ]
    if bias is not None:
        inputs += ["", graph.weight(f"{name}.bias", bias)]
    return graph.node("MatMulIntegerToFloat", inputs, f"{name}.product", domain=CONTRIB)


def quantize(graph, x, bounds, weight, name):
    """Returns the quantized activation and the weight that has taken up its smoothing."""
    factors = smoothing(bounds, weight)
    smoothed = graph.node("Mul", [x, graph.weight(f"{name}.factors", 1 / factors)], f"{name}.smoothed")
    narrowed = tuple(bound / factors for bound in bounds)
    return quantize_activation(graph, smoothed, narrowed, name), weight * factors[:, None]


def quantize_activation(graph, x, bounds, name):
    lowest = min(0.0, float(bounds[0].min()))
    highest = max(0.0, float(bounds[1].max()))
    step = (highest - lowest) / 255
    inputs = [
        x,
        graph.weight(f"{name}.step", np.float32(step)),
        graph.weight(f"{name}.zero", np.uint8(np.clip(np.round(-lowest / step), 0, 255))),
    ]
    return graph.node("QuantizeLinear", inputs, f"{name}.int8")


def smoothing(bounds, weight):
    activation = np.maximum(np.maximum(np.abs(bounds[0]), np.abs(bounds[1])), 1e-5)
    row = np.maximum(np.abs(weight).max(axis=1), 1e-5)
    factors = activation**SMOOTHING / row ** (1 - SMOOTHING)
    return (factors / np.median(factors)).astype(np.float32)


def quantize_weight(weight):
    steps = np.maximum(np.abs(weight).max(axis=0), 1e-9) / WEIGHT_MAX
    return np.round(weight / steps).astype(np.int8), steps.astype(np.float32)


def skip_layer_norm(graph, x, residual, tensors, prefix, config):
    scale = graph.weight(f"{prefix}.scale", tensors[f"{prefix}.weight"])
    shift = graph.weight(f"{prefix}.shift", tensors[f"{prefix}.bias"])
    inputs = [x, residual, scale, shift]
    return graph.node("SkipLayerNormalization", inputs, prefix, domain=CONTRIB, epsilon=config["layer_norm_eps"])


def sentence_vector(graph, x):
    keep = graph.node("Cast", ["attention_mask"], "keep", to=TensorProto.FLOAT)
    wide = graph.node("Unsqueeze", [keep, "last_axis"], "keep_tokens")
    # The mean and the sum have one direction, so the division by the count is left out.
    total = graph.node("ReduceSum", [graph.node("Mul", [x, wide], "kept"), "one"], "total", keepdims=0)
    length = graph.node("ReduceL2", [total], "norm", axes=[1], keepdims=1)
    graph.node("Div", [total, length], "sentence_embedding")


def as_model(graph, config):
    names = ("input_ids", "attention_mask")
    inputs = [helper.make_tensor_value_info(name, TensorProto.INT32, ["batch", "tokens"]) for name in names]
    shape = ["batch", config["hidden_size"]]
    output = helper.make_tensor_value_info("sentence_embedding", TensorProto.FLOAT, shape)
    body = helper.make_graph(graph.nodes, "minilm_int8", inputs, [output], graph.initializers)
    opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid(CONTRIB, 1)]
    return helper.make_model(body, opset_imports=opsets, ir_version=8, producer_name="memory-api")
