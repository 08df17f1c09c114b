"""Extracts the network's weights for TensorFlow.js: `python weights.py OUT_DIR`.

Writes weights.bin (float32; convolutions in TensorFlow's order: height, width, in, out) and
weights.json (names, shapes, offsets, and the constants of the input layer).
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
import onnx
from onnx import numpy_helper

MODEL = Path(__file__).parents[3] / "model/hot-or-cold.onnx"


def main(folder: Path) -> None:
    graph = onnx.load(MODEL).graph
    arrays = {
        initializer.name.removesuffix(".half"): numpy_helper.to_array(initializer)
        for initializer in graph.initializer
    }
    tensors, parts, start = [], [], 0
    for name, array in arrays.items():
        if not name.endswith((".weight", ".bias")):
            continue
        if array.ndim == 4:
            array = array.transpose(2, 3, 1, 0)
        parts.append(np.ascontiguousarray(array, dtype="<f4").tobytes())
        tensors.append({"name": name, "shape": list(array.shape), "start": start})
        start += len(parts[-1])

    # tensorflow.ts repeats the graph, so a change of its operators must fail here.
    kinds = [node.op_type for node in graph.node if node.op_type != "Cast"]
    convolutions = [node for node in graph.node if node.op_type == "Conv"]
    expected = ["ReduceMax", "Sub", "Max", "ReduceMean", "Sub", "Max"]
    expected += ["ReduceMean", "Sub", "Div", "ReduceMean", "Sub"]
    expected += ["AveragePool", "Sub", "Mul", "AveragePool"]
    expected += ["Concat", *["Conv", "Relu", "AveragePool"] * len(convolutions)]
    expected += ["AveragePool", "ReduceMean", "Reshape", "Gemm"]
    if kinds != expected:
        raise SystemExit(f"The network differs from tensorflow.ts: {kinds}")

    def constants(kind: str) -> list[float]:
        nodes = [node for node in graph.node if node.op_type == kind]
        return [float(arrays[name]) for node in nodes for name in node.input if name in arrays]

    (range_db, hole_db), (scale_db,) = constants("Sub"), constants("Div")
    pool = next(node for node in graph.node if node.op_type == "AveragePool")
    attributes = {attribute.name: attribute for attribute in pool.attribute}
    local_frames = attributes["kernel_shape"].ints[1]
    description = {
        "input": {
            "range_db": range_db,
            "hole_db": hole_db,
            "scale_db": scale_db,
            "local_frames": local_frames,
        },
        "blocks": [node.input[1].removesuffix(".weight") for node in convolutions],
        "tensors": tensors,
    }
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "weights.bin").write_bytes(b"".join(parts))
    (folder / "weights.json").write_text(json.dumps(description))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
