"""Try an idea: train without some sessions, with settings changed, and see how well those are ranked.

    python -m model.compare --hold-out CDE --hold-out AC rooms.share=0 training.mixup_alpha=0
    python -m model.compare --each-session --seeds 3 training.centred=false

Two sessions or more are harder to do without than one, and tell ideas apart that leave-one-session-out cannot
any more. With `--changed` the held-out pours are also judged as `python -m model.changes` has left them
(codecs, noise, suppression, their first 2 s). A and B are never held out by themselves: that is the seed
protocol. Each session in turn, with the calibration that its judge would get, is for ideas about where to
draw the line and about short recordings.
"""

from __future__ import annotations

import argparse
import sys
import time
from dataclasses import replace

import torch
import yaml
from torch import Tensor

from . import changes, data, each_session, evaluate, synthesised
from .batches import Recording
from .data import LEAVE_ONE_SESSION_OUT, SESSIONS, V1, V2, Fold, data_dir, read_clips
from .evaluate import Prediction, Scale, pairs, pooled_hot_logit, predict_everywhere, ranking_area
from .features import front_end, windows
from .fit import Weights, fit
from .net import Net
from .settings import Settings, read_settings
from .train import finish, prepare, pretrained, read_recordings

HELD_OUT = ("CDE", "AC")
REFERENCE_WEIGHTS = (0.0, 0.5, 1.0)


def changed(settings: Settings, wanted: list[str]) -> Settings:
    """`part.name=value` replaces one value of config.yaml; an unknown name is an error."""
    for change in wanted:
        path, _, text = change.partition("=")
        part, _, name = path.partition(".")
        value = yaml.safe_load(text)
        value = tuple(value) if isinstance(value, list) else value
        if name:
            settings = replace(
                settings, **{part: replace(getattr(settings, part), **{name: value})}
            )
        else:
            settings = replace(settings, **{part: value})
    return settings


def without(sessions: str) -> Fold:
    if set(V1) <= set(sessions) and not set(V2) & set(sessions):
        raise ValueError("without A and B is the seed protocol, which nothing may be chosen by")
    if unknown := set(sessions) - set(SESSIONS):
        raise ValueError(
            f"no session {', '.join(sorted(unknown))}; there are {', '.join(SESSIONS)}"
        )
    return Fold("comparison", sessions, tuple(sessions), (), 1, "")


def learn(
    recordings: list[Recording], fold: Fold, settings: Settings, seed: int, start: Weights | None
) -> Net:
    """A net as it is shipped that never heard what the fold holds out."""
    fe, spec = front_end(), windows()
    known = [r for r in recordings if not fold.holds_out(r.clip)]
    return finish(fit(known, settings, fe, spec.frames, seed, start), known, settings, fe, spec)


def area(logits: Tensor, hot: Tensor) -> float:
    return ranking_area(logits.tolist(), [h > 0 for h in hot.tolist()])


def described(predictions: list[Prediction], where: str) -> dict[str, float]:
    """By raw logits: whether they rank, and whether the line that training drew is right."""
    pooled = torch.stack([pooled_hot_logit(p.logits, Scale()) for p in predictions])
    hot = evaluate.truth([p.clip for p in predictions])
    loss = torch.nn.functional.binary_cross_entropy_with_logits(pooled, hot)
    return {
        f"AUC{where}": area(pooled, hot),
        f"log-loss{where}": loss.item(),
        f"right{where}": ((pooled >= 0) == (hot > 0)).double().mean().item(),
    }


def figures(predictions: list[Prediction]) -> dict[str, float]:
    plain = Scale()
    elsewhere = [p for p in predictions if p.room > 0]
    found = described([p for p in predictions if p.room == 0], "")
    if elsewhere:
        found |= described(elsewhere, " in other rooms")
    beside = pairs(elsewhere, plain)
    for weight in REFERENCE_WEIGHTS if beside else ():
        relative = torch.stack([p.logit - weight * p.reference for p in beside])
        found[f"beside a reference weighing {weight}"] = area(
            relative, evaluate.truth([p.clip for p in beside])
        )
    return found


def say(title: str, seed: int, found: dict[str, float], began: float) -> None:
    line = ", ".join(f"{name} {value:.3f}" for name, value in found.items())
    print(f"{title}, seed {seed}: {line} ({time.monotonic() - began:.0f} s)", flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m model.compare", description=__doc__.splitlines()[0]
    )
    parser.add_argument(
        "--hold-out", action="append", help="sessions, as in CDE (default: CDE, then AC)"
    )
    parser.add_argument(
        "--each-session", action="store_true", help="leave out each in turn, instead"
    )
    parser.add_argument(
        "--changed", action="store_true", help="judge what model.changes wrote, too"
    )
    parser.add_argument("--seeds", type=int, default=2, help="how many of config.yaml's seeds")
    parser.add_argument("changes", nargs="*", metavar="part.name=value")
    options = parser.parse_args()
    if options.changed and options.each_session and not options.hold_out:
        parser.error(
            "--changed judges what --hold-out leaves out, and --each-session alone leaves out nothing"
        )
    torch.set_num_threads(1)
    fe, spec = front_end(), windows()
    try:
        settings = changed(read_settings(), options.changes)
        usual = () if options.each_session else HELD_OUT
        folds = [without(sessions) for sessions in options.hold_out or usual]
        each = [f for f in data.folds() if f.protocol == LEAVE_ONE_SESSION_OUT]
        judged = [*folds, *(each if options.each_session else [])]
        synthesised.check_statistics(settings.pretraining, judged)
        folder = data_dir()
        clips = read_clips(folder)
        prepare(clips, folder, settings, fe)
        recordings = read_recordings(clips, folder, settings.rooms, settings.seeds[0], fe)
        pours = [c for c in clips if c.pouring]
        copies = changes.read_powers(pours, changes.OUTPUT, fe) if options.changed else {}
    except (FileNotFoundError, RuntimeError, TypeError, AttributeError, ValueError) as problem:
        print(f"Cannot compare: {problem}", file=sys.stderr)
        return 1
    for seed in settings.seeds[: options.seeds]:
        start = pretrained(folder, settings, seed)
        for fold in folds:
            began = time.monotonic()
            net = learn(recordings, fold, settings, seed, start)
            held_out = [r for r in recordings if r.clip.pouring and fold.holds_out(r.clip)]
            found = figures(predict_everywhere(net, held_out, fe, spec))
            for name, powers in copies.items():
                changed_pours = [Recording(r.clip, powers[r.clip]) for r in held_out]
                found |= described(predict_everywhere(net, changed_pours, fe, spec), f" [{name}]")
            say(f"without {fold.held_out}", seed, found, began)
        if options.each_session:
            began = time.monotonic()
            say(
                "each session", seed, each_session.figures(recordings, settings, seed, start), began
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
