"""Each session judged by a net that never heard it, calibrated by the others: whole, and the first 2 s.

As the held-out models are, but without exporting them: to compare ideas about where to draw the line and
about recordings of a single window (`python -m model.compare --each-session`).
"""

from __future__ import annotations

from dataclasses import dataclass

from torch import Tensor

from . import evaluate
from .batches import Recording
from .changes import BEFORE_ONSET_SECONDS, EXCERPT_SECONDS
from .data import LEAVE_ONE_SESSION_OUT, Fold, folds, onsets
from .evaluate import (
    POURING_THRESHOLD,
    Judged,
    Prediction,
    pooled_hot_logit,
    predict,
    predict_everywhere,
    ranking_area,
)
from .features import FrontEnd, front_end, windows
from .fit import Weights, fit
from .net import Net
from .settings import Settings
from .train import finish


@dataclass(frozen=True)
class Session:
    """What a net says of the pours and other sounds it never heard, pours in the shared rooms, too (for the
    calibration), and of the pours' first 2 s."""

    whole: list[Prediction]
    beginnings: list[Prediction]


def figures(
    recordings: list[Recording], settings: Settings, seed: int, start: Weights | None
) -> dict[str, float]:
    fe, spec = front_end(), windows()
    sessions = []
    for fold in folds():
        if fold.protocol == LEAVE_ONE_SESSION_OUT:
            known = [r for r in recordings if not fold.holds_out(r.clip)]
            net = finish(
                fit(known, settings, fe, spec.frames, seed, start), known, settings, fe, spec
            )
            sessions.append(judge(net, recordings, fold))
    return summary(sessions, settings)


def judge(net: Net, recordings: list[Recording], fold: Fold) -> Session:
    fe, spec = front_end(), windows()
    held_out = [r for r in recordings if fold.holds_out(r.clip)]
    return Session(
        predict_everywhere(net, held_out, fe, spec),
        [
            predict(net, r.clip, beginning(r.power, onsets()[r.clip.path], fe), fe, spec)
            for r in held_out
            if r.clip.pouring
        ],
    )


def beginning(power: Tensor, onset: float, fe: FrontEnd) -> Tensor:
    """The frames of the two seconds that the robustness figures are of."""
    first = round(max(0.0, onset - BEFORE_ONSET_SECONDS) * fe.sample_rate / fe.hop)
    return power[:, first : first + fe.frame_count(round(EXCERPT_SECONDS * fe.sample_rate))]


def summary(sessions: list[Session], settings: Settings) -> dict[str, float]:
    whole, beginnings = [], []
    for own in sessions:
        others = [p for s in sessions if s is not own for p in s.whole]
        calibration = evaluate.calibrate([others], settings.pooling, settings.reference_weight)
        for heard, said in ((own.whole, whole), (own.beginnings, beginnings)):
            said += [
                (
                    evaluate.judge(p, calibration, settings.pooling),
                    pooled_hot_logit(p.logits, calibration.pouring),
                )
                for p in heard
                if p.clip.pouring and p.room == 0
            ]
    return described(whole, "") | described(beginnings, " of the first 2 s")


def described(said: list[tuple[Judged, Tensor]], of: str) -> dict[str, float]:
    judged = [j for j, _ in said]
    return {
        f"right{of}": sum(j.right for j in judged),
        f"AUC{of}": ranking_area([z.item() for _, z in said], [j.clip.hot for j in judged]),
        f"log-loss{of}": evaluate.log_loss(judged),
        f"kept{of}": sum(j.pouring >= POURING_THRESHOLD for j in judged),
    }
