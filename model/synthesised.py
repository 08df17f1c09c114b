"""Synthesised pours as clips, to pre-train nets (config.yaml, `pretraining`).

The native program makes them (`hot-or-cold synthesise`, src/synth) from statistics of the recorded
pours of all sessions. No figure is measured on them, and no fold holds any of them out.

The shipped nets heard those of a former formula instead (src/synth/mod.rs at commit ed2eae5).
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from . import rooms
from .data import ROOT, Clip, Fold, build, decoder
from .settings import Pretraining, Settings

# Neither a session nor a vessel of any fold.
NOWHERE = "synthesised"


def is_hot(seed: int) -> bool:
    return seed % 2 == 0


def temperature(settings: Pretraining, seed: int) -> int:
    """In degrees Fahrenheit, of the pour with this seed."""
    low, high = settings.hot_f if is_hot(seed) else settings.cold_f
    return int(np.random.default_rng(seed).integers(low, high + 1))


def pour(settings: Pretraining, seed: int, rate: int) -> Clip:
    """Made once and kept in target/, by program and statistics."""
    fahrenheit, seconds = temperature(settings, seed), settings.seconds
    statistics = ROOT / settings.statistics
    made_from = hashlib.sha256(statistics.read_bytes()).hexdigest()[:12]
    folder = ROOT / "target/synthesised" / f"{build()}-{made_from}"
    path = folder / f"{seed}-{fahrenheit}f-{seconds}s-{rate}.wav"
    if not path.is_file():
        path.parent.mkdir(parents=True, exist_ok=True)
        # Written aside, then renamed: two processes may make the same one.
        partial = path.with_suffix(f".{os.getpid()}.part.wav")
        named = {
            "--fahrenheit": fahrenheit,
            "--seconds": seconds,
            "--sample-rate": rate,
            "--seed": seed,
            "--statistics": statistics,
        }
        options = [str(word) for pair in named.items() for word in pair]
        done = subprocess.run([decoder(), "synthesise", *options, partial], capture_output=True)
        if done.returncode != 0:
            raise RuntimeError(f"synthesise: {done.stderr.decode(errors='replace').strip()}")
        partial.replace(path)
    label = "hot" if is_hot(seed) else "cold"
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return Clip(str(path), True, label, fahrenheit, NOWHERE, NOWHERE, None, digest)


def check_statistics(settings: Pretraining, folds: Sequence[Fold]) -> None:
    """Raises ValueError where a net would learn from statistics of what it is judged on."""
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
                "or name statistics without them in pretraining.statistics (compare, train --only shipped)"
            )


def pours(settings: Pretraining, rate: int) -> list[Clip]:
    return [pour(settings, settings.first_seed + i, rate) for i in range(settings.pours)]


def in_rooms(settings: Settings) -> rooms.Rooms:
    """Nothing is judged in them: no shared rooms."""
    return replace(
        settings.rooms, variants_of_pour=settings.pretraining.variants_of_pour, shared_rooms=0
    )
