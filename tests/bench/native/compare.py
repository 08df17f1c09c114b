"""Times the native path beside its peers, each on one thread, and with long recordings.

    compare.py OUT.json [FOLDER OF RECORDINGS]

All hear the same samples, by turns, so that whatever else the machine does hits all alike, and each begins a
round as often as the others.
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
from rust_programs import Ours, long
from system_2020 import System2020
from threadpoolctl import threadpool_limits

OURS, PYTHON, OLD = "hot-or-cold", "librosa + ONNX Runtime", "2020 system"
LIBRARIES = ["librosa", "numpy", "onnxruntime", "matplotlib", "torch", "torchvision"]
WARM_UP, ROUNDS = 3, 25
# Chances that differ by more are of another computation, and its time would say nothing.
MOST_APART = 0.02
MINUTES = [1, 10, 60]
MOST_MB = 256


@dataclass
class Measurement:
    what: str
    who: str
    run: Callable[[], float]
    ms: list[float] = field(default_factory=list)


def timed(work: Callable[[], object]) -> Callable[[], float]:
    def run() -> float:
        start = time.perf_counter()
        work()
        return (time.perf_counter() - start) * 1_000

    return run


def by_turns(measurements: list[Measurement]) -> None:
    for _ in range(WARM_UP):
        for measurement in measurements:
            measurement.run()
    for at in range(ROUNDS):
        first = at % len(measurements)
        for measurement in measurements[first:] + measurements[:first]:
            measurement.ms.append(measurement.run())


def check(ours: dict, python: tuple) -> dict:
    """The two that run the same model must say the same."""
    verdict, hot, pouring, picture = python
    ours, pixels = ours["verdict"], ours["pixels"]
    apart = max(abs(ours["probabilityHot"] - hot), abs(ours["probabilityPouring"] - pouring))
    if ours["verdict"] != verdict or apart > MOST_APART or pixels != picture.shape[0] * picture.shape[1]:
        sys.exit(f"They do not compute the same: {ours}, {pixels} pixels; {python[:3]}, {picture.shape}")
    return {"verdict": verdict, "probabilities_apart": apart}


def machine() -> dict:
    cpu = next(
        (line.split(":")[1].strip() for line in lines("/proc/cpuinfo") if line.startswith("model name")), ""
    )
    rust = subprocess.run(["rustc", "--version"], capture_output=True, text=True, check=True).stdout.strip()
    return {
        "cpu": cpu or platform.processor(),
        "cores": os.cpu_count(),
        "system": f"{platform.system()} {platform.machine()}",
        "rust": rust,
        "python": platform.python_version(),
        **{name: version(name) for name in LIBRARIES},
    }


def lines(path: str) -> list[str]:
    return Path(path).read_text().splitlines() if Path(path).exists() else []


def measure_long(recordings: Path | None) -> list[dict]:
    """The shortest twice, first to warm up."""
    long(MINUTES[0], recordings)
    return [long(minutes, recordings) for minutes in MINUTES]


def report(measurements: list[Measurement], long_ones: list[dict]) -> None:
    for what in dict.fromkeys(measurement.what for measurement in measurements):
        group = [measurement for measurement in measurements if measurement.what == what]
        base = statistics.median(group[0].ms)
        for measurement in group:
            low, middle, high = statistics.quantiles(measurement.ms, n=4)
            ratio = f"{middle / base:7.1f} ×"
            print(
                f"{what:8} {measurement.who:24} {middle:8.2f} ms  (quartiles {low:.2f} … {high:.2f}) {ratio}"
            )
    for one in long_ones:
        a_minute = one["seconds"] / one["minutes"]
        peak = f"{a_minute:.3f} s a minute, {one['peak_mb']:.0f} MB beside the sound"
        print(f"{one['minutes']:3} min of sound: {one['seconds']:6.2f} s, {peak}")


@threadpool_limits.wrap(limits=1)
def main(out: Path, recordings: Path | None) -> None:
    torch.set_num_threads(1)
    with tempfile.TemporaryDirectory() as folder:
        pcm_file = Path(folder) / "pcm"
        ours = Ours(pcm_file, recordings)
        pcm = np.fromfile(pcm_file, dtype="<f4")
    rate = ours.clip["rate"]
    python, old = LibrosaOnnx(), System2020()
    samples = python.resampled(pcm, rate)

    same = check(ours.ask("verdict"), python.verdict(pcm, rate))
    measurements = [
        Measurement("log-mel", OURS, lambda: ours.ask("log-mel")["ms"]),
        Measurement("log-mel", PYTHON, timed(lambda: python.log_mel(samples))),
        Measurement("verdict", OURS, lambda: ours.ask("verdict")["ms"]),
        Measurement("verdict", PYTHON, timed(lambda: python.verdict(pcm, rate))),
        Measurement("verdict", OLD, timed(lambda: old.verdict(pcm, rate))),
    ]
    by_turns(measurements)
    ours.close()
    long_ones = measure_long(recordings)
    report(measurements, long_ones)
    told = [{"what": one.what, "who": one.who, "ms": one.ms} for one in measurements]
    about = {"rounds": ROUNDS, **ours.clip, "same": same, "machine": machine()}
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps({**about, "measurements": told, "long": long_ones}, indent=1) + "\n")
    if max(one["peak_mb"] for one in long_ones) > MOST_MB:
        sys.exit(f"More than {MOST_MB} MB beside the sound")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else None)
