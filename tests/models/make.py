"""Writes small networks unlike the shipped one, and the logits that ONNX Runtime computes.

- other_architecture.onnx has the operators of a MobileNet: depthwise convolution, batch
  normalisation, sigmoid, max pool and a global average. The page's build lacks some of them.
- page_operators.onnx has the operators of the page's build that the shipped network does not use.

`src/classify/model.rs` and `tests/wasm.rs` run them on `sin(n)` for the n-th value. Made by

    .tools/bench/bin/python tests/models/make.py
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper

HERE = Path(__file__).parent
SHAPE = (1, 1, 64, 128)
CHANNELS = 4


random = np.random.default_rng(1)


def constant(name: str, *shape: int) -> TensorProto:
    return numpy_helper.from_array(random.normal(size=shape).astype(np.float32), name)


def head() -> list[TensorProto]:
    return [constant("head", 2, CHANNELS), constant("head_bias", 2)]


def other_architecture() -> onnx.GraphProto:
    positive = np.abs(random.normal(size=CHANNELS)).astype(np.float32) + 0.5
    initializers = [
        constant("expand", CHANNELS, 1, 1, 1),
        constant("depthwise", CHANNELS, 1, 5, 5),
        *(constant(name, CHANNELS) for name in ("scale", "shift", "mean")),
        numpy_helper.from_array(positive, "variance"),
        *head(),
    ]
    nodes = [
        helper.make_node("Conv", ["log_mel", "expand"], ["expanded"]),
        helper.make_node(
            "Conv",
            ["expanded", "depthwise"],
            ["filtered"],
            group=CHANNELS,
            pads=[2] * 4,
            strides=[2, 2],
        ),
        helper.make_node(
            "BatchNormalization", ["filtered", "scale", "shift", "mean", "variance"], ["normalised"]
        ),
        helper.make_node("Sigmoid", ["normalised"], ["gate"]),
        helper.make_node("Mul", ["normalised", "gate"], ["active"]),
        helper.make_node("MaxPool", ["active"], ["pooled"], kernel_shape=[2, 2], strides=[2, 2]),
        helper.make_node("GlobalAveragePool", ["pooled"], ["average"]),
        helper.make_node("Flatten", ["average"], ["features"]),
        helper.make_node("Gemm", ["features", "head", "head_bias"], ["logits"], transB=1),
    ]
    return graph("other_architecture", nodes, initializers)


def page_operators() -> onnx.GraphProto:
    initializers = [
        constant("weights", CHANNELS, 1, 3, 3),
        *head(),
        constant("mixture", 2, 2),
        numpy_helper.from_array(np.ones(1, np.float32), "one"),
    ]
    nodes = [
        helper.make_node("Conv", ["log_mel", "weights"], ["filtered"], auto_pad="SAME_UPPER"),
        helper.make_node("HardSwish", ["filtered"], ["active"]),
        helper.make_node("Identity", ["active"], ["same"]),
        helper.make_node("Sigmoid", ["same"], ["gate"]),
        helper.make_node("Tanh", ["same"], ["bounded"]),
        helper.make_node("Min", ["gate", "bounded"], ["lesser"]),
        helper.make_node("Mul", ["lesser", "lesser"], ["square"]),
        helper.make_node("Sqrt", ["square"], ["absolute"]),
        helper.make_node("Add", ["absolute", "one"], ["positive"]),
        helper.make_node("Log", ["positive"], ["logarithm"]),
        helper.make_node("GlobalAveragePool", ["logarithm"], ["average"]),
        helper.make_node("GlobalMaxPool", ["active"], ["peak"]),
        helper.make_node("Add", ["average", "peak"], ["both"]),
        helper.make_node("Flatten", ["both"], ["features"]),
        helper.make_node("Gemm", ["features", "head", "head_bias"], ["separate"], transB=1),
        helper.make_node("Gemm", ["separate", "mixture"], ["logits"]),
    ]
    return graph("page_operators", nodes, initializers)


def graph(
    name: str, nodes: list[onnx.NodeProto], initializers: list[TensorProto]
) -> onnx.GraphProto:
    return helper.make_graph(
        nodes,
        name,
        [helper.make_tensor_value_info("log_mel", TensorProto.FLOAT, SHAPE)],
        [helper.make_tensor_value_info("logits", TensorProto.FLOAT, (1, 2))],
        initializers,
    )


def main() -> None:
    expected = {"runtime": f"onnxruntime {onnxruntime.__version__}"}
    values = np.sin(np.arange(np.prod(SHAPE), dtype=np.float64)).astype(np.float32).reshape(SHAPE)
    for network in (other_architecture(), page_operators()):
        model = helper.make_model(
            network, opset_imports=[helper.make_opsetid("", 18)], ir_version=10
        )
        onnx.checker.check_model(model, full_check=True)
        path = HERE / f"{network.name}.onnx"
        onnx.save(model, path)
        session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
        logits = session.run(["logits"], {"log_mel": values})[0][0]
        expected[network.name] = [float(logit) for logit in logits]
    (HERE / "expected.json").write_text(json.dumps(expected, indent=2) + "\n")


if __name__ == "__main__":
    main()
