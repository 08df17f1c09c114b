"""Makes synthesised pours for pre-training (config.yaml, `pretraining`).

A physical formula makes them (`formula_pours.py`). They contain nothing of any recording, so no
fold holds them out, and no figure is measured on them.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import replace
from pathlib import Path

import numpy as np
from scipy.io import wavfile

from ..train.settings import PretrainingSettings, Settings
from .clips import ROOT, Clip
from .formula_pours import formula_pour
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
    """Synthesises one pour, cached in target/ by the formula."""
    fahrenheit, seconds = temperature(settings, seed), settings.seconds
    formula = (Path(__file__).parent / "formula_pours.py").read_bytes()
    folder = ROOT / "target/synthesised" / hashlib.sha256(formula).hexdigest()[:12]
    path = folder / f"{seed}-{fahrenheit}f-{seconds}s-{rate}.wav"
    if not path.is_file():
        path.parent.mkdir(parents=True, exist_ok=True)
        # Two processes may make the same pour. The rename is atomic.
        partial = path.with_suffix(f".{os.getpid()}.part.wav")
        wavfile.write(partial, rate, formula_pour(fahrenheit, seconds, rate, seed))
        partial.replace(path)
    label = "hot" if is_hot(seed) else "cold"
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return Clip(
        str(path), True, label, fahrenheit, SYNTHETIC_SESSION, SYNTHETIC_SESSION, None, digest
    )


def synthesise_pours(settings: PretrainingSettings, rate: int) -> list[Clip]:
    return [synthesise_pour(settings, settings.first_seed + i, rate) for i in range(settings.pours)]


def synthetic_room_settings(settings: Settings) -> RoomSettings:
    """Returns room settings without shared rooms, since nothing is calibrated on these pours."""
    return replace(
        settings.rooms, variants_of_pour=settings.pretraining.variants_of_pour, shared_rooms=0
    )
