"""What the held-out predictions say: pooling over windows, calibration, thresholds, figures.

The pooling is that of src/classifier.rs; `hot-or-cold evaluate` recomputes the figures from the exports.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor

from .data import SESSIONS, VESSEL_FAMILIES, Clip
from .features import FrontEnd, Windows, cut_windows, to_db
from .net import HOT, POURING, Net

# Three in five is a guess, whatever it earns on these recordings; strange kitchens are harder.
LEAST_CONFIDENCE = 0.6
# Calibration may soften, never sharpen. The sessions left out rank nearly perfectly and ask for a scale of 2
# to 6, but that is one phone in one home; and a steep one makes much of the milliseconds decoders differ by.
STEEPEST = 1.0
RIGHT_WHEN_SURE = 0.98
MOST_UNSURE = 0.15


@dataclass(frozen=True)
class Scale:
    """Platt's form (1999). The offset puts 0.5 where held-out sessions change sides, not training's."""

    scale: float = 1.0
    offset: float = 0.0

    def __call__(self, logit: Tensor) -> Tensor:
        return torch.sigmoid(self.scale * logit + self.offset)


@dataclass(frozen=True)
class Calibration:
    hot: Scale = Scale()
    pouring: Scale = Scale()


@dataclass(frozen=True)
class Prediction:
    """One clip as judged by a model that did not train on it: logits [windows, 2]."""

    clip: Clip
    logits: Tensor


@torch.no_grad()
def predict(net: Net, clip: Clip, power: Tensor, fe: FrontEnd, spec: Windows) -> Prediction:
    log_mel = cut_windows(to_db(power, fe).float(), spec)[:, None]
    return Prediction(clip, net(log_mel).double())


def probability_pouring(logits: Tensor, scale: Scale, top_windows: int) -> Tensor:
    each = scale(logits[:, POURING])
    return each.topk(min(top_windows, len(each))).values.mean()


def pooled_hot_logit(logits: Tensor, scale: Scale) -> Tensor:
    """Windows count as far as they are pours: the second of room tone before one says nothing of heat."""
    weight = scale(logits[:, POURING])
    return (weight * logits[:, HOT]).sum() / weight.sum()


def balanced_log_loss(probability: Tensor, truth: Tensor) -> float:
    """Each class weighs the same: how many recordings there are of each is our doing, not the world's."""
    weight = torch.where(truth > 0, 0.5 / truth.mean(), 0.5 / (1 - truth.mean()))
    return F.binary_cross_entropy(probability.clamp(1e-6, 1 - 1e-6), truth, weight=weight).item()


def fit(probability: Callable[[Scale], Tensor], truth: Tensor) -> Scale:
    """Least log-loss on a grid, not by an optimiser: few numbers, and the same answer on every machine.

    The grid is of slopes and of logits where 0.5 falls: softening the slope then leaves every verdict alone.
    """
    slopes = [10 ** (step / 20) for step in range(-30, 17)]
    candidates = [Scale(s, -s * step / 20) for s in slopes for step in range(-60, 61)]
    best = min(candidates, key=lambda c: balanced_log_loss(probability(c), truth))
    softened = min(best.scale, STEEPEST)
    return Scale(round(softened, 4), round(best.offset / best.scale * softened, 4))


def calibrate(predictions: list[Prediction], top_windows: int) -> Calibration:
    poured = torch.tensor([float(p.clip.pouring) for p in predictions], dtype=torch.float64)
    best = [p.logits[:, POURING].topk(min(top_windows, len(p.logits))).values for p in predictions]
    padded = torch.nn.utils.rnn.pad_sequence(best, batch_first=True)
    present = torch.nn.utils.rnn.pad_sequence([torch.ones_like(z) for z in best], batch_first=True)

    def clip_pouring(scale: Scale) -> Tensor:
        return (scale(padded) * present).sum(1) / present.sum(1)

    pouring = fit(clip_pouring, poured)
    pours = [p for p in predictions if p.clip.pouring]
    hot = torch.tensor([float(p.clip.hot) for p in pours], dtype=torch.float64)
    pooled = torch.stack([pooled_hot_logit(p.logits, pouring) for p in pours])
    return Calibration(fit(lambda scale: scale(pooled), hot), pouring)


