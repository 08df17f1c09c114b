"""Fits the calibration of hot, pouring, reference and temperature to held-out predictions."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import torch
from torch import Tensor

from ..data.clips import Clip
from ..data.features import read_sidecar
from ..train.net import POURING
from .pooling import Pooling, pooled_hot_logit
from .predictions import Prediction, hot_labels

# A steep slope exaggerates the milliseconds by which decoders differ (test_shift_invariance.py).
# Held-out sessions cannot show that, since they are from one phone and mostly one home.
MAX_POURING_SLOPE = 1.0
# Weight of the simulated rooms among the pours when pouring is calibrated. Without it, 11 of 100
# hot pours in the rooms are rejected (experiment 46).
POURING_ROOMS_SHARE = 0.1
# Share of hot pours of a held-out session that lie within the temperature interval.
INTERVAL_SHARE = 0.9
# A person makes one or two reference pours.
MAX_REFERENCES = 2


@dataclass(frozen=True)
class PlattScaling:
    """Probability from a logit (Platt 1999). The offset moves the decision boundary."""

    scale: float = 1.0
    offset: float = 0.0

    def __call__(self, logit: Tensor) -> Tensor:
        return torch.sigmoid(self.scale * logit + self.offset)


@dataclass(frozen=True)
class CupStatistics:
    """How pooled hot logits vary within and between cups: a random effect of the cup.

    Logits of hot and cold pours into one cup are `difference` apart and vary from pour to pour by
    `pour_variance`. The cups' midpoints vary about `midpoint` by `cup_variance`.
    """

    difference: float = 1.0
    midpoint: float = 0.0
    pour_variance: float = 1.0
    cup_variance: float = 0.0

    def scaling(self, known_pours: int = 0, cup_midpoint: float = 0.0) -> PlattScaling:
        """Returns the calibration for a cup of which `known_pours` pours are known.

        `cup_midpoint` is the mean midpoint that they suggest. The cup's own is the empirical Bayes
        estimate from it (Efron & Morris 1973), and the log-odds are those of two normal
        distributions about it.
        """
        known_variance = known_pours * self.cup_variance
        weight = known_variance / (known_variance + self.pour_variance)
        midpoint = self.midpoint + weight * (cup_midpoint - self.midpoint)
        scale = self.difference / (self.pour_variance + self.cup_variance * (1 - weight))
        return PlattScaling(scale, -scale * midpoint)

    def scaling_with_cold_pours(self, references: int, logit: Tensor) -> PlattScaling:
        """Returns the calibration beside cold pours with this mean logit."""
        return self.scaling(references, logit.item() + self.difference / 2)


@dataclass(frozen=True)
class TemperatureFit:
    """A hot pour's °F as a line over its pooled hot logit, clamped to the range of the fit.

    `interval` is half the width of the interval. The logit of cold pours does not depend on the
    temperature (experiment 19).
    """

    slope: float = 0.0
    offset: float = 212.0
    lowest: float = 212.0
    highest: float = 212.0
    interval: float = 0.0

    def __call__(self, logit: Tensor) -> Tensor:
        return (self.slope * logit + self.offset).clamp(self.lowest, self.highest)


@dataclass(frozen=True)
class Calibration:
    cups: CupStatistics = CupStatistics()
    pouring: PlattScaling = PlattScaling()
    temperature: TemperatureFit = TemperatureFit()


@dataclass(frozen=True)
class ReferencePair:
    """Pooled hot logits of a pour and of its reference pours' mean, by one model."""

    clip: Clip
    logit: Tensor
    reference: Tensor
    references: int


def shipped_cups() -> CupStatistics:
    return CupStatistics(**read_sidecar()["calibration"]["cups"])


def calibrate(
    by_seed: list[list[Prediction]],
    pooling: Pooling,
    kitchens: list[Prediction],
) -> Calibration:
    """Fits a calibration to predictions of clips that the models were not trained on.

    `by_seed` has a list for each seed: of all clips as recorded, and of the pours in the shared
    rooms. `kitchens` has one model's predictions of pours in other kitchens. Without any, the
    shipped statistics of cups remain.
    """
    everything = [p for one in by_seed for p in one]
    pouring = fit_pouring(everything, pooling.top_windows)
    pours = [p for p in everything if p.clip.pouring and p.room == 0]
    pooled = torch.stack([pooled_hot_logit(p.logits, pouring) for p in pours])
    temperature = fit_temperature([p.clip for p in pours], pooled)
    cups = fit_cups(kitchens, pouring) if kitchens else shipped_cups()
    return Calibration(cups, pouring, temperature)


