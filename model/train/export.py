"""Exports a network for Rust and the page: ONNX, sidecar, held-out list, golden fixture."""

from __future__ import annotations

import copy
import hashlib
import json
import logging
import shutil
import tempfile
from dataclasses import asdict
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from torch import Tensor, nn
from torch.nn.utils.fusion import fuse_conv_bn_eval

from ..data.clips import SHIPPED_FILE, Fold
from ..data.features import SIDECAR, read_sidecar
from ..evaluate.calibration import (
    Calibration,
    CupStatistics,
    PlattScaling,
    TemperatureFit,
)
from ..evaluate.metrics import Thresholds
from ..evaluate.pooling import Pooling
from ..evaluate.predictions import Predictor
from .net import Net

OPSET = 18
MAX_MODEL_BYTES = 200_000
# Largest difference in probability between PyTorch, ONNX Runtime and the crate.
MAX_PARITY_GAP = 1e-4
SIDECAR_KEYS = (
    "name",
    "version",
    "front_end",
    "windows",
    "outputs",
    "pooling",
    "calibration",
    "thresholds",
    "compression",
    "labels",
    "model",
    "training",
)


def fold_and_round(net: Net) -> Net:
    """Folds batch norm into the convolutions and rounds all weights to half precision."""
    net = copy.deepcopy(net).eval()
    layers = list(net.blocks)
    for index, layer in enumerate(layers):
        if isinstance(layer, nn.BatchNorm2d):
            layers[index - 1] = fuse_conv_bn_eval(layers[index - 1], layer)
    net.blocks = nn.Sequential(
        *(layer for layer in layers if not isinstance(layer, nn.BatchNorm2d))
    )
    with torch.no_grad():
        for module in net.modules():
            if isinstance(module, nn.Conv2d | nn.Linear):
                module.weight.copy_(module.weight.half().float())
    return net


def store_weights_as_half(model: onnx.ModelProto) -> None:
    """Stores weights in half precision if that is exact, with a cast that each runtime folds."""
    casts = []
    for tensor in model.graph.initializer:
        values = onnx.numpy_helper.to_array(tensor)
        if (
            values.dtype != np.float32
            or values.ndim < 2
            or not np.array_equal(values.astype("<f2"), values)
        ):
            continue
        name = tensor.name
        tensor.CopyFrom(onnx.numpy_helper.from_array(values.astype("<f2"), f"{name}.half"))
        casts.append(
            onnx.helper.make_node(
                "Cast", [tensor.name], [name], f"{name}.cast", to=onnx.TensorProto.FLOAT
            )
        )
    nodes = [*casts, *model.graph.node]
    del model.graph.node[:]
    model.graph.node.extend(nodes)


def decompose_clip(model: onnx.ModelProto) -> None:
    """Replaces Clip by Max and Min, since the page has these alone. The exporter fuses them."""
    nodes = []
    for node in model.graph.node:
        if node.op_type != "Clip":
            nodes.append(node)
            continue
        value, low, high = node.input
        (clipped,) = node.output
        raised = f"{clipped}.raised"
        nodes.append(onnx.helper.make_node("Max", [value, low], [raised], f"{node.name}.max"))
        nodes.append(onnx.helper.make_node("Min", [raised, high], [clipped], f"{node.name}.min"))
    del model.graph.node[:]
    model.graph.node.extend(nodes)


