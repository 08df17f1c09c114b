"""Compares ONNX Runtime and the crate with PyTorch's logits in model/golden.json."""

from __future__ import annotations

import hashlib
import json
import subprocess

import numpy as np
import onnxruntime
import pytest
from conftest import MODEL, PROGRAM


def sigmoid(logits: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-logits))


@pytest.fixture(scope="module")
def golden() -> dict:
    golden = json.loads((MODEL / "golden.json").read_text())
    values = np.fromfile(MODEL / golden["file"], dtype="<f4")
    return golden | {
        "inputs": values.reshape(golden["shape"]),
        "logits": np.array(golden["logits"]),
    }


def check(logits: np.ndarray, golden: dict) -> None:
    assert logits.shape == golden["logits"].shape
    assert (
        np.abs(sigmoid(logits) - sigmoid(golden["logits"])).max() <= golden["tolerance_probability"]
    )
    # Far from 0, probabilities are alike even if logits differ.
    assert np.abs(logits - golden["logits"]).max() < 1e-3


def test_golden_file_belongs_to_model(golden, sidecar):
    digest = hashlib.sha256((MODEL / sidecar["model"]["file"]).read_bytes()).hexdigest()
    assert digest == sidecar["model"]["sha256"] == golden["model_sha256"]


def test_onnx_runtime_equals_pytorch(golden, sidecar):
    session = onnxruntime.InferenceSession(MODEL / sidecar["model"]["file"])
    logits = [
        session.run(["logits"], {"log_mel": window[None]})[0][0] for window in golden["inputs"]
    ]
    check(np.array(logits, dtype=np.float64), golden)


def test_native_logits_equal_pytorch(golden):
    output = subprocess.run(
        [PROGRAM, "logits", MODEL / golden["file"]], check=True, capture_output=True, text=True
    )
    check(np.array([line.split() for line in output.stdout.splitlines()], dtype=np.float64), golden)


def test_wasm_logits_equal_pytorch(golden, wasm):
    check(np.array(wasm("logits", list(golden["inputs"]))), golden)
