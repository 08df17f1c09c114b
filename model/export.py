"""From a trained net to the files Rust and the page read: ONNX, sidecar, held-out list, golden fixture."""

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

from .data import Fold
from .evaluate import Calibration, Judge, Relative, Scale, Temperature, Thresholds
from .features import SIDECAR, read_sidecar
from .net import Net
from .pooling import Pooling

OPSET = 18
# Half of what the model may weigh, so that it stays small.
MODEL_BYTES_LIMIT = 200_000
# Parity of PyTorch, ONNX Runtime and the crate (native, WebAssembly) is promised to this much probability.
PARITY = 1e-4
SIDECAR_KEYS = (
    "name",
    "version",
    "front_end",
    "windows",
    "outputs",
    "pooling",
    "calibration",
    "thresholds",
    "labels",
    "model",
    "training",
)


def shippable(net: Net) -> Net:
    """The net with batch norm folded into the convolutions, their weights and the head's rounded to half
    precision."""
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


def halve(model: onnx.ModelProto) -> None:
    """Keep weights that half precision holds exactly in half precision: half the download, the same numbers.
    Each runtime casts them back once, when it loads the model."""
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


def write_onnx(net: Net, path: Path, bands: int, frames: int) -> str:
    """One file, static shapes, plain operators, checked to answer as PyTorch does. Returns its SHA-256."""
    path.parent.mkdir(parents=True, exist_ok=True)
    # The exporter warns at every call that it cannot export torchvision's operators, which nothing here uses.
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
    strip_notes(model)
    halve(model)
    onnx.checker.check_model(model, full_check=True)
    path.write_bytes(model.SerializeToString(deterministic=True))
    if path.stat().st_size > MODEL_BYTES_LIMIT:
        raise ValueError(
            f"{path.name} has {path.stat().st_size} bytes, more than {MODEL_BYTES_LIMIT}"
        )
    check_parity(net, path, golden_inputs(bands, frames))
    return sha256(path)


def strip_notes(model: onnx.ModelProto) -> None:
    """The exporter writes stack traces with this machine's paths into every node: a third of the file, and no
    two machines would make the same hash."""
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


def onnx_judge(path: Path) -> Judge:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])

    def logits(log_mels: Tensor) -> Tensor:
        rows = [session.run(["logits"], {"log_mel": one[None].numpy()})[0] for one in log_mels]
        return torch.from_numpy(np.concatenate(rows))

    return logits


def onnx_logits(path: Path, log_mels: Tensor) -> Tensor:
    return onnx_judge(path)(log_mels)


def check_parity(net: Net, path: Path, log_mels: Tensor) -> float:
    with torch.no_grad():
        ours = torch.sigmoid(net(log_mels))
    gap = (ours - torch.sigmoid(onnx_logits(path, log_mels))).abs().max().item()
    if gap > PARITY:
        raise ValueError(
            f"{path.name}: ONNX Runtime and PyTorch differ by {gap:.2e} in probability"
        )
    return gap


def golden_inputs(bands: int, frames: int, count: int = 4) -> Tensor:
    """Log-mel-shaped noise bursts [count,1,bands,frames] from a seed: no recording, but the range of one."""
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
    """A fixture that crosses Python, native and wasm: the same four inputs, and PyTorch's own logits."""
    log_mels = golden_inputs(bands, frames)
    with torch.no_grad():
        logits = net(log_mels)
    (folder / "golden.f32").write_bytes(log_mels.numpy().astype("<f4").tobytes())
    golden = {
        "about": "inputs: little-endian f32, row-major; logits: PyTorch's answers as hot-or-cold.onnx",
        "file": "golden.f32",
        "shape": list(log_mels.shape),
        "model_sha256": sha256(folder / "hot-or-cold.onnx"),
        "logits": [[float(v) for v in row] for row in logits],
        "tolerance_probability": PARITY,
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
    relative = calibration.reference
    return {
        "hot": asdict(calibration.hot),
        "pouring": asdict(calibration.pouring),
        "reference": {"weight": relative.weight, **asdict(relative.scale)},
        "temperature_f": asdict(calibration.temperature),
    }


def read_calibration(entry: dict) -> Calibration:
    """The inverse of `calibration_entry`."""
    reference = entry["reference"]
    relative = Relative(reference["weight"], Scale(reference["scale"], reference["offset"]))
    temperature = Temperature(**entry["temperature_f"])
    return Calibration(Scale(**entry["hot"]), Scale(**entry["pouring"]), relative, temperature)


def pooling_entry(pooling: Pooling) -> dict:
    return {f"pouring_{name}": value for name, value in asdict(pooling).items()}


def read_pooling(entry: dict) -> Pooling:
    """The inverse of `pooling_entry`."""
    return Pooling(**{name.removeprefix("pouring_"): value for name, value in entry.items()})


def held_out_list(data_digest: str, protocols: dict[str, list[dict]]) -> dict:
    return {
        "data_digest": data_digest,
        "calibration_chosen_by": "leave-one-session-out predictions of the clips the fold does not hold out, "
        "by models of the same seed; their models had heard some of what the fold holds out, but no label of "
        "it is fitted to. Thresholds likewise",
        "protocols": [{"name": name, "folds": entries} for name, entries in protocols.items()],
    }


def install_claims(output: Path, claims: dict, held_out: dict) -> None:
    """Calibration and thresholds that are settled again for the models that are there."""
    sidecar = json.loads((output / SIDECAR.name).read_text())
    if sidecar["model"]["sha256"] != sha256(output / sidecar["model"]["file"]):
        raise RuntimeError(
            f"{output / sidecar['model']['file']} is not the file that {SIDECAR.name} is of"
        )
    write_json(output / "held-out/held-out.json", held_out)
    write_json(output / SIDECAR.name, sidecar | claims)


def install(
    staging: Path,
    output: Path,
    digest: str,
    claims: dict,
    held_out: dict | None,
    training: dict,
    net: dict,
) -> None:
    """Put a finished training run in place at once; a run that stops half-way leaves the old model whole."""
    output.mkdir(parents=True, exist_ok=True)
    for name in ("hot-or-cold.onnx", "golden.json", "golden.f32"):
        shutil.copyfile(staging / name, output / name)
    if held_out is not None:
        (output / "held-out").mkdir(exist_ok=True)
        for old in (output / "held-out").glob("*.onnx"):
            old.unlink()
        for one in (m for p in held_out["protocols"] for f in p["folds"] for m in f["models"]):
            shutil.copyfile(staging / one["file"], output / "held-out" / one["file"])
        write_json(output / "held-out/held-out.json", held_out)
    sidecar = read_sidecar() | claims
    model = {"file": "hot-or-cold.onnx", "sha256": digest, **net, "opset": OPSET}
    sidecar = sidecar | {"model": model, "training": training}
    write_json(
        output / "hot-or-cold.json", {key: sidecar[key] for key in SIDECAR_KEYS if key in sidecar}
    )
