"""Builds the float32 graph of a BERT sentence encoder with the onnx package alone.

No torch: the graph is written node by node from the safetensors weights, so that
anybody with pip can make the model again in a minute.
"""

import numpy as np
from onnx import TensorProto, helper, numpy_helper

OPSET = 17


class GraphBuilder:
    """Collects nodes and weights; each method returns the name of its output."""

    def __init__(self):
        self.nodes = []
        self.initializers = []

    def weight(self, name, array):
        self.initializers.append(numpy_helper.from_array(np.ascontiguousarray(array), name))
        return name

    def node(self, kind, inputs, name, **attributes):
        self.nodes.append(helper.make_node(kind, inputs, [name], name=name, **attributes))
        return name

    def linear(self, x, weight, bias, name):
        product = self.node("MatMul", [x, self.weight(f"{name}.weight", weight)], f"{name}.product")
        return self.node("Add", [product, self.weight(f"{name}.bias", bias)], name)

    def layer_norm(self, x, tensors, prefix, epsilon):
        scale = self.weight(f"{prefix}.scale", tensors[f"{prefix}.weight"])
        shift = self.weight(f"{prefix}.shift", tensors[f"{prefix}.bias"])
        return self.node("LayerNormalization", [x, scale, shift], prefix, axis=-1, epsilon=epsilon)


def build_graph(tensors, config):
    """Returns a ModelProto: (input_ids, attention_mask) int32 [batch, tokens] -> float32 [batch, hidden]."""
    graph = GraphBuilder()
    constants(graph, config)
    x = embeddings(graph, tensors, config)
    mask = additive_mask(graph)
    for index in range(config["num_hidden_layers"]):
        x = encoder_layer(graph, x, mask, tensors, f"encoder.layer.{index}", config)
    sentence_vector(graph, x)
    return as_model(graph, config)


def constants(graph, config):
    heads = config["num_attention_heads"]
    hidden = config["hidden_size"]
    graph.weight("zero", np.int64(0).reshape(1))
    graph.weight("one", np.int64(1).reshape(1))
    graph.weight("two", np.int64(2).reshape(1))
    graph.weight("one_f", np.float32(1))
    graph.weight("half_f", np.float32(0.5))
    graph.weight("sqrt_two_f", np.float32(np.sqrt(2)))
    graph.weight("tiny_f", np.float32(1e-12))
    graph.weight("masked_f", np.float32(-10000))
    graph.weight("head_scale_f", np.float32(np.sqrt(hidden // heads)))
    graph.weight("split_heads", np.array([0, 0, heads, hidden // heads], np.int64))
    graph.weight("join_heads", np.array([0, 0, hidden], np.int64))


def embeddings(graph, tensors, config):
    prefix = "embeddings"
    # There is only ever one segment, so its embedding is added to the positions here, not in the graph.
    segment = tensors[f"{prefix}.token_type_embeddings.weight"][0]
    positions = tensors[f"{prefix}.position_embeddings.weight"] + segment
    words = graph.weight("word_embeddings", tensors[f"{prefix}.word_embeddings.weight"])
    word = graph.node("Gather", [words, "input_ids"], "word", axis=0)
    shape = graph.node("Shape", ["input_ids"], "shape")
    length = graph.node("Slice", [shape, "one", "two"], "length")
    table = graph.weight("position_embeddings", positions)
    position = graph.node("Slice", [table, "zero", length, "zero"], "position")
    total = graph.node("Add", [word, position], "embedded")
    return graph.layer_norm(total, tensors, f"{prefix}.LayerNorm", config["layer_norm_eps"])


def additive_mask(graph):
    keep = graph.node("Cast", ["attention_mask"], "keep", to=TensorProto.FLOAT)
    wide = graph.node("Unsqueeze", [keep, graph.weight("mask_axes", np.array([1, 2], np.int64))], "keep_wide")
    drop = graph.node("Sub", ["one_f", wide], "drop")
    return graph.node("Mul", [drop, "masked_f"], "mask")


def encoder_layer(graph, x, mask, tensors, prefix, config):
    def dense(source, part):
        weight = tensors[f"{prefix}.{part}.weight"].T
        return graph.linear(source, weight, tensors[f"{prefix}.{part}.bias"], f"{prefix}.{part}")

    context = attention(graph, x, mask, dense, prefix)
    attended = graph.node("Add", [dense(context, "attention.output.dense"), x], f"{prefix}.attended")
    x = graph.layer_norm(attended, tensors, f"{prefix}.attention.output.LayerNorm", config["layer_norm_eps"])
    inner = exact_gelu(graph, dense(x, "intermediate.dense"), f"{prefix}.gelu")
    fed = graph.node("Add", [dense(inner, "output.dense"), x], f"{prefix}.fed")
    return graph.layer_norm(fed, tensors, f"{prefix}.output.LayerNorm", config["layer_norm_eps"])


def attention(graph, x, mask, dense, prefix):
    def heads(part, order):
        split = graph.node("Reshape", [dense(x, f"attention.self.{part}"), "split_heads"], f"{prefix}.{part}.split")
        return graph.node("Transpose", [split], f"{prefix}.{part}.heads", perm=order)

    query = heads("query", [0, 2, 1, 3])
    key = heads("key", [0, 2, 3, 1])
    value = heads("value", [0, 2, 1, 3])
    scores = graph.node("MatMul", [query, key], f"{prefix}.scores")
    scaled = graph.node("Div", [scores, "head_scale_f"], f"{prefix}.scaled")
    masked = graph.node("Add", [scaled, mask], f"{prefix}.masked")
    weights = graph.node("Softmax", [masked], f"{prefix}.weights", axis=-1)
    mixed = graph.node("MatMul", [weights, value], f"{prefix}.mixed")
    ordered = graph.node("Transpose", [mixed], f"{prefix}.ordered", perm=[0, 2, 1, 3])
    return graph.node("Reshape", [ordered, "join_heads"], f"{prefix}.context")


def exact_gelu(graph, x, name):
    erf = graph.node("Erf", [graph.node("Div", [x, "sqrt_two_f"], f"{name}.scaled")], f"{name}.erf")
    gate = graph.node("Mul", [x, graph.node("Add", [erf, "one_f"], f"{name}.gate")], f"{name}.double")
    return graph.node("Mul", [gate, "half_f"], name)


def sentence_vector(graph, x):
    last = graph.weight("last_axis", np.array([2], np.int64))
    keep = graph.node("Unsqueeze", ["keep", last], "keep_tokens")
    kept = graph.node("Mul", [x, keep], "kept")
    total = graph.node("ReduceSum", [kept, "one"], "total", keepdims=0)
    count = graph.node("ReduceSum", ["keep", "one"], "count", keepdims=1)
    mean = graph.node("Div", [total, count], "mean")
    length = graph.node("ReduceL2", [mean], "norm", axes=[1], keepdims=1)
    graph.node("Div", [mean, graph.node("Max", [length, "tiny_f"], "norm_safe")], "sentence_embedding")


def as_model(graph, config):
    tokens = ["batch", "tokens"]
    inputs = [helper.make_tensor_value_info(name, TensorProto.INT32, tokens) for name in ("input_ids", "attention_mask")]
    shape = ["batch", config["hidden_size"]]
    output = helper.make_tensor_value_info("sentence_embedding", TensorProto.FLOAT, shape)
    body = helper.make_graph(graph.nodes, "minilm", inputs, [output], graph.initializers)
    opsets = [helper.make_opsetid("", OPSET)]
    return helper.make_model(body, opset_imports=opsets, ir_version=8, producer_name="memory-api")
