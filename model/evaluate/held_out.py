"""Scores pours with the exported models that were not trained on their session."""

from __future__ import annotations

import json
import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor

from ..data.clips import LEAVE_ONE_SESSION_OUT, Clip
from ..data.features import SIDECAR, Windows, cut_windows
from ..train import export
from .calibration import Calibration, reference_pairs
from .metrics import ScoredClip, score
from .pooling import Pooling
from .predictions import Prediction

CONFIDENCE_BINS = 10
# Quantile of the normal distribution for 95%.
WILSON_Z = 1.96


@dataclass(frozen=True)
class HeldOutScore:
    """A pour's score by one held-out model, and its probability of hot with cold references."""

    scored: ScoredClip
    with_reference: float | None

    @property
    def clip(self) -> Clip:
        return self.scored.clip


def read_folds(model: Path, digest: str, protocol: str = LEAVE_ONE_SESSION_OUT) -> list[dict]:
    """Reads the protocol's folds and checks that their files belong to the same run."""
    listing = model / "held-out/held-out.json"
    if not listing.is_file():
        raise FileNotFoundError(f"{listing} is missing: `python -m model.train` writes it")
    content = json.loads(listing.read_text())
    if content["data_digest"] != digest:
        raise RuntimeError(f"{listing} is of other recordings than clips.csv lists")
    folds = [fold for p in content["protocols"] if p["name"] == protocol for fold in p["folds"]]
    if not folds:
        raise RuntimeError(f"{listing} has no {protocol}")
    check_files(folds, listing)
    return folds


def check_models(model: Path, list_name: str) -> None:
    """Checks that the files of a list, if there is one, belong to the same run."""
    listing = model / "held-out" / list_name
    if listing.is_file():
        protocols = json.loads(listing.read_text())["protocols"]
        check_files([fold for p in protocols for fold in p["folds"]], listing)


def check_files(folds: list[dict], listing: Path) -> None:
    for entry in (m for fold in folds for m in fold["models"]):
        if export.sha256(listing.parent / entry["file"]) != entry["sha256"]:
            raise RuntimeError(f"{entry['file']} is not the file that {listing} was written for")


def score_fold(
    clips: list[Clip],
    log_mels: list[Tensor],
    file: Path,
    calibration: Calibration,
    pooling: Pooling,
) -> list[HeldOutScore]:
    """Scores clips with one model; `log_mels` has each clip's windows [count, 1, bands, frames]."""
    logits = export.onnx_logits(file, torch.cat(log_mels)).double()
    by_clip = logits.split([len(m) for m in log_mels])
    predictions = [Prediction(c, z) for c, z in zip(clips, by_clip, strict=True)]
    with_reference = {
        pair.clip: calibration.cups.scaling_with_cold_pours(pair.references, pair.reference)(
            pair.logit
        ).item()
        for pair in reference_pairs(predictions, calibration.pouring)
    }
    return [
        HeldOutScore(score(p, calibration, pooling), with_reference.get(p.clip))
        for p in predictions
    ]


def score_held_out(
    model: Path, digest: str, clips: list[Clip], log_mels: list[Tensor], spec: Windows
) -> list[list[HeldOutScore]]:
    """Returns a list of scores for each seed, with every pour once in each."""
    pooling = export.read_pooling(json.loads((model / SIDECAR.name).read_text())["pooling"])
    by_seed: dict[int, list[HeldOutScore]] = defaultdict(list)
    for fold in read_folds(model, digest):
        indices = [k for k, c in enumerate(clips) if c.session in fold["sessions"]]
        session_clips = [clips[k] for k in indices]
        cut = [cut_windows(log_mels[k], spec)[:, None] for k in indices]
        for one in fold["models"]:
            file = model / "held-out" / one["file"]
            calibration = export.read_calibration(one["calibration"])
            by_seed[one["seed"]] += score_fold(session_clips, cut, file, calibration, pooling)
    return list(by_seed.values())


@dataclass(frozen=True)
class MeanProbability:
    """A pour's calibrated probability of hot, averaged over the seeds."""

    clip: Clip
    alone: float
    with_reference: float | None


def average_seeds(by_seed: list[list[HeldOutScore]]) -> list[MeanProbability]:
    grouped: dict[Clip, list[HeldOutScore]] = defaultdict(list)
    for one in (s for scores in by_seed for s in scores):
        grouped[one.clip].append(one)
    return [
        MeanProbability(
            clip,
            mean(s.scored.hot for s in scores),
            None if scores[0].with_reference is None else mean(s.with_reference for s in scores),
        )
        for clip, scores in grouped.items()
    ]


def mean(values: Iterable[float]) -> float:
    listed = list(values)
    return sum(listed) / len(listed)


@dataclass(frozen=True)
class ConfidenceBin:
    verdicts: int
    confidence: float
    right: float
    interval: tuple[float, float]


def wilson_interval(share: float, count: float) -> tuple[float, float]:
    """Returns Wilson's 95% interval (1927), which stays between 0 and 1 for a share of 1."""
    middle = share + WILSON_Z**2 / (2 * count)
    half = WILSON_Z * math.sqrt(share * (1 - share) / count + (WILSON_Z / (2 * count)) ** 2)
    width = 1 + WILSON_Z**2 / count
    return max(0.0, (middle - half) / width), min(1.0, (middle + half) / width)


def confidence_bins(by_seed: list[list[HeldOutScore]]) -> list[ConfidenceBin]:
    """Groups verdicts by the bins of `calibration_error`.

    All seeds score the same pours. Therefore a bin's interval counts pours, not verdicts.
    """
    groups: dict[int, list[ScoredClip]] = defaultdict(list)
    for scored in (s.scored for one in by_seed for s in one):
        index = int((scored.confidence - 0.5) * 2 * CONFIDENCE_BINS)
        groups[min(CONFIDENCE_BINS - 1, index)].append(scored)
    bins = []
    for _, group in sorted(groups.items()):
        right = mean(s.right for s in group)
        interval = wilson_interval(right, len(group) / len(by_seed))
        confidence = mean(s.confidence for s in group)
        bins.append(ConfidenceBin(len(group), confidence, right, interval))
    return bins
