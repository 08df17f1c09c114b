"""Scores clips with a calibration and measures the scores.

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


@dataclass(frozen=True)
class Thresholds:
    pouring: float
    confidence: float


# The calibration weighs pours and other sounds equally, so pouring needs no fit. Thresholds fitted
# to reject 99 of 100 other sounds scattered from 0.17 to 0.56 (experiment 22). With this confidence
# verdicts in other kitchens are right in 85% and given in 72% of pours. Thresholds that make 98% of
# the home's verdicts right scattered from 0.75 to 0.99 (experiment 63).
THRESHOLDS = Thresholds(pouring=0.5, confidence=0.68)


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


def describe_thresholds(scored: list[ScoredClip]) -> str:
    """Says what the thresholds do to these clips."""
    accepted, rejected = detection_rates(scored, THRESHOLDS.pouring)
    pours = [s for s in scored if s.clip.pouring]
    confident = [s for s in pours if s.confidence >= THRESHOLDS.confidence]
    right = sum(s.right for s in confident) / max(1, len(confident))
    return (
        f"pouring {THRESHOLDS.pouring}: {accepted:.1%} of pours kept and {rejected:.1%} of "
        f"negatives rejected; confidence {THRESHOLDS.confidence}: {right:.1%} of verdicts right, "
        f"{1 - len(confident) / len(pours):.1%} of pours unsure"
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