def write_onnx(net: Net, path: Path, bands: int, frames: int) -> str:
    """Writes one file with static shapes, checks its parity with PyTorch, returns its SHA-256."""
    path.parent.mkdir(parents=True, exist_ok=True)
    # The exporter warns at every call about torchvision's operators, which are not used here.
    logging.getLogger("torch.onnx").setLevel(logging.ERROR)
    with tempfile.TemporaryDirectory() as scratch:
        exported = Path(scratch) / "model.onnx"
        torch.onnx.export(
            net.eval(),
            (torch.zeros(1, 1, bands, frames),),
            str(exported),
            input_names=["log_mel"],
            output_names=["logits"],
            opset_version=OPSET,
            dynamo=True,
            external_data=False,
            verbose=False,
        )
        model = onnx.load(exported)
    strip_metadata(model)
    decompose_clip(model)
    store_weights_as_half(model)
    onnx.checker.check_model(model, full_check=True)
    path.write_bytes(model.SerializeToString(deterministic=True))
    if path.stat().st_size > MAX_MODEL_BYTES:
        raise ValueError(
            f"{path.name} has {path.stat().st_size} bytes, more than {MAX_MODEL_BYTES}"
        )
    check_parity(net, path, golden_inputs(bands, frames))
    return sha256(path)


def strip_metadata(model: onnx.ModelProto) -> None:
    """Removes the stack traces of the exporter, which hold paths and so change the hash."""
    model.producer_version = ""
    del model.metadata_props[:]
    del model.graph.metadata_props[:]
    del model.graph.value_info[:]
    for part in (
        *model.graph.node,
        *model.graph.input,
        *model.graph.output,
        *model.graph.initializer,
    ):
        part.doc_string = ""
        del part.metadata_props[:]


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def load_predictor(path: Path) -> Predictor:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])

    def logits(log_mels: Tensor) -> Tensor:
        rows = [session.run(["logits"], {"log_mel": one[None].numpy()})[0] for one in log_mels]
        return torch.from_numpy(np.concatenate(rows))

    return logits


def onnx_logits(path: Path, log_mels: Tensor) -> Tensor:
    return load_predictor(path)(log_mels)


def check_parity(net: Net, path: Path, log_mels: Tensor) -> float:
    with torch.no_grad():
        expected = torch.sigmoid(net(log_mels))
    gap = (expected - torch.sigmoid(onnx_logits(path, log_mels))).abs().max().item()
    if gap > MAX_PARITY_GAP:
        raise ValueError(
            f"{path.name}: ONNX Runtime and PyTorch differ by {gap:.2e} in probability"
        )
    return gap


def golden_inputs(bands: int, frames: int, count: int = 4) -> Tensor:
    """Returns synthetic log-mels [count, 1, bands, frames] with the range of a recording's."""
    random = np.random.default_rng(7)
    slope = np.linspace(-25, -55, bands)[:, None]
    windows = []
    for index in range(count):
        flicker = 10 * np.log10(random.exponential(size=(bands, frames)) + 1e-3)
        rhythm = 6 * np.sin(np.linspace(0, 2 * np.pi * (index + 1), frames))[None]
        burst = np.where(random.random((bands, frames)) < 0.03, 12.0, 0.0)
        windows.append(slope + flicker + rhythm + burst - 8 * index)
    return torch.from_numpy(np.stack(windows)[:, None].astype("<f4"))


def write_golden(net: Net, folder: Path, bands: int, frames: int) -> None:
    """Writes the fixture for Python, native and wasm tests: inputs and PyTorch's logits."""
    log_mels = golden_inputs(bands, frames)
    with torch.no_grad():
        logits = net(log_mels)
    (folder / "golden.f32").write_bytes(log_mels.numpy().astype("<f4").tobytes())
    golden = {
        "about": "inputs: little-endian f32, row-major; logits: PyTorch's, of hot-or-cold.onnx",
        "file": "golden.f32",
        "shape": list(log_mels.shape),
        "model_sha256": sha256(folder / SHIPPED_FILE),
        "logits": [[float(v) for v in row] for row in logits],
        "tolerance_probability": MAX_PARITY_GAP,
    }
    write_json(folder / "golden.json", golden)


def write_json(path: Path, content: dict) -> None:
    path.write_text(json.dumps(content, indent=2) + "\n")


def held_out_entry(fold: Fold, models: list[dict]) -> dict:
    return {
        "held_out": fold.held_out,
        "sessions": list(fold.sessions),
        "vessels": list(fold.vessels),
        "negative_fold": fold.negative_fold,
        "models": models,
    }


