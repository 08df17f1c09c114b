"""The list of clips, the folds that hold some of them out, and their samples.

The native program decodes them (`hot-or-cold decode`), so training and inference get the same
samples. A different resampler changes the top mel bands.
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

ROOT = Path(__file__).resolve().parents[2]
MODEL_FOLDER = ROOT / "model"
# Read off spectrograms by hand to about 0.05 s, without looking at any model's result.
# A loudness rule mistakes a kettle for a pour (experiment 25).
ONSETS = MODEL_FOLDER / "onsets.csv"

# The two sets name the same mug differently, so a fold holds out the whole family.
VESSEL_FAMILIES = {
    "ceramic": ("ceramic", "ceramicMug"),
    "glass": ("glass", "glassMug"),
    "thermos": ("thermos", "smallThermos"),
}
SESSIONS = ("A", "B", "C", "D", "E")
# The two sets of the recordings' repository. The 2020 system was trained on V2 and tested on V1.
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
    """The clips that one model is not trained on."""

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


SHIPPED_FILE = "hot-or-cold.onnx"
# The first seed of these ships. The others measure how far seeds differ in other kitchens.
TRAINED_ON_ALL = Fold("trained on all", "nothing", (), (), None, "all.onnx")

LEAVE_ONE_SESSION_OUT = "leave-one-session-out"
LEAVE_ONE_VESSEL_OUT = "leave-one-vessel-out"
SEED_PROTOCOL = "seed protocol"


def folds() -> list[Fold]:
    # ESC's folds keep clips of one source together (see `negative_folds`).
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
    """Returns the folder of recordings.

    Raises FileNotFoundError with a one-line message if there is none.
    """
    named = os.environ.get("HOT_OR_COLD_DATA")
    folders = [Path(named)] if named else [ROOT / "../shared/data", ROOT / "data"]
    for folder in folders:
        if (folder / "clips.csv").is_file():
            return folder.resolve()
    searched = " or ".join(str(folder) for folder in folders)
    raise FileNotFoundError(
        f"no clips.csv in {searched}: run ./build.sh data or set HOT_OR_COLD_DATA"
    )


def data_digest(folder: Path) -> str:
    return hashlib.sha256((folder / "clips.csv").read_bytes()).hexdigest()


def read_clips(folder: Path) -> list[Clip]:
    """Returns pours and negatives, without the examples: two of those are copies of v1 clips."""
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
        clips.append(_parse_clip(row, fold_of))
    return clips


def esc_fold_and_source(path: str) -> tuple[int, int]:
    """Parses an ESC file name: class-FOLD-SOURCE-take."""
    fold, source = re.search(r"-(\d)-(\d+)-", Path(path).name).groups()
    return int(fold), int(source)


def negative_folds(paths: Iterable[str]) -> dict[int, int]:
    """Returns the lowest ESC fold of each source.

    One source (234879) is in two of ESC's classes, in different folds.
    """
    lowest: dict[int, int] = {}
    for fold, source in map(esc_fold_and_source, paths):
        lowest[source] = min(fold, lowest.get(source, fold))
    return lowest


def _parse_clip(row: dict[str, str], fold_of: dict[int, int]) -> Clip:
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
def read_onsets() -> dict[str, float]:
    """Returns the second at which each pour begins, by path."""
    with ONSETS.open(newline="") as listing:
        return {row["path"]: float(row["seconds"]) for row in csv.DictReader(listing)}


def program_path() -> Path:
    binary = Path(os.environ.get("HOT_OR_COLD_BIN", ROOT / "target/release/hot-or-cold"))
    if not binary.is_file():
        raise FileNotFoundError(f"{binary} is missing: `cargo build --release` builds it")
    return binary


@lru_cache
def program_digest() -> str:
    """Hashes the native program, as a cache key: another build may decode other samples."""
    return hashlib.sha256(program_path().read_bytes()).hexdigest()[:12]


def decode(path: Path) -> bytes:
    """Returns mono samples at the model's rate as little-endian 32-bit floats."""
    done = subprocess.run([program_path(), "decode", path], capture_output=True)
    if done.returncode != 0:
        raise RuntimeError(f"{path.name}: {done.stderr.decode(errors='replace').strip()}")
    return done.stdout


def read_pcm(clip: Clip, folder: Path, rate: int) -> Tensor:
    """Returns mono samples at the model's rate, decoded once and cached in target/."""
    cached = ROOT / "target/pcm" / program_digest() / f"{clip.sha256}-{rate}.f32"
    if not cached.is_file():
        cached.parent.mkdir(parents=True, exist_ok=True)
        # Two workers may decode the same clip. The rename is atomic, so none reads half a file.
        partial = cached.with_suffix(f".{os.getpid()}.part")
        partial.write_bytes(decode(folder / clip.path))
        partial.replace(cached)
    return torch.from_numpy(np.fromfile(cached, dtype="<f4"))
