"""Trains without some sessions, with changed settings, and measures those sessions.

    python -m model.evaluate.ablate --hold-out CDE --hold-out AC rooms.share=0
    python -m model.evaluate.ablate --each-session --seeds 3 training.center_hot_logit=false

Holding out two or more sessions is harder than one and still separates ideas that
leave-one-session-out no longer does. `--changed` also measures the held-out pours as corrupted by
`python -m model.data.corruptions`. A and B are never held out together: that is the seed protocol.
`--each-session` holds out each session in turn and calibrates by the others. It suits questions
about calibration and about short recordings.
"""

from __future__ import annotations

import argparse
import sys
import time
from dataclasses import replace

import torch
import yaml
from torch import Tensor

from ..data import corruptions
from ..data.clips import (
    SESSIONS,
    V1,
    V2,
    Fold,
    data_dir,
    read_clips,
)
from ..data.features import ClipFeatures, front_end, windows
from ..train.dataset import cache_features, pretrained_weights, read_features
from ..train.finalize import finalize
from ..train.net import Net
from ..train.settings import Settings, read_settings
from ..train.trainer import Weights, fit
from . import leave_one_session_out
from .calibration import PlattScaling, reference_pairs
from .metrics import roc_auc
from .pooling import pooled_hot_logit
from .predictions import Prediction, hot_labels, predict_in_rooms

DEFAULT_HELD_OUT = ("CDE", "AC")
REFERENCE_WEIGHTS = (0.0, 0.5, 1.0)


def override_settings(settings: Settings, overrides: list[str]) -> Settings:
    """Replaces values of config.yaml by `part.name=value`; an unknown name raises TypeError."""
    for override in overrides:
        path, _, text = override.partition("=")
        part, _, name = path.partition(".")
        value = yaml.safe_load(text)
        value = tuple(value) if isinstance(value, list) else value
        if name:
            changed = replace(getattr(settings, part), **{name: value})
            settings = replace(settings, **{part: changed})
        else:
            settings = replace(settings, **{part: value})
    return settings


def held_out_fold(sessions: str) -> Fold:
    if set(V1) <= set(sessions) and not set(V2) & set(sessions):
        raise ValueError("without A and B is the seed protocol, which nothing may be chosen by")
    if unknown := set(sessions) - set(SESSIONS):
        raise ValueError(
            f"no session {', '.join(sorted(unknown))}; there are {', '.join(SESSIONS)}"
        )
    return Fold("ablation", sessions, tuple(sessions), (), 1, "")


def train_without(
    features: list[ClipFeatures], fold: Fold, settings: Settings, seed: int, start: Weights | None
) -> Net:
    """Trains a network, as it would be shipped, without the clips that the fold holds out."""
    fe, spec = front_end(), windows()
    training = [f for f in features if not fold.holds_out(f.clip)]
    net = fit(training, settings, fe, spec.frames, seed, start)
    return finalize(net, training, settings, fe, spec)


def logit_auc(logits: Tensor, hot: Tensor) -> float:
    return roc_auc(logits.tolist(), [h > 0 for h in hot.tolist()])


def logit_metrics(predictions: list[Prediction], suffix: str) -> dict[str, float]:
    """Measures raw logits: their ranking, and the boundary at 0 that training gave them."""
    pooled = torch.stack([pooled_hot_logit(p.logits, PlattScaling()) for p in predictions])
    hot = hot_labels([p.clip for p in predictions])
    loss = torch.nn.functional.binary_cross_entropy_with_logits(pooled, hot)
    return {
        f"AUC{suffix}": logit_auc(pooled, hot),
        f"log-loss{suffix}": loss.item(),
        f"right{suffix}": ((pooled >= 0) == (hot > 0)).double().mean().item(),
    }


def ablation_metrics(predictions: list[Prediction]) -> dict[str, float]:
    in_rooms = [p for p in predictions if p.room > 0]
    metrics = logit_metrics([p for p in predictions if p.room == 0], "")
    if in_rooms:
        metrics |= logit_metrics(in_rooms, " in simulated rooms")
    pairs = reference_pairs(in_rooms, PlattScaling())
    for weight in REFERENCE_WEIGHTS if pairs else ():
        relative = torch.stack([p.logit - weight * p.reference for p in pairs])
        hot = hot_labels([p.clip for p in pairs])
        metrics[f"AUC with a reference of weight {weight}"] = logit_auc(relative, hot)
    return metrics


def print_metrics(title: str, seed: int, metrics: dict[str, float], started: float) -> None:
    line = ", ".join(f"{name} {value:.3f}" for name, value in metrics.items())
    print(f"{title}, seed {seed}: {line} ({time.monotonic() - started:.0f} s)", flush=True)


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m model.evaluate.ablate", description=__doc__.splitlines()[0]
    )
    parser.add_argument(
        "--hold-out", action="append", help="sessions, as in CDE (default: CDE, then AC)"
    )
    parser.add_argument(
        "--each-session", action="store_true", help="leave out each in turn, instead"
    )
    parser.add_argument(
        "--changed", action="store_true", help="also measure the output of model.data.corruptions"
    )
    parser.add_argument("--seeds", type=int, default=2, help="how many of config.yaml's seeds")
    parser.add_argument("overrides", nargs="*", metavar="part.name=value")
    options = parser.parse_args()
    if options.changed and options.each_session and not options.hold_out:
        parser.error("--changed needs --hold-out if --each-session is given")
    return options


def main() -> int:
    options = parse_arguments()
    torch.set_num_threads(1)
    fe, spec = front_end(), windows()
    try:
        settings = override_settings(read_settings(), options.overrides)
        default = () if options.each_session else DEFAULT_HELD_OUT
        chosen = [held_out_fold(sessions) for sessions in options.hold_out or default]
        folder = data_dir()
        clips = read_clips(folder)
        cache_features(clips, folder, settings, fe)
        features = read_features(clips, folder, settings.rooms, settings.seeds[0], fe)
        pours = [c for c in clips if c.pouring]
        copies = corruptions.read_powers(pours, corruptions.OUTPUT, fe) if options.changed else {}
    except (FileNotFoundError, RuntimeError, TypeError, AttributeError, ValueError) as problem:
        print(f"Cannot run: {problem}", file=sys.stderr)
        return 1
    for seed in settings.seeds[: options.seeds]:
        start = pretrained_weights(folder, settings, seed)
        for fold in chosen:
            started = time.monotonic()
            net = train_without(features, fold, settings, seed, start)
            held_out = [f for f in features if f.clip.pouring and fold.holds_out(f.clip)]
            metrics = ablation_metrics(predict_in_rooms(net, held_out, fe, spec))
            for name, powers in copies.items():
                corrupted = [ClipFeatures(f.clip, powers[f.clip]) for f in held_out]
                metrics |= logit_metrics(predict_in_rooms(net, corrupted, fe, spec), f" [{name}]")
            print_metrics(f"without {fold.held_out}", seed, metrics, started)
        if options.each_session:
            started = time.monotonic()
            metrics = leave_one_session_out.session_metrics(features, settings, seed, start)
            print_metrics("each session", seed, metrics, started)
    return 0


if __name__ == "__main__":
    sys.exit(main())
