"""Times the native path and its peers, each on one thread, and long recordings.

    compare.py OUT.json [FOLDER OF RECORDINGS]

All peers get the same samples. They run in turns, and the first one rotates, so that other load on
the machine affects all of them alike.
"""

from __future__ import annotations

import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

import numpy as np
import torch
from librosa_onnx import LibrosaOnnx
from rust_programs import ClipProgram, run_long
from system_2020 import System2020
from threadpoolctl import threadpool_limits

RUST, PYTHON, OLD = "hot-or-cold", "librosa + ONNX Runtime", "2020 system"
LIBRARIES = ["librosa", "numpy", "onnxruntime", "matplotlib", "torch", "torchvision"]
WARM_UPS, ROUNDS = 3, 25
# A larger difference in probability means another computation, whose time says nothing.
MAX_DIFFERENCE = 0.02
MINUTES = [1, 10, 60]
MAX_MB = 256


@dataclass
class Measurement:
    task: str
    peer: str
    run: Callable[[], float]
    ms: list[float] = field(default_factory=list)


def timed(work: Callable[[], object]) -> Callable[[], float]:
    def run() -> float:
        start = time.perf_counter()
        work()
        return (time.perf_counter() - start) * 1_000

    return run


def measure_in_turns(measurements: list[Measurement]) -> None:
    for _ in range(WARM_UPS):
        for measurement in measurements:
            measurement.run()
    for turn in range(ROUNDS):
        first = turn % len(measurements)
        for measurement in measurements[first:] + measurements[:first]:
            measurement.ms.append(measurement.run())


def check_agreement(rust: dict, python: tuple) -> dict:
    """Exits unless the two that run the same model give the same result."""
    verdict, hot, pouring, image = python
    result, pixels = rust["verdict"], rust["pixels"]
    difference = max(
        abs(result["probabilityHot"] - hot),
        abs(result["probabilityPouring"] - pouring),
    )
    same_pixels = pixels == image.shape[0] * image.shape[1]
    if result["verdict"] != verdict or difference > MAX_DIFFERENCE or not same_pixels:
        rust_result, python_result = f"{result}, {pixels} pixels", f"{python[:3]}, {image.shape}"
        sys.exit(f"The results differ: {rust_result}; {python_result}")
    return {"verdict": verdict, "max_difference": difference}


def machine() -> dict:
    models = [line for line in lines("/proc/cpuinfo") if line.startswith("model name")]
    command = ["rustc", "--version"]
    rust = subprocess.run(command, capture_output=True, text=True, check=True)
    return {
        "cpu": models[0].split(":")[1].strip() if models else platform.processor(),
        "cores": os.cpu_count(),
        "system": f"{platform.system()} {platform.machine()}",
        "rust": rust.stdout.strip(),
        "python": platform.python_version(),
        **{name: version(name) for name in LIBRARIES},
    }


def lines(path: str) -> list[str]:
    return Path(path).read_text().splitlines() if Path(path).exists() else []


def measure_long(recordings: Path | None) -> list[dict]:
    """Measures each length once, after a warm-up with the shortest."""
    run_long(MINUTES[0], recordings)
    return [run_long(minutes, recordings) for minutes in MINUTES]


def print_report(measurements: list[Measurement], long_runs: list[dict]) -> None:
    for task in dict.fromkeys(measurement.task for measurement in measurements):
        group = [measurement for measurement in measurements if measurement.task == task]
        base = statistics.median(group[0].ms)
        for measurement in group:
            low, middle, high = statistics.quantiles(measurement.ms, n=4)
            quartiles = f"(quartiles {low:.2f} … {high:.2f})"
            ratio = f"{middle / base:7.1f} ×"
            print(f"{task:8} {measurement.peer:24} {middle:8.2f} ms  {quartiles} {ratio}")
    for run in long_runs:
        seconds = run["seconds"] / run["minutes"]
        cost = f"{seconds:.3f} s a minute, {run['peak_mb']:.0f} MB without the sound"
        print(f"{run['minutes']:3} min of sound: {run['seconds']:6.2f} s, {cost}")


@threadpool_limits.wrap(limits=1)
def main(out: Path, recordings: Path | None) -> None:
    torch.set_num_threads(1)
    with tempfile.TemporaryDirectory() as folder:
        pcm_file = Path(folder) / "pcm"
        rust = ClipProgram(pcm_file, recordings)
        pcm = np.fromfile(pcm_file, dtype="<f4")
    rate = rust.clip["rate"]
    python, old = LibrosaOnnx(), System2020()
    samples = python.resample(pcm, rate)

    agreement = check_agreement(rust.run("verdict"), python.classify(pcm, rate))
    measurements = [
        Measurement("log-mel", RUST, lambda: rust.run("log-mel")["ms"]),
        Measurement("log-mel", PYTHON, timed(lambda: python.log_mel(samples))),
        Measurement("verdict", RUST, lambda: rust.run("verdict")["ms"]),
        Measurement("verdict", PYTHON, timed(lambda: python.classify(pcm, rate))),
        Measurement("verdict", OLD, timed(lambda: old.classify(pcm, rate))),
    ]
    measure_in_turns(measurements)
    rust.close()
    long_runs = measure_long(recordings)
    print_report(measurements, long_runs)
    figures = {
        "rounds": ROUNDS,
        **rust.clip,
        "agreement": agreement,
        "machine": machine(),
        "measurements": [
            {"task": measurement.task, "peer": measurement.peer, "ms": measurement.ms}
            for measurement in measurements
        ],
        "long": long_runs,
    }
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(figures, indent=1) + "\n")
    if max(run["peak_mb"] for run in long_runs) > MAX_MB:
        sys.exit(f"More than {MAX_MB} MB without the sound")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else None)
