"""Calibrates the models of a run by clips that they were not trained on, and prints the metrics."""

from __future__ import annotations

from dataclasses import asdict, replace

from ..data.clips import LEAVE_ONE_SESSION_OUT, SESSIONS, TRAINED_ON_ALL, Fold
from ..evaluate.calibration import (
    MAX_POURING_SLOPE,
    POURING_ROOMS_SHARE,
    Calibration,
    calibrate,
    fit_cups,
)
from ..evaluate.metrics import (
    THRESHOLDS,
    ScoredClip,
    accuracy_lines,
    calibration_error,
    describe_thresholds,
    detection_rates,
    log_loss,
    roc_auc,
    score,
)
from ..evaluate.pooling import Pooling
from ..evaluate.predictions import Prediction
from . import export
from .jobs import TrainedModel
from .settings import Settings

# As in the report (src/cli/evaluate).
MIN_CONFIDENT = 0.9
# The protocol of the models that are trained on all recordings.
OTHER_KITCHENS = "other kitchens"
# Its last fold, which is not fitted to any night left out.
UNLISTED_NIGHTS = "unlisted nights"


def calibrate_and_report(
    trained: list[TrainedModel], settings: Settings, digest: str, kitchens_digest: str | None
) -> tuple[dict, dict[str, dict]]:
    """Fits the calibration to held-out predictions and prints the metrics.

    Returns the entries of the sidecar, and the lists of models by file name.
    """
    pooling = settings.pooling
    held_out = [t for t in trained if t.job.fold != TRAINED_ON_ALL]
    by_seed: dict[int, list[Prediction]] = {}
    for one in held_out:
        if one.job.fold.protocol == LEAVE_ONE_SESSION_OUT:
            by_seed.setdefault(one.job.seed, []).extend(one.predictions)
    scored: dict[str, list[ScoredClip]] = {}
    in_rooms: dict[int, list[ScoredClip]] = {}
    models: dict[Fold, list[dict]] = {}
    for one in held_out:
        # Never uses a clip that the fold is scored on. Other protocols use these predictions too,
        # since on its training clips every network is sure and right.
        others = [p for p in by_seed[one.job.seed] if not one.job.fold.holds_out(p.clip)]
        calibration = calibrate([others], pooling, one.kitchens)
        models.setdefault(one.job.fold, []).append(
            export.held_out_model(one.job.seed, one.job.file, one.sha256, calibration, THRESHOLDS)
        )
        scored.setdefault(one.job.fold.protocol, []).extend(
            score_recorded(one.predictions, calibration, pooling)
        )
        in_rooms.setdefault(one.job.seed, []).extend(
            score(p, calibration, pooling) for p in one.predictions if p.room > 0
        )
    everything = list(by_seed.values())
    on_all = [t for t in trained if t.job.fold == TRAINED_ON_ALL]
    calibrations = [calibrate(everything, pooling, one.kitchens) for one in on_all]
    shipped = next(c for c, t in zip(calibrations, on_all, strict=True) if t.job.ships)
    recorded = [s for p in everything for s in score_recorded(p, shipped, pooling)]
    for protocol, group in scored.items():
        print_metrics(protocol, group, THRESHOLDS.pouring)
    print_room_metrics(in_rooms, THRESHOLDS.pouring)
    entries = {
        "pooling": export.pooling_entry(pooling),
        "calibration": export.calibration_entry(shipped)
        | {
            "chosen_by": "pouring: lowest log-loss with equal class weights, on "
            f"leave-one-session-out predictions of {len(by_seed)} seeds, with a slope of at most "
            f"{MAX_POURING_SLOPE:g}; pours in {settings.rooms.shared_rooms} simulated rooms weigh "
            f"{POURING_ROOMS_SHARE:g}. Cups: "
            + ("the shipped model's logits in other kitchens" if kitchens_digest else "as before")
        },
        "thresholds": asdict(THRESHOLDS)
        | {
            "chosen_by": "confidence: other kitchens. In leave-one-session-out predictions, "
            + describe_thresholds(recorded)
        },
    }
    protocols: dict[str, list[dict]] = {}
    for fold, entries_of_fold in models.items():
        protocols.setdefault(fold.protocol, []).append(export.held_out_entry(fold, entries_of_fold))
    folds = kitchen_folds(on_all, calibrations)
    return entries, {
        "held-out.json": export.held_out_list(digest, protocols),
        "other-kitchens.json": export.kitchens_list(kitchens_digest or "", OTHER_KITCHENS, folds),
    }