@dataclass(frozen=True)
class Judged:
    clip: Clip
    pouring: float
    hot: float

    @property
    def right(self) -> bool:
        return (self.hot >= 0.5) == self.clip.hot

    @property
    def confidence(self) -> float:
        return max(self.hot, 1 - self.hot)


def judge(prediction: Prediction, calibration: Calibration, top_windows: int) -> Judged:
    z = prediction.logits
    return Judged(
        prediction.clip,
        probability_pouring(z, calibration.pouring, top_windows).item(),
        calibration.hot(pooled_hot_logit(z, calibration.pouring)).item(),
    )


def choose_pouring_threshold(judged: list[Judged]) -> tuple[float, str]:
    """Kept pours and rejected negatives weigh the same; the middle of the best stretch."""
    scored = {}
    for step in range(5, 96):
        kept, rejected = detection(judged, step / 100)
        scored[step] = kept + rejected
    best = [step for step, score in scored.items() if score > max(scored.values()) - 1e-9]
    threshold = best[len(best) // 2] / 100
    kept, rejected = detection(judged, threshold)
    return (
        threshold,
        f"pouring {threshold}: {kept:.1%} of pours kept and {rejected:.1%} of negatives rejected",
    )


def choose_confidence_threshold(judged: list[Judged]) -> tuple[float, str]:
    """The least confidence at which nearly all verdicts are right, while few pours are left unsure."""
    threshold = LEAST_CONFIDENCE
    for step in range(round(100 * LEAST_CONFIDENCE), 100):
        given = [j for j in judged if j.confidence >= step / 100]
        if len(given) < (1 - MOST_UNSURE) * len(judged):
            break
        threshold = step / 100
        if sum(j.right for j in given) >= RIGHT_WHEN_SURE * len(given):
            break
    given = [j for j in judged if j.confidence >= threshold]
    share, unsure = sum(j.right for j in given) / max(1, len(given)), 1 - len(given) / len(judged)
    return threshold, f"confidence {threshold}: {share:.1%} of verdicts right, {unsure:.1%} of pours unsure"


def detection(judged: list[Judged], threshold: float) -> tuple[float, float]:
    pours = [j.pouring >= threshold for j in judged if j.clip.pouring]
    negatives = [j.pouring < threshold for j in judged if not j.clip.pouring]
    return sum(pours) / len(pours), sum(negatives) / max(1, len(negatives))


def ranking_area(scores: list[float], truth: list[bool]) -> float:
    """ROC AUC as the chance that a positive outranks a negative (Mann-Whitney), ties half."""
    positive = torch.tensor([s for s, t in zip(scores, truth, strict=True) if t])
    negative = torch.tensor([s for s, t in zip(scores, truth, strict=True) if not t])
    above = (positive[:, None] > negative).double() + 0.5 * (positive[:, None] == negative).double()
    return above.mean().item()


def calibration_error(judged: list[Judged], bins: int = 10) -> float:
    """Expected calibration error of the confidence, in equal-width bins from 0.5 to 1."""
    groups = defaultdict(list)
    for j in judged:
        groups[min(bins - 1, int((j.confidence - 0.5) * 2 * bins))].append(j)
    gaps = (abs(sum(j.right for j in g) - sum(j.confidence for j in g)) for g in groups.values())
    return sum(gaps) / len(judged)


def family(vessel: str) -> str:
    return next((name for name, members in VESSEL_FAMILIES.items() if vessel in members), "none")


def table(judged: list[Judged]) -> list[str]:
    """One line for all pours, then by session, vessel and temperature."""
    pours = [j for j in judged if j.clip.pouring]
    ways = [
        *((f"session {s}", [j for j in pours if j.clip.session == s]) for s in SESSIONS),
        *((f"vessel {v}", [j for j in pours if family(j.clip.vessel) == v]) for v in VESSEL_FAMILIES),
        *(
            (f"{t} F", [j for j in pours if j.clip.temperature_f == t])
            for t in sorted({j.clip.temperature_f for j in pours})
        ),
    ]
    right = sum(j.right for j in pours)
    lines = [f"all pours {right}/{len(pours)} = {right / len(pours):.1%}"]
    lines += [f"{name} {sum(j.right for j in group)}/{len(group)}" for name, group in ways if group]
    return lines
