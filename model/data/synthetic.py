"""Makes synthesised pours for pre-training (config.yaml, `pretraining`).

The native program (`hot-or-cold synthesise`, src/synth) makes them from statistics of the recorded
pours of all sessions. No figure is measured on them, and no fold holds any of them out.

The shipped networks were pre-trained on pours of a former formula (src/synth/mod.rs at commit
ed2eae5).
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from ..train.settings import PretrainingSettings, Settings
from .clips import ROOT, Clip, Fold, program_digest, program_path
from .room_simulation import RoomSettings

# Session and vessel of a synthesised pour; no fold holds it out.
SYNTHETIC_SESSION = "synthesised"


def is_hot(seed: int) -> bool:
    return seed % 2 == 0


def temperature(settings: PretrainingSettings, seed: int) -> int:
    """Returns the temperature in °F of the pour with this seed."""
    low, high = settings.hot_f if is_hot(seed) else settings.cold_f
    return int(np.random.default_rng(seed).integers(low, high + 1))


def synthesise_pour(settings: PretrainingSettings, seed: int, rate: int) -> Clip:
    """Synthesises one pour, cached in target/ by program and statistics."""
    fahrenheit, seconds = temperature(settings, seed), settings.seconds
    statistics = ROOT / settings.statistics
    made_from = hashlib.sha256(statistics.read_bytes()).hexdigest()[:12]
    folder = ROOT / "target/synthesised" / f"{program_digest()}-{made_from}"
    path = folder / f"{seed}-{fahrenheit}f-{seconds}s-{rate}.wav"
    if not path.is_file():
        path.parent.mkdir(parents=True, exist_ok=True)
        # Two processes may make the same pour. The rename is atomic.
        partial = path.with_suffix(f".{os.getpid()}.part.wav")
        named = {
            "--fahrenheit": fahrenheit,
            "--seconds": seconds,
            "--sample-rate": rate,
            "--seed": seed,
            "--statistics": statistics,
        }
        options = [str(word) for pair in named.items() for word in pair]
        done = subprocess.run(
            [program_path(), "synthesise", *options, partial], capture_output=True
        )
        if done.returncode != 0:
            raise RuntimeError(f"synthesise: {done.stderr.decode(errors='replace').strip()}")
        partial.replace(path)
    label = "hot" if is_hot(seed) else "cold"
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return Clip(
        str(path), True, label, fahrenheit, SYNTHETIC_SESSION, SYNTHETIC_SESSION, None, digest
    )


def check_statistics(settings: PretrainingSettings, folds: Sequence[Fold]) -> None:
    """Raises ValueError if a network would learn from statistics of the clips it is scored on."""
    if settings.steps == 0:
        return
    known = set(json.loads((ROOT / settings.statistics).read_text())["sessions"])
    for fold in folds:
        # Statistics list sessions, not vessels. Each vessel is in several sessions.
        leaked = known & set(fold.sessions) or set(fold.vessels)
        if leaked:
            raise ValueError(
                f"{settings.statistics} has statistics of {', '.join(sorted(leaked))}, "
                f"which {fold.protocol} holds out: set pretraining.steps to 0, "
                "or name statistics without them in pretraining.statistics "
                "(ablate, train --only shipped)"
            )


def synthesise_pours(settings: PretrainingSettings, rate: int) -> list[Clip]:
    return [synthesise_pour(settings, settings.first_seed + i, rate) for i in range(settings.pours)]


def synthetic_room_settings(settings: Settings) -> RoomSettings:
    """Returns room settings without shared rooms, since nothing is calibrated on these pours."""
    return replace(
        settings.rooms, variants_of_pour=settings.pretraining.variants_of_pour, shared_rooms=0
    )
