"""Fixtures of the parity tests: the sidecar, the native program and the WebAssembly classifier."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import numpy as np
import pytest

ROOT = Path(__file__).resolve().parents[2]
MODEL = ROOT / "model"
PROGRAM = Path(os.environ.get("HOT_OR_COLD_BIN", ROOT / "target/release/hot-or-cold"))


@pytest.fixture(scope="session")
def sidecar() -> dict:
    return json.loads((MODEL / "hot-or-cold.json").read_text())


@pytest.fixture(scope="session")
def native():
    """Runs the program and returns the float32 values it writes."""

    def run(command: str, file: Path) -> np.ndarray:
        output = subprocess.run([PROGRAM, command, file], check=True, capture_output=True).stdout
        return np.frombuffer(output, dtype="<f4")

    return run


@pytest.fixture(scope="session")
def wasm(tmp_path_factory):
    """Runs a method of the WebAssembly classifier on float32 arrays, in one Node process."""
    folder = tmp_path_factory.mktemp("wasm")

    def run(method: str, arrays: list[np.ndarray]) -> list[np.ndarray]:
        for index, array in enumerate(arrays):
            (folder / f"in-{index}").write_bytes(array.astype("<f4").tobytes())
        script = Path(__file__).with_name("wasm.mjs")
        subprocess.run(["node", script, method, folder, str(len(arrays))], check=True)
        return [
            np.frombuffer((folder / f"out-{i}").read_bytes(), dtype="<f8")
            for i in range(len(arrays))
        ]

    return run
