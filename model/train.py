"""Train the shipped model and one model per fold: `python -m model.train` from the repository's root."""

from __future__ import annotations

import argparse
import datetime
import multiprocessing
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from . import evaluate, export
from .augment import Augmenter
from .batches import Batches, Recording
from .data import (
    LEAVE_ONE_SESSION_OUT,
    ROOT,
    SHIPPED,
    Clip,
    Fold,
    data_digest,
    data_dir,
    folds,
    read_clips,
    read_pcm,
)
from .features import SIDECAR, FrontEnd, front_end, mel_power, windows
from .net import HOT, POURING, Net, macs, parameters
from .settings import Settings, read_settings


def loss(logits: Tensor, target: Tensor, hot_weight: Tensor, pouring_loss: float) -> Tensor:
    each = F.binary_cross_entropy_with_logits(logits, target, reduction="none")
    hot = (each[:, HOT] * hot_weight).sum() / hot_weight.sum()
    return hot + pouring_loss * each[:, POURING].mean()


def fit(
    recordings: list[Recording],
    settings: Settings,
    fe: FrontEnd,
    frames: int,
    seed: int,
    say: Callable[[str], None] = lambda line: None,
) -> Net:
    torch.manual_seed(seed)
    generator = torch.Generator().manual_seed(seed)
    plan = settings.training
    batches = Batches(recordings, plan, Augmenter(settings.augment, fe, generator), frames)
    net = Net(settings.net, fe.mel_bands).to(memory_format=torch.channels_last)
    optimiser = torch.optim.AdamW(net.parameters(), lr=plan.learning_rate, weight_decay=plan.weight_decay)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimiser, plan.learning_rate, plan.steps, pct_start=plan.warm_up
    )
    average = AveragedModel(net, multi_avg_fn=get_ema_multi_avg_fn(plan.ema_decay))
    net.train()
    for step in range(1, plan.steps + 1):
        log_mel, target, hot_weight = batches.draw()
        value = loss(net(log_mel), target, hot_weight, plan.pouring_loss)
        optimiser.zero_grad(set_to_none=True)
        value.backward()
        optimiser.step()
        schedule.step()
        average.update_parameters(net)
        if step % 500 == 0:
            say(f"step {step}/{plan.steps}, loss {value.item():.3f}")
    settle(average.module, batches, plan.settle_batches)
    return average.module.eval()


@torch.no_grad()
def settle(net: Net, batches: Batches, count: int) -> None:
    """Batch-norm statistics of the averaged weights themselves. Those gathered on the way belong to other
    weights: with them, two held-out sessions were called hot from the first clip to the last."""
    norms = [m for m in net.modules() if isinstance(m, torch.nn.BatchNorm2d)]
    for norm in norms:
        norm.reset_running_stats()
        norm.momentum = None
    net.train()
    for _ in range(count):
        net(batches.draw()[0])


@dataclass(frozen=True)
class Trained:
    fold: Fold
    file: Path
    sha256: str
    seconds: float
    predictions: list[evaluate.Prediction]


def read_recordings(clips: list[Clip], folder: Path, fe: FrontEnd) -> list[Recording]:
    return [Recording(c, mel_power(read_pcm(c, folder, fe.sample_rate), fe).float()) for c in clips]


def single_threaded() -> None:
    """One thread a worker: the sum of a reduction then has one order, and the same seed the same file."""
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)


def train_fold(fold: Fold, settings: Settings, output: Path, recordings: list[Recording]) -> Trained:
    """Fit one model without what its fold holds out, export it, and let it judge just that."""
    start = time.monotonic()
    fe, spec = front_end(), windows()
    kept, held_out = fold.split([r.clip for r in recordings])
    known = {c.sha256 for c in kept}
    name = f"{fold.protocol}, held out {fold.held_out}"
    print(f"{name}: {len(kept)} clips to train on, {len(held_out)} to judge", flush=True)
    training = [r for r in recordings if r.clip.sha256 in known]
    net = fit(
        training, settings, fe, spec.frames, settings.seed, lambda line: print(f"{name}: {line}", flush=True)
    )
    digest = export.write_onnx(net, output / fold.file, fe.mel_bands, spec.frames)
    if fold == SHIPPED:
        export.write_golden(net, output, fe.mel_bands, spec.frames)
    predictions = [
        evaluate.predict(net, r.clip, r.power, fe, spec) for r in recordings if r.clip.sha256 not in known
    ]
    seconds = time.monotonic() - start
    print(f"{name}: done in {seconds:.0f} s, {(output / fold.file).stat().st_size} bytes", flush=True)
    return Trained(fold, output / fold.file, digest, seconds, predictions)


_worker_recordings: list[Recording] = []


def start_worker(folder: Path) -> None:
    single_threaded()
    _worker_recordings.extend(read_recordings(read_clips(folder), folder, front_end()))


def train_in_worker(fold: Fold, settings: Settings, output: Path) -> Trained:
    return train_fold(fold, settings, output, _worker_recordings)


def train_all(chosen: list[Fold], settings: Settings, folder: Path, output: Path) -> list[Trained]:
    with ProcessPoolExecutor(
        settings.workers,
        mp_context=multiprocessing.get_context("spawn"),
        initializer=start_worker,
        initargs=(folder,),
    ) as pool:
        return list(pool.map(train_in_worker, chosen, [settings] * len(chosen), [output] * len(chosen)))