def kitchen_folds(on_all: list[TrainedModel], calibrations: list[Calibration]) -> list[dict]:
    """Returns a fold for each night, whose models are calibrated by the pours of other nights.

    The last fold is for nights without recordings here. Its models are calibrated by all nights,
    or as before if there are none.
    """
    nights = sorted({p.clip.session for p in on_all[0].kitchens})
    folds = []
    for night in [*nights, None]:
        entries = []
        for one, calibration in zip(on_all, calibrations, strict=True):
            others = [p for p in one.kitchens if p.clip.session != night]
            cups = fit_cups(others, calibration.pouring) if others else calibration.cups
            nested = replace(calibration, cups=cups)
            file = f"../{one.job.file}" if one.job.ships else one.job.file
            entries.append(
                export.held_out_model(one.job.seed, file, one.sha256, nested, THRESHOLDS)
            )
        name, sessions = (UNLISTED_NIGHTS, ()) if night is None else (night, (night,))
        fold = Fold(OTHER_KITCHENS, name, sessions, (), None, "")
        folds.append(export.held_out_entry(fold, entries))
    return folds


def score_recorded(
    predictions: list[Prediction], calibration: Calibration, pooling: Pooling
) -> list[ScoredClip]:
    """Scores the clips as recorded, without those in rooms."""
    return [score(p, calibration, pooling) for p in predictions if p.room == 0]


def print_metrics(title: str, scored: list[ScoredClip], threshold: float) -> None:
    accepted, rejected = detection_rates(scored, threshold)
    pours = [s for s in scored if s.clip.pouring]
    print(f"{title}: {'; '.join(accuracy_lines(scored))}")
    if len(pours) < len(scored):
        print(f"{title}: pours kept {accepted:.1%}, negatives rejected {rejected:.1%}")
    if any(s.clip.hot for s in pours) and not all(s.clip.hot for s in pours):
        error = calibration_error(pours)
        print(f"{title}: ROC AUC {hot_auc(pours):.3f}, calibration error {error:.3f}")


def print_room_metrics(by_seed: dict[int, list[ScoredClip]], threshold: float) -> None:
    """Prints metrics in the simulated rooms, which calibration uses too.

    Therefore the ranking (ROC AUC) is the most independent of them.
    """
    where = "in simulated rooms"
    all_scored = [s for pours in by_seed.values() for s in pours]
    if not all_scored:
        return
    right = sum(s.right for s in all_scored) / len(all_scored)
    print(f"{where}: {right:.1%} right, log-loss {log_loss(all_scored):.3f}")
    confident = [
        s.right for s in all_scored if s.confidence >= MIN_CONFIDENT and s.pouring >= threshold
    ]
    print(
        f"{where}: of {len(confident)} verdicts with {MIN_CONFIDENT:.0%} confidence or more "
        f"{sum(confident)} right"
    )
    for name, sessions in (("all pours", SESSIONS), *((f"session {x}", (x,)) for x in SESSIONS)):
        groups = [[s for s in pours if s.clip.session in sessions] for pours in by_seed.values()]
        if all({s.clip.hot for s in group} == {True, False} for group in groups):
            areas = ", ".join(f"{hot_auc(group):.3f}" for group in groups)
            print(f"{where}, {name}: ROC AUC by seed {areas}")
    for label, hot in (("hot", True), ("cold", False)):
        if pours := [s for s in all_scored if s.clip.hot == hot]:
            accepted, _ = detection_rates(pours, threshold)
            print(f"{where}: {accepted:.1%} of {len(pours)} {label} pours kept")


def hot_auc(pours: list[ScoredClip]) -> float:
    return roc_auc([s.hot for s in pours], [s.clip.hot for s in pours])
