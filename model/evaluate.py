"""What the held-out predictions say: pooling over windows, calibration, thresholds, figures.

The pooling is that of src/classify/classifier.rs; `hot-or-cold evaluate` recomputes the figures from the exports.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, replace

import torch
from torch import Tensor

from .batches import Recording
from .data import SESSIONS, VESSEL_FAMILIES, Clip
from .features import FrontEnd, Windows, cut_windows, to_db
from .net import HOT, POURING
from .pooling import Pooling

# Three in five is a guess, whatever it earns on these recordings; strange kitchens are harder.
LEAST_CONFIDENCE = 0.6
# The sessions left out may ask for any steepness, but they are one phone in one home, and a steep one makes
# much of the milliseconds that decoders differ by (tests/test_shift.py).
STEEPEST = 2.0
STEEPEST_POURING = 1.0
# What the made-up rooms weigh together where the line between hot and cold is drawn, beside the recordings:
# by those of one telephone alone, most cold water in two of the rooms is hot (BUILD_LOG.md, experiment 40).
ROOMS_SHARE = 0.25
# Likewise where the line between pours and other sounds is drawn: without it, 11 of 100 hot pours in those
# rooms are none (experiment 46; with the nets of 42 a quarter).
POURING_ROOMS_SHARE = 0.1
# Calibrated so that a pour and another sound weigh the same, the chance itself says where to draw the line.
# Thresholds fitted to "99 of 100 rejected" came out from 0.17 to 0.56 (BUILD_LOG.md, experiment 22).
POURING_THRESHOLD = 0.5
# So many of the hot pours of an unheard session lie within the interval given.
INTERVAL_SHARE = 0.9
RIGHT_WHEN_SURE = 0.98
MOST_UNSURE = 0.15
# A person pours cold water once or twice, not ten times.
MOST_REFERENCES = 2


# Log-mel [B,1,bands,frames] to logits [B,2]: a net, or an exported one.
Judge = Callable[[Tensor], Tensor]


@dataclass(frozen=True)
class Scale:
    """Platt's form (1999). The offset puts 0.5 where held-out sessions change sides, not training's."""

    scale: float = 1.0
    offset: float = 0.0

    def __call__(self, logit: Tensor) -> Tensor:
        return torch.sigmoid(self.scale * logit + self.offset)


@dataclass(frozen=True)
class Relative:
    """Beside a cold pour: `weight` of its hot logit is taken away before the scale. Kitchens differ by an
    offset that both pours share, but the reference has chance in it, too: 1 trusts it fully, 0 not at all."""

    weight: float = 0.0
    scale: Scale = Scale()

    def __call__(self, logit: Tensor, reference: Tensor) -> Tensor:
        return self.scale(logit - self.weight * reference)


@dataclass(frozen=True)
class Temperature:
    """A hot pour's °F as a line over its pooled hot logit, kept between the lowest and the highest heard, and
    half the width of the interval around it. Of cold pours the logit says nothing more than that."""

    slope: float = 0.0
    offset: float = 212.0
    lowest: float = 212.0
    highest: float = 212.0
    interval: float = 0.0

    def __call__(self, logit: Tensor) -> Tensor:
        return (self.slope * logit + self.offset).clamp(self.lowest, self.highest)


@dataclass(frozen=True)
class Calibration:
    hot: Scale = Scale()
    pouring: Scale = Scale()
    reference: Relative = Relative()
    temperature: Temperature = Temperature()


@dataclass(frozen=True)
class Thresholds:
    pouring: float
    confidence: float


@dataclass(frozen=True)
class Prediction:
    """One clip as judged by a model that did not train on it: logits [windows, 2].

    Room 0 is the recording itself; in the other rooms (`rooms.Elsewhere`) all clips sound as from one place.
    """

    clip: Clip
    logits: Tensor
    room: int = 0


@torch.no_grad()
def predict(
    net: Judge, clip: Clip, power: Tensor, fe: FrontEnd, spec: Windows, room: int = 0
) -> Prediction:
    log_mel = cut_windows(to_db(power, fe).float(), spec)[:, None]
    return Prediction(clip, net(log_mel).double(), room)


def predict_everywhere(
    net: Judge, recordings: list[Recording], fe: FrontEnd, spec: Windows
) -> list[Prediction]:
    """As recorded (room 0) and in the shared rooms."""
    return [
        predict(net, r.clip, power, fe, spec, room)
        for r in recordings
        for room, power in enumerate((r.power, *r.shared_rooms))
    ]


def pooled_hot_logit(logits: Tensor, scale: Scale) -> Tensor:
    """Windows count as far as they are pours: the second of room tone before one says nothing of heat."""
    weight = scale(logits[:, POURING])
    return (weight * logits[:, HOT]).sum() / weight.sum()


def references(clip: Clip, clips: list[Clip]) -> list[Clip]:
    """Cold pours that stand in for the one a person would make first: of the same session, and of the same
    cup where there is one; never the clip itself. As src/cli/evaluate/references.rs picks them."""
    cold = [
        c
        for c in clips
        if c.session == clip.session and c.label == "cold" and c.sha256 != clip.sha256
    ]
    same_cup = [c for c in cold if c.vessel == clip.vessel]
    return (same_cup or cold)[:MOST_REFERENCES]


def balanced(truth: Tensor, share: Tensor | None) -> Tensor:
    """Each class weighs a half: how many recordings there are of each is our doing, not the world's. Within
    its class a clip weighs as its `share`, or all alike."""
    share = torch.ones_like(truth) if share is None else share
    within = torch.where(truth > 0, share / share[truth > 0].sum(), share / share[truth <= 0].sum())
    return within / 2


def fit(
    logits: Tensor, present: Tensor, truth: Tensor, steepest: float, share: Tensor | None = None
) -> Scale:
    """The scale by which the mean probability of a clip's windows, [clips, windows] where `present`, has the
    least log-loss, `balanced` by class and `share`.

    On a grid, not by an optimiser: few numbers, and the same answer on every machine. The grid is of slopes
    and of logits where 0.5 falls, so that softening the slope moves no single logit across it.
    """
    weight, count = balanced(truth, share), present.sum(1)
    boundaries = torch.arange(-30, 31, dtype=torch.float64) / 10
    best, least = Scale(), float("inf")
    for step in range(-15, 9):
        slope = 10 ** (step / 10)
        each = torch.sigmoid(slope * (logits - boundaries[:, None, None])) * present
        hot = (each.sum(2) / count).clamp(1e-6, 1 - 1e-6)
        losses = -(weight * torch.where(truth > 0, hot, 1 - hot).log()).sum(1)
        at = int(losses.argmin())
        if losses[at].item() < least:
            best, least = Scale(slope, -slope * boundaries[at].item()), losses[at].item()
    softened = min(best.scale, steepest)
    return Scale(round(softened, 4), round(best.offset / best.scale * softened, 4))


def fit_one(logits: Tensor, truth: Tensor, share: Tensor | None = None) -> Scale:
    return fit(logits[:, None], torch.ones_like(logits)[:, None], truth, STEEPEST, share)


def fit_hot(pours: list[Prediction], pouring: Scale) -> Scale:
    """By the pours as recorded and, for `ROOMS_SHARE` of it, in the rooms where they were judged, too."""
    logits = torch.stack([pooled_hot_logit(p.logits, pouring) for p in pours])
    return fit_one(logits, truth([p.clip for p in pours]), shares(pours, ROOMS_SHARE))


def shares(predictions: list[Prediction], of_rooms: float) -> Tensor:
    """What each weighs if those in made-up rooms are to weigh this much together."""
    elsewhere = torch.tensor([p.room > 0 for p in predictions], dtype=torch.bool)
    in_rooms, recorded = elsewhere.sum().clamp(min=1), (~elsewhere).sum().clamp(min=1)
    return torch.where(elsewhere, of_rooms / in_rooms, (1 - of_rooms) / recorded).double()


def fit_pouring(predictions: list[Prediction], top_windows: int) -> Scale:
    """Pours in rooms count as in `fit_hot`; other sounds are judged as recorded alone."""
    pours, others = (
        [p for p in predictions if p.clip.pouring == poured] for poured in (True, False)
    )
    share = torch.cat([shares(pours, POURING_ROOMS_SHARE), shares(others, 0.0)])
    predictions = pours + others
    best = [p.logits[:, POURING].topk(min(top_windows, len(p.logits))).values for p in predictions]
    padded = torch.nn.utils.rnn.pad_sequence(best, batch_first=True)
    present = torch.nn.utils.rnn.pad_sequence([torch.ones_like(z) for z in best], batch_first=True)
    poured = torch.tensor([float(p.clip.pouring) for p in predictions], dtype=torch.float64)
    return fit(padded, present, poured, STEEPEST_POURING, share)


@dataclass(frozen=True)
class Pair:
    """Pooled hot logits of a pour and of its reference pours' mean, by one model in one room."""

    clip: Clip
    logit: Tensor
    reference: Tensor