def say_figures(title: str, judged: list[evaluate.Judged], threshold: float) -> None:
    kept, rejected = evaluate.detection(judged, threshold)
    pours = [j for j in judged if j.clip.pouring]
    print(f"{title}: {'; '.join(evaluate.table(judged))}")
    if len(pours) < len(judged):
        print(f"{title}: pours kept {kept:.1%}, negatives rejected {rejected:.1%}")
    if any(j.clip.hot for j in pours) and not all(j.clip.hot for j in pours):
        area = evaluate.ranking_area([j.hot for j in pours], [j.clip.hot for j in pours])
        print(f"{title}: ROC AUC {area:.3f}, calibration error {evaluate.calibration_error(pours):.3f}")


def settle_claims(trained: list[Trained], settings: Settings, digest: str) -> tuple[dict, dict]:
    """Calibration, thresholds and the held-out list, from predictions by models that never heard the clip."""
    top = settings.top_windows
    by_session = [t for t in trained if t.fold.protocol == LEAVE_ONE_SESSION_OUT]
    pool = [p for t in by_session for p in t.predictions]
    shipped = evaluate.calibrate(pool, top)
    protocols: dict[str, list[dict]] = {}
    judged: dict[str, list[evaluate.Judged]] = {}
    for one in trained:
        if one.fold == SHIPPED:
            continue
        # Never from a clip this fold is judged on. For the other protocols, too, the logits come from the
        # leave-one-session-out models: on a fold's own training clips every net is sure and right.
        own = evaluate.calibrate([p for p in pool if not one.fold.holds_out(p.clip)], top)
        judged.setdefault(one.fold.protocol, []).extend(evaluate.judge(p, own, top) for p in one.predictions)
        protocols.setdefault(one.fold.protocol, []).append(export.held_out_entry(one.fold, one.sha256, own))
    sessions = judged[LEAVE_ONE_SESSION_OUT]
    pouring, pouring_why = evaluate.choose_pouring_threshold(sessions)
    confidence, confidence_why = evaluate.choose_confidence_threshold([j for j in sessions if j.clip.pouring])
    error = evaluate.calibration_error([j for j in sessions if j.clip.pouring])
    for name, group in judged.items():
        say_figures(name, group, pouring)
    claims = {
        "pooling": {"pouring_top_windows": top},
        "calibration": export.calibration_entry(shipped)
        | {
            "chosen_by": f"least log-loss, classes weighing the same, of {len(pool)} leave-one-session-out "
            f"predictions, softened to a scale of at most {evaluate.STEEPEST:g}; expected calibration error "
            f"{error:.3f} when each fold's is fitted without it"
        },
        "thresholds": {
            "pouring": pouring,
            "confidence": confidence,
            "chosen_by": f"leave-one-session-out predictions: {pouring_why}; {confidence_why}",
        },
    }
    return claims, export.held_out_list(digest, protocols)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m model.train", description=__doc__)
    parser.add_argument(
        "--only", choices=["shipped"], help="the shipped model alone; claims stay as they are"
    )
    parser.add_argument(
        "--smoke", action="store_true", help="a few steps of everything, into target/model-smoke"
    )
    parser.add_argument("--output", type=Path, help="where to put the files instead of model/")
    return parser.parse_args()


def main() -> int:
    options, settings = arguments(), read_settings()
    output = options.output or SIDECAR.parent
    if options.smoke:
        settings = replace(settings, training=replace(settings.training, steps=20, settle_batches=4))
        output = options.output or ROOT / "target/model-smoke"
    try:
        folder = data_dir()
        print(
            f"Reading the recordings in {folder.name}/: decoding what target/pcm does not hold yet",
            flush=True,
        )
        clips = read_clips(folder)
        for clip in clips:
            read_pcm(clip, folder, front_end().sample_rate)
    except (FileNotFoundError, RuntimeError) as problem:
        print(f"Cannot train: {problem}", file=sys.stderr)
        return 1
    start = time.monotonic()
    staging = ROOT / ("target/model-smoke-staging" if options.smoke else "target/model-staging")
    staging.mkdir(parents=True, exist_ok=True)
    chosen = [SHIPPED] if options.only else [SHIPPED, *folds()]
    print(
        f"Training {len(chosen)} models, {settings.training.steps} steps each, {settings.workers} at a time",
        flush=True,
    )
    trained = train_all(chosen, settings, folder, staging)
    digest = data_digest(folder)
    claims, held_out = ({}, None) if options.only else settle_claims(trained, settings, digest)
    install_run(staging, output, trained, claims, held_out, training_entry(clips, settings, digest), settings)
    print(f"Wrote {output}: {time.monotonic() - start:.0f} s of training", flush=True)
    return 0


def install_run(
    staging: Path,
    output: Path,
    trained: list[Trained],
    claims: dict,
    held_out: dict | None,
    training: dict,
    settings: Settings,
) -> None:
    fe, spec = front_end(), windows()
    net = Net(settings.net, fe.mel_bands).eval()
    size = {"parameters": parameters(net), "macs_per_window": macs(net, fe.mel_bands, spec.frames)}
    shipped = next(t for t in trained if t.fold == SHIPPED)
    export.install(staging, output, shipped.sha256, claims, held_out, training, size)


def training_entry(clips: list[Clip], settings: Settings, digest: str) -> dict:
    pours = sum(c.pouring for c in clips)
    return {
        "data_digest": digest,
        "pours": pours,
        "negatives": len(clips) - pours,
        "seed": settings.seed,
        "date": datetime.date.today().isoformat(),
        "command": "./build.sh train",
    }


if __name__ == "__main__":
    sys.exit(main())
