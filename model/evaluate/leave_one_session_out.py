"""Trains without each session in turn and scores that session: whole pours and their first 2 s.

Calibration is fitted to the other sessions, as for the held-out models, but nothing is exported.
`python -m model.evaluate.ablate --each-session` prints the metrics.
"""

from __future__ import annotations

from dataclasses import dataclass

from torch import Tensor

from ..data.clips import LEAVE_ONE_SESSION_OUT, Fold, folds, read_onsets
from ..data.corruptions import BEFORE_ONSET_SECONDS, EXCERPT_SECONDS
from ..data.features import ClipFeatures, FrontEnd, front_end, windows
from ..train.finalize import finalize
from ..train.net import Net
from ..train.settings import Settings
from ..train.trainer import Weights, fit
from .calibration import calibrate
from .metrics import THRESHOLDS, ScoredClip, log_loss, roc_auc, score
from .pooling import pooled_hot_logit
from .predictions import Prediction, predict, predict_in_rooms


@dataclass(frozen=True)
class SessionPredictions:
    """Predictions for a session's held-out clips, in rooms too, and for its pours' first 2 s."""

    whole: list[Prediction]
    beginnings: list[Prediction]


def session_metrics(
    features: list[ClipFeatures], settings: Settings, seed: int, start: Weights | None
) -> dict[str, float]:
    fe, spec = front_end(), windows()
    sessions = []
    for fold in folds():
        if fold.protocol == LEAVE_ONE_SESSION_OUT:
            training = [f for f in features if not fold.holds_out(f.clip)]
            net = fit(training, settings, fe, spec.frames, seed, start)
            net = finalize(net, training, settings, fe, spec)
            sessions.append(predict_session(net, features, fold))
    return summarise(sessions, settings)


def predict_session(net: Net, features: list[ClipFeatures], fold: Fold) -> SessionPredictions:
    fe, spec = front_end(), windows()
    held_out = [f for f in features if fold.holds_out(f.clip)]
    return SessionPredictions(
        predict_in_rooms(net, held_out, fe, spec),
        [
            predict(net, f.clip, cut_beginning(f.power, read_onsets()[f.clip.path], fe), fe, spec)
            for f in held_out
            if f.clip.pouring
        ],
    )


def cut_beginning(power: Tensor, onset: float, fe: FrontEnd) -> Tensor:
    """Cuts the frames of the two seconds that the robustness figures use."""
    first = round(max(0.0, onset - BEFORE_ONSET_SECONDS) * fe.sample_rate / fe.hop)
    return power[:, first : first + fe.frame_count(round(EXCERPT_SECONDS * fe.sample_rate))]


def summarise(sessions: list[SessionPredictions], settings: Settings) -> dict[str, float]:
    whole, beginnings = [], []
    for held_out in sessions:
        others = [p for s in sessions if s is not held_out for p in s.whole]
        # Hot gets the shipped statistics of cups, so only ROC AUC compares networks fairly.
        calibration = calibrate([others], settings.pooling, [])
        for predictions, scored in ((held_out.whole, whole), (held_out.beginnings, beginnings)):
            scored += [
                (
                    score(p, calibration, settings.pooling),
                    pooled_hot_logit(p.logits, calibration.pouring),
                )
                for p in predictions
                if p.clip.pouring and p.room == 0
            ]
    return describe(whole, "") | describe(beginnings, " of the first 2 s")


def describe(scored: list[tuple[ScoredClip, Tensor]], suffix: str) -> dict[str, float]:
    clips = [s for s, _ in scored]
    return {
        f"right{suffix}": sum(s.right for s in clips),
        f"AUC{suffix}": roc_auc([z.item() for _, z in scored], [s.clip.hot for s in clips]),
        f"log-loss{suffix}": log_loss(clips),
        f"kept{suffix}": sum(s.pouring >= THRESHOLDS.pouring for s in clips),
    }