def held_out_model(
    seed: int, file: str, digest: str, calibration: Calibration, thresholds: Thresholds
) -> dict:
    return {
        "seed": seed,
        "file": file,
        "sha256": digest,
        "calibration": calibration_entry(calibration),
        "thresholds": asdict(thresholds),
    }


def calibration_entry(calibration: Calibration) -> dict:
    return {
        "cups": asdict(calibration.cups),
        "pouring": asdict(calibration.pouring),
        "temperature_f": asdict(calibration.temperature),
    }


def read_calibration(entry: dict) -> Calibration:
    """The inverse of `calibration_entry`."""
    return Calibration(
        CupStatistics(**entry["cups"]),
        PlattScaling(**entry["pouring"]),
        TemperatureFit(**entry["temperature_f"]),
    )


def pooling_entry(pooling: Pooling) -> dict:
    return {f"pouring_{name}": value for name, value in asdict(pooling).items()}


def read_pooling(entry: dict) -> Pooling:
    """The inverse of `pooling_entry`."""
    return Pooling(**{name.removeprefix("pouring_"): value for name, value in entry.items()})


def held_out_list(data_digest: str, protocols: dict[str, list[dict]]) -> dict:
    return {
        "data_digest": data_digest,
        "calibration_chosen_by": "leave-one-session-out predictions, by models of the same seed, "
        "of the clips that the fold does not hold out. Those models were trained on some clips of "
        "the fold, but no label of the fold is fitted to. Thresholds likewise. Statistics of cups: "
        "the same model's logits in other kitchens",
        "protocols": [{"name": name, "folds": entries} for name, entries in protocols.items()],
    }


def kitchens_list(data_digest: str, protocol: str, folds: list[dict]) -> dict:
    return {
        "data_digest": data_digest,
        "calibration_chosen_by": "statistics of cups: the same model's logits in the nights that "
        "the fold does not hold out. Pouring and thresholds as shipped",
        "protocols": [{"name": protocol, "folds": folds}],
    }


def locate(output: Path, file: str) -> Path:
    """Returns the path of an installed model."""
    return output / file if file == SHIPPED_FILE else output / "held-out" / file


def install_calibration(output: Path, calibration: dict, lists: dict[str, dict]) -> None:
    """Installs a new calibration for the existing models."""
    sidecar = json.loads((output / SIDECAR.name).read_text())
    if sidecar["model"]["sha256"] != sha256(output / sidecar["model"]["file"]):
        raise RuntimeError(
            f"{output / sidecar['model']['file']} is not the file that {SIDECAR.name} is of"
        )
    for name, content in lists.items():
        write_json(output / "held-out" / name, content)
    write_json(output / SIDECAR.name, sidecar | calibration)


def install(
    staging: Path,
    output: Path,
    digest: str,
    calibration: dict,
    lists: dict[str, dict],
    training: dict,
    net: dict,
) -> None:
    """Installs a finished training run. An interrupted run leaves the old model untouched.

    Without `lists` the models that hold clips out stay as they are.
    """
    output.mkdir(parents=True, exist_ok=True)
    for name in (SHIPPED_FILE, "golden.json", "golden.f32"):
        shutil.copyfile(staging / name, output / name)
    if lists:
        (output / "held-out").mkdir(exist_ok=True)
        for old in (output / "held-out").glob("*.onnx"):
            old.unlink()
    for name, content in lists.items():
        for one in (m for p in content["protocols"] for f in p["folds"] for m in f["models"]):
            if (output / "held-out" / one["file"]).resolve() != (output / SHIPPED_FILE).resolve():
                shutil.copyfile(staging / one["file"], output / "held-out" / one["file"])
        write_json(output / "held-out" / name, content)
    sidecar = read_sidecar() | calibration
    model = {"file": SHIPPED_FILE, "sha256": digest, **net, "opset": OPSET}
    sidecar = sidecar | {"model": model, "training": training}
    write_json(
        output / "hot-or-cold.json", {key: sidecar[key] for key in SIDECAR_KEYS if key in sidecar}
    )