def fit_cups(pours: list[Prediction], pouring: PlattScaling) -> CupStatistics:
    """Estimates the statistics of cups from pours whose vessel and session are cup and night.

    The difference and the variance of pours are by least squares within each cup and night, so they
    do not depend on which cups were poured hot more often. Mean and variance of the cups are by
    DerSimonian & Laird (1986).
    """
    groups: dict[tuple[str, str], list[int]] = {}
    for index, pour in enumerate(pours):
        groups.setdefault((pour.clip.session, pour.clip.vessel), []).append(index)
    logit = torch.stack([pooled_hot_logit(p.logits, pouring) for p in pours])
    half = hot_labels([p.clip for p in pours]) - 0.5
    size = torch.tensor([float(len(g)) for g in groups.values()], dtype=torch.float64)
    mean_logit = torch.stack([logit[g].mean() for g in groups.values()])
    mean_half = torch.stack([half[g].mean() for g in groups.values()])
    group_of = torch.empty(len(pours), dtype=torch.long)
    for index, members in enumerate(groups.values()):
        group_of[members] = index
    inner_logit, inner_half = logit - mean_logit[group_of], half - mean_half[group_of]
    difference = (inner_logit * inner_half).sum() / inner_half.square().sum()
    residuals = inner_logit - difference * inner_half
    pour_variance = residuals.square().sum() / (len(pours) - len(groups) - 1)
    midpoints, weight = mean_logit - difference * mean_half, size / pour_variance
    centre = (weight * midpoints).sum() / weight.sum()
    spread = (weight * (midpoints - centre).square()).sum() - (len(groups) - 1)
    scale = weight.sum() - weight.square().sum() / weight.sum()
    cup_variance = (spread / scale).clamp(min=0)
    weight = 1 / (cup_variance + pour_variance / size)
    midpoint = (weight * midpoints).sum() / weight.sum()
    numbers = (difference, midpoint, pour_variance, cup_variance)
    return CupStatistics(*(round(number.item(), 4) for number in numbers))


def class_weights(labels: Tensor, share: Tensor | None) -> Tensor:
    """Returns weights by which each class weighs one half.

    The number of recordings of each class is arbitrary. Within its class a clip weighs as its
    `share`; without `share`, all clips weigh the same.
    """
    share = torch.ones_like(labels) if share is None else share
    within = torch.where(
        labels > 0, share / share[labels > 0].sum(), share / share[labels <= 0].sum()
    )
    return within / 2


def fit_mean_probability(
    logits: Tensor, present: Tensor, labels: Tensor, max_slope: float, share: Tensor | None = None
) -> PlattScaling:
    """Minimises the log-loss of a clip's mean window probability, weighted by `class_weights`.

    `logits` is [clips, windows], valid where `present` is set. A grid search gives the same result
    on every machine. The grid is of slopes and of boundaries (the logit of probability 0.5), so
    limiting the slope afterwards moves no boundary.
    """
    weight, count = class_weights(labels, share), present.sum(1)
    boundaries = torch.arange(-30, 31, dtype=torch.float64) / 10
    best, min_loss = PlattScaling(), float("inf")
    for step in range(-15, 9):
        slope = 10 ** (step / 10)
        windows = torch.sigmoid(slope * (logits - boundaries[:, None, None])) * present
        positive = (windows.sum(2) / count).clamp(1e-6, 1 - 1e-6)
        losses = -(weight * torch.where(labels > 0, positive, 1 - positive).log()).sum(1)
        at = int(losses.argmin())
        if losses[at].item() < min_loss:
            best = PlattScaling(slope, -slope * boundaries[at].item())
            min_loss = losses[at].item()
    limited = min(best.scale, max_slope)
    return PlattScaling(round(limited, 4), round(best.offset / best.scale * limited, 4))