def pairs(predictions: list[Prediction], pouring: Scale) -> list[Pair]:
    """Every pour whose session holds another, cold one. The predictions must be of one seed."""
    pooled = {(p.room, p.clip.sha256): pooled_hot_logit(p.logits, pouring) for p in predictions}
    clips = {p.clip.sha256: p.clip for p in predictions if p.clip.pouring}
    found = []
    for prediction in predictions:
        cold = references(prediction.clip, list(clips.values())) if prediction.clip.pouring else []
        logits = [
            pooled[prediction.room, c.sha256] for c in cold if (prediction.room, c.sha256) in pooled
        ]
        if logits:
            own = pooled[prediction.room, prediction.clip.sha256]
            found.append(Pair(prediction.clip, own, torch.stack(logits).mean()))
    return found


def fit_relative(found: list[Pair], weight: float) -> Relative:
    hot = truth([p.clip for p in found])
    logit, reference = (
        torch.stack([p.logit for p in found]),
        torch.stack([p.reference for p in found]),
    )
    return Relative(weight, fit_one(logit - weight * reference, hot))


def fit_temperature(clips: list[Clip], logits: Tensor) -> Temperature:
    """Least squares over the hot ones. The interval is of errors on sessions the line was not fitted to."""
    hot = torch.tensor([bool(c.hot) for c in clips])
    degrees = torch.tensor([float(c.temperature_f or 0) for c in clips], dtype=torch.float64)
    sessions = [c.session for c in clips]
    errors = []
    for session in sorted({s for s, h in zip(sessions, hot.tolist(), strict=True) if h}):
        own = torch.tensor([s == session for s in sessions])
        if line := fit_line(logits[hot & ~own], degrees[hot & ~own]):
            errors.append((line(logits[hot & own]) - degrees[hot & own]).abs())
    line = fit_line(logits[hot], degrees[hot])
    if line is None:
        return Temperature()
    # Where no other session has a line there is nothing to leave out.
    errors = errors or [(line(logits[hot]) - degrees[hot]).abs()]
    return replace(
        line, interval=float(math.ceil(torch.cat(errors).quantile(INTERVAL_SHARE).item()))
    )


