"""The list of recordings, the folds that hold some of them out, and their PCM.

Decoding is the native program's (`hot-or-cold decode`), so that training hears the samples inference hears: a
different resampler changes the top mel bands.
"""

from __future__ import annotations

import csv
import hashlib
import os
import re
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

ROOT = Path(__file__).resolve().parent.parent
# Read off spectrograms to a twentieth of a second or so, not knowing what any model says of the recording:
# the first drops of a flow that goes on. By loudness, a kettle passes for a pour (BUILD_LOG.md, 25).
ONSETS = Path(__file__).with_name("onsets.csv")

# The same mug is named differently in the two sets. Holding out the family is the harder and the honest test.
VESSEL_FAMILIES = {
    "ceramic": ("ceramic", "ceramicMug"),
    "glass": ("glass", "glassMug"),
    "thermos": ("thermos", "smallThermos"),
}
SESSIONS = ("A", "B", "C", "D", "E")
# The two sets of their repository: the system of 2020 was trained on the second and tested on the first.
V1, V2 = ("A", "B"), ("C", "D", "E")


@dataclass(frozen=True)
class Clip:
    path: str
    pouring: bool
    label: str
    temperature_f: int | None
    vessel: str
    session: str
    negative_fold: int | None
    sha256: str

    @property
    def hot(self) -> bool:
        return self.label == "hot"


@dataclass(frozen=True)
class Fold:
    """What one model never hears while it trains."""

    protocol: str
    held_out: str
    sessions: tuple[str, ...]
    vessels: tuple[str, ...]
    negative_fold: int | None
    file: str

    def holds_out(self, clip: Clip) -> bool:
        if clip.pouring:
            return clip.session in self.sessions or clip.vessel in self.vessels
        return clip.negative_fold == self.negative_fold

    def split(self, clips: list[Clip]) -> tuple[list[Clip], list[Clip]]:
        return [c for c in clips if not self.holds_out(c)], [c for c in clips if self.holds_out(c)]


# The shipped model trains on everything; its claim is what the folds measure.
SHIPPED = Fold("shipped", "nothing", (), (), None, "hot-or-cold.onnx")

LEAVE_ONE_SESSION_OUT = "leave-one-session-out"
LEAVE_ONE_VESSEL_OUT = "leave-one-vessel-out"
SEED_PROTOCOL = "seed protocol"


def folds() -> list[Fold]:
    # By ESC's folds (see `negative_folds`) takes of one source are together: none is half known to a model.
    by_session = [
        Fold(LEAVE_ONE_SESSION_OUT, s, (s,), (), k, f"session-{s}.onnx")
        for k, s in enumerate(SESSIONS, start=1)
    ]
    by_vessel = [
        Fold(LEAVE_ONE_VESSEL_OUT, family, (), names, None, f"vessel-{family}.onnx")
        for family, names in VESSEL_FAMILIES.items()
    ]
    return [*by_session, *by_vessel, Fold(SEED_PROTOCOL, "v1", V1, (), None, "seed-protocol.onnx")]


def data_dir() -> Path:
    """The folder of recordings; one sentence, not a traceback, where there is none."""
    named = os.environ.get("HOT_OR_COLD_DATA")
    places = [Path(named)] if named else [ROOT / "../shared/data", ROOT / "data"]
    for place in places:
        if (place / "clips.csv").is_file():
            return place.resolve()
    raise FileNotFoundError(
        f"no clips.csv in {' or '.join(str(p) for p in places)}: run ./build.sh data or set HOT_OR_COLD_DATA"
    )


def data_digest(folder: Path) -> str:
    return hashlib.sha256((folder / "clips.csv").read_bytes()).hexdigest()


def read_clips(folder: Path) -> list[Clip]:
    """Pours and negatives. The examples are left out: two of them are v1 clips under another name."""
    with (folder / "clips.csv").open(newline="") as listing:
        rows = list(csv.DictReader(listing))
    fold_of = negative_folds(row["path"] for row in rows if row["kind"] == "not-pouring")
    clips, seen = [], set()
    for row in rows:
        if row["kind"] == "example":
            continue
        if row["sha256"] in seen:
            raise ValueError(
                f"{row['path']} is in clips.csv twice: a copy could end up on both sides of a fold"
            )
        seen.add(row["sha256"])
        clips.append(_clip(row, fold_of))
    return clips


def esc_fold_and_source(path: str) -> tuple[int, int]:
    """ESC file names read class-FOLD-SOURCE-take."""
    fold, source = re.search(r"-(\d)-(\d+)-", Path(path).name).groups()
    return int(fold), int(source)


def negative_folds(paths: Iterable[str]) -> dict[int, int]:
    """By source, the lowest of its folds: one (234879) is in two of ESC's classes, and there in two folds."""
    lowest: dict[int, int] = {}
    for fold, source in map(esc_fold_and_source, paths):
        lowest[source] = min(fold, lowest.get(source, fold))
    return lowest


def _clip(row: dict[str, str], fold_of: dict[int, int]) -> Clip:
    pouring = row["kind"] == "pouring"
    return Clip(
        path=row["path"],
        pouring=pouring,
        label=row["label"],
        temperature_f=int(row["temperature_f"]) if row["temperature_f"] else None,
        vessel=row["vessel"],
        session=row["session"],
        negative_fold=None if pouring else fold_of[esc_fold_and_source(row["path"])[1]],
        sha256=row["sha256"],
    )


@lru_cache
def onsets() -> dict[str, float]:
    """The second at which each pour begins, by its path."""
    with ONSETS.open(newline="") as listing:
        return {row["path"]: float(row["seconds"]) for row in csv.DictReader(listing)}


def decoder() -> Path:
    binary = Path(os.environ.get("HOT_OR_COLD_BIN", ROOT / "target/release/hot-or-cold"))
    if not binary.is_file():
        raise FileNotFoundError(
            f"{binary} is missing: `cargo build --release` builds the decoder of training and inference"
        )
    return binary


@lru_cache
def build() -> str:
    """Of the native program: another build's resampler or formula must not find this one's samples."""
    return hashlib.sha256(decoder().read_bytes()).hexdigest()[:12]


def decode(path: Path) -> bytes:
    """Mono samples at the model's rate, little-endian 32-bit floats."""
    done = subprocess.run([decoder(), "decode", path], capture_output=True)
    if done.returncode != 0:
        raise RuntimeError(f"{path.name}: {done.stderr.decode(errors='replace').strip()}")
    return done.stdout


def read_pcm(clip: Clip, folder: Path, rate: int) -> Tensor:
    """Mono samples at the model's rate, decoded once and kept in target/ (never in git)."""
    cached = ROOT / "target/pcm" / build() / f"{clip.sha256}-{rate}.f32"
    if not cached.is_file():
        cached.parent.mkdir(parents=True, exist_ok=True)
        # Two workers may decode the same clip: write aside, then rename, so that none reads half a file.
        partial = cached.with_suffix(f".{os.getpid()}.part")
        partial.write_bytes(decode(folder / clip.path))
        partial.replace(cached)
    return torch.from_numpy(np.fromfile(cached, dtype="<f4"))