def room_weights(predictions: list[Prediction], rooms_share: float) -> Tensor:
    """Returns weights by which the predictions in rooms together weigh `rooms_share`."""
    in_room = torch.tensor([p.room > 0 for p in predictions], dtype=torch.bool)
    simulated, recorded = in_room.sum().clamp(min=1), (~in_room).sum().clamp(min=1)
    return torch.where(in_room, rooms_share / simulated, (1 - rooms_share) / recorded).double()


def fit_pouring(predictions: list[Prediction], top_windows: int) -> PlattScaling:
    """Fits pouring to all clips as recorded and to pours in rooms."""
    pours, others = (
        [p for p in predictions if p.clip.pouring == is_pour] for is_pour in (True, False)
    )
    share = torch.cat([room_weights(pours, POURING_ROOMS_SHARE), room_weights(others, 0.0)])
    predictions = pours + others
    best = [p.logits[:, POURING].topk(min(top_windows, len(p.logits))).values for p in predictions]
    padded = torch.nn.utils.rnn.pad_sequence(best, batch_first=True)
    present = torch.nn.utils.rnn.pad_sequence([torch.ones_like(z) for z in best], batch_first=True)
    labels = torch.tensor([float(p.clip.pouring) for p in predictions], dtype=torch.float64)
    return fit_mean_probability(padded, present, labels, MAX_POURING_SLOPE, share)


def reference_clips(clip: Clip, clips: list[Clip]) -> list[Clip]:
    """Picks reference pours as src/cli/evaluate/reference_pairs.rs does.

    They are cold pours of the same session, without the clip itself. If some are of the same
    vessel, only those are used.
    """
    cold = [
        c
        for c in clips
        if c.session == clip.session and c.label == "cold" and c.sha256 != clip.sha256
    ]
    same_vessel = [c for c in cold if c.vessel == clip.vessel]
    return (same_vessel or cold)[:MAX_REFERENCES]


def reference_pairs(predictions: list[Prediction], pouring: PlattScaling) -> list[ReferencePair]:
    """Pairs every pour with its references. The predictions are one seed's, as recorded."""
    pooled = {p.clip.sha256: pooled_hot_logit(p.logits, pouring) for p in predictions}
    clips = [p.clip for p in predictions if p.clip.pouring]
    pairs = []
    for clip in clips:
        cold = [pooled[c.sha256] for c in reference_clips(clip, clips)]
        if cold:
            mean = torch.stack(cold).mean()
            pairs.append(ReferencePair(clip, pooled[clip.sha256], mean, len(cold)))
    return pairs


def fit_temperature(clips: list[Clip], logits: Tensor) -> TemperatureFit:
    """Fits a line to the hot pours by least squares.

    The interval covers the errors of each session under a line fitted to the other sessions.
    """
    hot = torch.tensor([bool(c.hot) for c in clips])
    degrees = torch.tensor([float(c.temperature_f or 0) for c in clips], dtype=torch.float64)
    sessions = [c.session for c in clips]
    errors = []
    for session in sorted({s for s, h in zip(sessions, hot.tolist(), strict=True) if h}):
        held_out = torch.tensor([s == session for s in sessions])
        if line := fit_line(logits[hot & ~held_out], degrees[hot & ~held_out]):
            errors.append((line(logits[hot & held_out]) - degrees[hot & held_out]).abs())
    line = fit_line(logits[hot], degrees[hot])
    if line is None:
        return TemperatureFit()
    # Falls back to the errors of the fit itself if no other session has a line.
    errors = errors or [(line(logits[hot]) - degrees[hot]).abs()]
    return replace(
        line, interval=float(math.ceil(torch.cat(errors).quantile(INTERVAL_SHARE).item()))
    )


def fit_line(logits: Tensor, degrees: Tensor) -> TemperatureFit | None:
    # A single temperature has no slope.
    if len(degrees.unique()) < 2 or logits.std() == 0:
        return None
    centred = logits - logits.mean()
    slope = (centred * degrees).sum() / centred.square().sum()
    offset = degrees.mean() - slope * logits.mean()
    return TemperatureFit(
        round(slope.item(), 4),
        round(offset.item(), 4),
        degrees.min().item(),
        degrees.max().item(),
    )