def fit_line(logits: Tensor, degrees: Tensor) -> Temperature | None:
    # Of a single temperature there is no line: it would give that one for every pour.
    if len(degrees.unique()) < 2 or logits.std() == 0:
        return None
    around = logits - logits.mean()
    slope = (around * degrees).sum() / around.square().sum()
    offset = degrees.mean() - slope * logits.mean()
    return Temperature(
        round(slope.item(), 4), round(offset.item(), 4), degrees.min().item(), degrees.max().item()
    )


def truth(clips: list[Clip]) -> Tensor:
    return torch.tensor([float(c.hot) for c in clips], dtype=torch.float64)


def calibrate(
    by_seed: list[list[Prediction]], pooling: Pooling, reference_weight: float
) -> Calibration:
    """From held-out predictions, a list for each seed: all clips as recorded, and pours in other rooms."""
    everything = [p for one in by_seed for p in one]
    pouring = fit_pouring(everything, pooling.top_windows)
    hot = fit_hot([p for p in everything if p.clip.pouring], pouring)
    pours = [p for p in everything if p.clip.pouring and p.room == 0]
    pooled = torch.stack([pooled_hot_logit(p.logits, pouring) for p in pours])
    beside = [p for one in by_seed for p in pairs(one, pouring)]
    temperature = fit_temperature([p.clip for p in pours], pooled)
    return Calibration(hot, pouring, fit_relative(beside, reference_weight), temperature)


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


def judge(prediction: Prediction, calibration: Calibration, pooling: Pooling) -> Judged:
    z = prediction.logits
    return Judged(
        prediction.clip,
        pooling.probability_pouring(calibration.pouring(z[:, POURING])).item(),
        calibration.hot(pooled_hot_logit(z, calibration.pouring)).item(),
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
    return (
        threshold,
        f"confidence {threshold}: {share:.1%} of verdicts right, {unsure:.1%} of pours unsure",
    )


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


def log_loss(judged: list[Judged]) -> float:
    """Mean of -ln of the chance given to what it was; no chance counts as less than 1 in a million."""
    told = (j.hot if j.clip.hot else 1 - j.hot for j in judged)
    return sum(-math.log(max(p, 1e-6)) for p in told) / len(judged)


def calibration_error(judged: list[Judged], bins: int = 10) -> float:
    """Expected calibration error of the confidence, in equal-width bins from 0.5 to 1."""
    groups = defaultdict(list)
    for j in judged:
        groups[min(bins - 1, int((j.confidence - 0.5) * 2 * bins))].append(j)
    gaps = (abs(sum(j.right for j in g) - sum(j.confidence for j in g)) for g in groups.values())
    return sum(gaps) / len(judged)


def choose_thresholds(judged: list[Judged]) -> tuple[Thresholds, str]:
    kept, rejected = detection(judged, POURING_THRESHOLD)
    confidence, why = choose_confidence_threshold([j for j in judged if j.clip.pouring])
    return (
        Thresholds(POURING_THRESHOLD, confidence),
        f"pouring {POURING_THRESHOLD}: {kept:.1%} of pours kept and {rejected:.1%} of negatives rejected; "
        f"{why}",
    )


def family(vessel: str) -> str:
    return next((name for name, members in VESSEL_FAMILIES.items() if vessel in members), "none")


def table(judged: list[Judged]) -> list[str]:
    """One line for all pours, then by session, vessel and temperature."""
    pours = [j for j in judged if j.clip.pouring]
    ways = [
        *((f"session {s}", [j for j in pours if j.clip.session == s]) for s in SESSIONS),
        *(
            (f"vessel {v}", [j for j in pours if family(j.clip.vessel) == v])
            for v in VESSEL_FAMILIES
        ),
        *(
            (f"{t} F", [j for j in pours if j.clip.temperature_f == t])
            for t in sorted({j.clip.temperature_f for j in pours})
        ),
    ]
    right = sum(j.right for j in pours)
    lines = [f"all pours {right}/{len(pours)} = {right / len(pours):.1%}"]
    lines += [f"{name} {sum(j.right for j in group)}/{len(group)}" for name, group in ways if group]
    return lines
