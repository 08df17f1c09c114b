"""What the exported held-out models say of the pours that they never heard, and what that comes to."""

from __future__ import annotations

import json
import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor

from . import evaluate, export
from .data import LEAVE_ONE_SESSION_OUT, Clip
from .features import SIDECAR, Windows, cut_windows
from .pooling import Pooling

CONFIDENCE_BINS = 10
# 95 % of a normal distribution.
WILSON_Z = 1.96


@dataclass(frozen=True)
class Verdict:
    """A pour as judged by one model that never heard its session; `beside` cold pours where there are any."""

    judged: evaluate.Judged
    beside: float | None

    @property
    def clip(self) -> Clip:
        return self.judged.clip


def read_folds(model: Path, digest: str, protocol: str = LEAVE_ONE_SESSION_OUT) -> list[dict]:
    """The protocol's folds, their files checked: a picture or a figure of another run would be a lie."""
    listing = model / "held-out/held-out.json"
    if not listing.is_file():
        raise FileNotFoundError(f"{listing} is missing: `python -m model.train` writes it")
    content = json.loads(listing.read_text())
    if content["data_digest"] != digest:
        raise RuntimeError(f"{listing} is of other recordings than clips.csv lists")
    found = [fold for p in content["protocols"] if p["name"] == protocol for fold in p["folds"]]
    if not found:
        raise RuntimeError(f"{listing} has no {protocol}")
    for one in (m for fold in found for m in fold["models"]):
        if export.sha256(model / "held-out" / one["file"]) != one["sha256"]:
            raise RuntimeError(f"{one['file']} is not the file that {listing} was written for")
    return found


def judge_fold(
    clips: list[Clip],
    log_mels: list[Tensor],
    file: Path,
    calibration: evaluate.Calibration,
    pooling: Pooling,
) -> list[Verdict]:
    """`log_mels`: each clip's windows, [count, 1, bands, frames]."""
    logits = (
        export.onnx_logits(file, torch.cat(log_mels)).double().split([len(m) for m in log_mels])
    )
    predictions = [evaluate.Prediction(c, z) for c, z in zip(clips, logits, strict=True)]
    beside = {
        pair.clip: calibration.reference(pair.logit, pair.reference).item()
        for pair in evaluate.pairs(predictions, calibration.pouring)
    }
    return [
        Verdict(evaluate.judge(p, calibration, pooling), beside.get(p.clip)) for p in predictions
    ]


def judge_held_out(
    model: Path, digest: str, clips: list[Clip], log_mels: list[Tensor], spec: Windows
) -> list[list[Verdict]]:
    """A list of verdicts for each seed, every pour once in each."""
    pooling = export.read_pooling(json.loads((model / SIDECAR.name).read_text())["pooling"])
    by_seed: dict[int, list[Verdict]] = defaultdict(list)
    for fold in read_folds(model, digest):
        own = [k for k, c in enumerate(clips) if c.session in fold["sessions"]]
        cut = [cut_windows(log_mels[k], spec)[:, None] for k in own]
        for one in fold["models"]:
            file, calibration = (
                model / "held-out" / one["file"],
                export.read_calibration(one["calibration"]),
            )
            by_seed[one["seed"]] += judge_fold(
                [clips[k] for k in own], cut, file, calibration, pooling
            )
    return list(by_seed.values())


@dataclass(frozen=True)
class Chance:
    """The calibrated chance of hot, the mean of all seeds."""

    clip: Clip
    alone: float
    beside: float | None


def average(by_seed: list[list[Verdict]]) -> list[Chance]:
    grouped: dict[Clip, list[Verdict]] = defaultdict(list)
    for verdict in (v for one in by_seed for v in one):
        grouped[verdict.clip].append(verdict)
    return [
        Chance(
            clip,
            mean(v.judged.hot for v in own),
            None if own[0].beside is None else mean(v.beside for v in own),
        )
        for clip, own in grouped.items()
    ]


def mean(values: Iterable[float]) -> float:
    listed = list(values)
    return sum(listed) / len(listed)


@dataclass(frozen=True)
class Bin:
    verdicts: int
    confidence: float
    right: float
    interval: tuple[float, float]


def wilson(share: float, count: float) -> tuple[float, float]:
    """Wilson's interval (1927), which stays between 0 and 1 where all verdicts are right."""
    middle = share + WILSON_Z**2 / (2 * count)
    half = WILSON_Z * math.sqrt(share * (1 - share) / count + (WILSON_Z / (2 * count)) ** 2)
    width = 1 + WILSON_Z**2 / count
    return max(0.0, (middle - half) / width), min(1.0, (middle + half) / width)


def confidence_bins(by_seed: list[list[Verdict]]) -> list[Bin]:
    """Those of `evaluate.calibration_error`. Seeds judge the same pours, so a bin's interval counts its pours
    and not its verdicts: counting each three times would make chance look like knowledge."""
    groups: dict[int, list[evaluate.Judged]] = defaultdict(list)
    for judged in (v.judged for one in by_seed for v in one):
        place = int((judged.confidence - 0.5) * 2 * CONFIDENCE_BINS)
        groups[min(CONFIDENCE_BINS - 1, place)].append(judged)
    bins = []
    for _, group in sorted(groups.items()):
        right = mean(j.right for j in group)
        interval = wilson(right, len(group) / len(by_seed))
        bins.append(Bin(len(group), mean(j.confidence for j in group), right, interval))
    return bins
