"""Scores clips with a calibration, measures the scores and chooses thresholds.

`hot-or-cold evaluate` computes the same figures from the exported models.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass

import torch

from ..data.clips import SESSIONS, VESSEL_FAMILIES, Clip
from ..train.net import POURING
from .calibration import Calibration
from .pooling import Pooling, pooled_hot_logit
from .predictions import Prediction

# Lowest confidence threshold. Other kitchens are harder than these recordings (experiment 58).
MIN_CONFIDENCE = 0.75
# The calibration weighs pours and other sounds equally, so 0.5 needs no fit. Thresholds fitted to
# reject 99 of 100 other sounds scattered from 0.17 to 0.56 (experiment 22).
POURING_THRESHOLD = 0.5
# The confidence threshold rises until this share of verdicts is right ...
MIN_CONFIDENT_ACCURACY = 0.98
# ... or this share of pours is unsure.
MAX_UNSURE_SHARE = 0.15


@dataclass(frozen=True)
class Thresholds:
    pouring: float
    confidence: float


@dataclass(frozen=True)
class ScoredClip:
    """Calibrated probabilities of pouring and of hot."""

    clip: Clip
    pouring: float
    hot: float

    @property
    def right(self) -> bool:
        return (self.hot >= 0.5) == self.clip.hot

    @property
    def confidence(self) -> float:
        return max(self.hot, 1 - self.hot)


def score(prediction: Prediction, calibration: Calibration, pooling: Pooling) -> ScoredClip:
    logits = prediction.logits
    return ScoredClip(
        prediction.clip,
        pooling.probability_pouring(calibration.pouring(logits[:, POURING])).item(),
        calibration.cups.scaling()(pooled_hot_logit(logits, calibration.pouring)).item(),
    )


def choose_thresholds(scored: list[ScoredClip]) -> tuple[Thresholds, str]:
    """Returns the thresholds, and the figures that they were chosen by."""
    accepted, rejected = detection_rates(scored, POURING_THRESHOLD)
    confidence, figures = choose_confidence_threshold([s for s in scored if s.clip.pouring])
    return (
        Thresholds(POURING_THRESHOLD, confidence),
        f"pouring {POURING_THRESHOLD}: {accepted:.1%} of pours kept and "
        f"{rejected:.1%} of negatives rejected; {figures}",
    )


def choose_confidence_threshold(scored: list[ScoredClip]) -> tuple[float, str]:
    """Finds the lowest threshold at which nearly all verdicts are right and few pours unsure."""
    threshold = MIN_CONFIDENCE
    for step in range(round(100 * MIN_CONFIDENCE), 100):
        confident = [s for s in scored if s.confidence >= step / 100]
        if len(confident) < (1 - MAX_UNSURE_SHARE) * len(scored):
            break
        threshold = step / 100
        if sum(s.right for s in confident) >= MIN_CONFIDENT_ACCURACY * len(confident):
            break
    confident = [s for s in scored if s.confidence >= threshold]
    accuracy = sum(s.right for s in confident) / max(1, len(confident))
    unsure = 1 - len(confident) / len(scored)
    return (
        threshold,
        f"confidence {threshold}: {accuracy:.1%} of verdicts right, {unsure:.1%} of pours unsure",
    )


def detection_rates(scored: list[ScoredClip], threshold: float) -> tuple[float, float]:
    """Returns the shares of pours accepted and of negatives rejected."""
    pours = [s.pouring >= threshold for s in scored if s.clip.pouring]
    negatives = [s.pouring < threshold for s in scored if not s.clip.pouring]
    return sum(pours) / len(pours), sum(negatives) / max(1, len(negatives))


def roc_auc(scores: list[float], labels: list[bool]) -> float:
    """Returns the probability that a positive outranks a negative (Mann-Whitney), ties half."""
    positive = torch.tensor([s for s, label in zip(scores, labels, strict=True) if label])
    negative = torch.tensor([s for s, label in zip(scores, labels, strict=True) if not label])
    ties = 0.5 * (positive[:, None] == negative).double()
    above = (positive[:, None] > negative).double() + ties
    return above.mean().item()


def log_loss(scored: list[ScoredClip]) -> float:
    """Returns the mean of -ln of the true class's probability, which is clamped to 1e-6."""
    probabilities = (s.hot if s.clip.hot else 1 - s.hot for s in scored)
    return sum(-math.log(max(p, 1e-6)) for p in probabilities) / len(scored)


def calibration_error(scored: list[ScoredClip], bins: int = 10) -> float:
    """Returns the expected calibration error, in equal-width bins of confidence from 0.5 to 1."""
    groups = defaultdict(list)
    for s in scored:
        groups[min(bins - 1, int((s.confidence - 0.5) * 2 * bins))].append(s)
    gaps = (abs(sum(s.right for s in g) - sum(s.confidence for s in g)) for g in groups.values())
    return sum(gaps) / len(scored)


def vessel_family(vessel: str) -> str:
    return next((name for name, members in VESSEL_FAMILIES.items() if vessel in members), "none")


def accuracy_lines(scored: list[ScoredClip]) -> list[str]:
    """Returns a line for all pours, then for each session, vessel and temperature."""
    pours = [s for s in scored if s.clip.pouring]
    groups = [
        *((f"session {x}", [s for s in pours if s.clip.session == x]) for x in SESSIONS),
        *(
            (f"vessel {v}", [s for s in pours if vessel_family(s.clip.vessel) == v])
            for v in VESSEL_FAMILIES
        ),
        *(
            (f"{t} F", [s for s in pours if s.clip.temperature_f == t])
            for t in sorted({s.clip.temperature_f for s in pours})
        ),
    ]
    right = sum(s.right for s in pours)
    lines = [f"all pours {right}/{len(pours)} = {right / len(pours):.1%}"]
    lines += [
        f"{name} {sum(s.right for s in group)}/{len(group)}" for name, group in groups if group
    ]
    return lines
