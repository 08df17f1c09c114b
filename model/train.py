"""Train the shipped model and one model per fold: `python -m model.train` from the repository's root."""

from __future__ import annotations

import argparse
import datetime
import multiprocessing
import pickle
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from . import evaluate, export, rooms
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
from .features import SIDECAR, FrontEnd, Windows, front_end, mel_power, windows
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
    augmenter = Augmenter(settings.augment, fe, generator)
    batches = Batches(recordings, plan, settings.rooms.share, augmenter, frames)
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


def finish(
    net: Net,
    training: list[Recording],
    settings: Settings,
    fe: FrontEnd,
    spec: Windows,
    say: Callable[[str], None] = lambda line: None,
) -> Net:
    """The net as it is shipped. All figures are of this one."""
    net = export.shippable(net)
    if settings.training.centred:
        by = centre(net, [r for r in training if r.clip.pouring], fe, spec)
        say(f"hot logits moved by {by:.3f}")
    return net


@torch.no_grad()
def centre(net: Net, pours: list[Recording], fe: FrontEnd, spec: Windows) -> float:
    """Move the hot logit so that the mean hot and the mean cold pour of training lie evenly about 0.

    Where a net draws its line is in part its own chance. Its calibration comes from other nets and cannot
    know of that, but the pours it was trained on do. Returns by how much it was moved.
    """
    plain = evaluate.Scale()
    pooled = torch.stack(
        [
            evaluate.pooled_hot_logit(evaluate.predict(net, r.clip, r.power, fe, spec).logits, plain)
            for r in pours
        ]
    )
    hot = evaluate.truth([r.clip for r in pours]) > 0
    by = -(pooled[hot].mean() + pooled[~hot].mean()) / 2
    net.head.bias[HOT] += by
    return by.item()


@dataclass(frozen=True)
class Job:
    """One model to train: `number` is its seed's place in config.yaml's list, from 1."""

    fold: Fold
    seed: int
    number: int

    @property
    def file(self) -> str:
        if self.fold == SHIPPED:
            return self.fold.file
        return f"{Path(self.fold.file).stem}-{self.number}.onnx"


@dataclass(frozen=True)
class Trained:
    job: Job
    sha256: str
    seconds: float
    predictions: list[evaluate.Prediction]


def jobs(settings: Settings, chosen: list[Fold]) -> list[Job]:
    """The first seed ships; every fold is trained with all of them."""
    return [
        Job(fold, seed, number)
        for number, seed in enumerate(settings.seeds, start=1)
        for fold in chosen
        if fold != SHIPPED or number == 1
    ]


def read_recordings(clips: list[Clip], folder: Path, settings: Settings, fe: FrontEnd) -> list[Recording]:
    recordings = []
    for clip in clips:
        samples = read_pcm(clip, folder, fe.sample_rate)
        power = mel_power(samples, fe).float()
        elsewhere = rooms.read(clip, samples, settings.rooms, settings.seeds[0], fe)
        recordings.append(Recording(clip, power, elsewhere.variants, elsewhere.shared))
    return recordings


def single_threaded() -> None:
    """One thread a worker: the sum of a reduction then has one order, and the same seed the same file."""
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)


def train_fold(job: Job, settings: Settings, output: Path, recordings: list[Recording]) -> Trained:
    """Fit one model without what its fold holds out, export it, and let it judge just that."""
    start = time.monotonic()
    fe, spec = front_end(), windows()
    training = [r for r in recordings if not job.fold.holds_out(r.clip)]
    held_out = [r for r in recordings if job.fold.holds_out(r.clip)]
    name = f"{job.fold.protocol}, held out {job.fold.held_out}, seed {job.seed}"
    print(f"{name}: {len(training)} clips to train on, {len(held_out)} to judge", flush=True)

    def say(line: str) -> None:
        print(f"{name}: {line}", flush=True)

    net = fit(training, settings, fe, spec.frames, job.seed, say)
    net = finish(net, training, settings, fe, spec, say)
    digest = export.write_onnx(net, output / job.file, fe.mel_bands, spec.frames)
    if job.fold == SHIPPED:
        export.write_golden(net, output, fe.mel_bands, spec.frames)
    predictions = [evaluate.predict(net, r.clip, r.power, fe, spec) for r in held_out]
    if job.fold.protocol == LEAVE_ONE_SESSION_OUT:
        predictions += [
            evaluate.predict(net, r.clip, power, fe, spec, room)
            for r in held_out
            for room, power in enumerate(r.shared_rooms, start=1)
        ]
    seconds = time.monotonic() - start
    print(f"{name}: done in {seconds:.0f} s, {(output / job.file).stat().st_size} bytes", flush=True)
    return Trained(job, digest, seconds, predictions)


_worker_recordings: list[Recording] = []


def start_worker(folder: Path, settings: Settings) -> None:
    single_threaded()
    _worker_recordings.extend(read_recordings(read_clips(folder), folder, settings, front_end()))


def train_in_worker(job: Job, settings: Settings, output: Path) -> Trained:
    return train_fold(job, settings, output, _worker_recordings)


def train_all(todo: list[Job], settings: Settings, folder: Path, output: Path) -> list[Trained]:
    with ProcessPoolExecutor(
        settings.workers,
        mp_context=multiprocessing.get_context("spawn"),
        initializer=start_worker,
        initargs=(folder, settings),
    ) as pool:
        waiting = [pool.submit(train_in_worker, job, settings, output) for job in todo]
        return [one.result() for one in waiting]


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
    held_out = [t for t in trained if t.job.fold != SHIPPED]
    pools: dict[int, list[evaluate.Prediction]] = {}
    for one in held_out:
        if one.job.fold.protocol == LEAVE_ONE_SESSION_OUT:
            pools.setdefault(one.job.seed, []).extend(one.predictions)
    judged: dict[str, list[evaluate.Judged]] = {}
    models: dict[Fold, list[dict]] = {}
    for one in held_out:
        # Never from a clip this fold is judged on. For the other protocols, too, the logits come from the
        # leave-one-session-out models: on a fold's own training clips every net is sure and right.
        others = [p for p in pools[one.job.seed] if not one.job.fold.holds_out(p.clip)]
        own = evaluate.calibrate([others], top, settings.reference_weight)
        thresholds, _ = evaluate.choose_thresholds(judge_recorded(others, own, top))
        models.setdefault(one.job.fold, []).append(
            export.held_out_model(one.job.seed, one.job.file, one.sha256, own, thresholds)
        )
        judged.setdefault(one.job.fold.protocol, []).extend(judge_recorded(one.predictions, own, top))
    everything = list(pools.values())
    shipped = evaluate.calibrate(everything, top, settings.reference_weight)
    recorded = [j for p in everything for j in judge_recorded(p, shipped, top)]
    thresholds, why = evaluate.choose_thresholds(recorded)
    for name, group in judged.items():
        say_figures(name, group, thresholds.pouring)
    claims = {
        "pooling": {"pouring_top_windows": top},
        "calibration": export.calibration_entry(shipped)
        | {
            "chosen_by": "least log-loss, classes weighing the same, of leave-one-session-out predictions "
            f"by {len(pools)} seeds, softened to a scale of at most {evaluate.STEEPEST:g}, for pouring "
            f"{evaluate.STEEPEST_POURING:g}; beside reference pours also in {settings.rooms.shared_rooms} "
            "simulated rooms, with the weight that config.yaml sets"
        },
        "thresholds": asdict(thresholds) | {"chosen_by": f"leave-one-session-out predictions: {why}"},
    }
    protocols: dict[str, list[dict]] = {}
    for fold, entries in models.items():
        protocols.setdefault(fold.protocol, []).append(export.held_out_entry(fold, entries))
    return claims, export.held_out_list(digest, protocols)


def judge_recorded(
    predictions: list[evaluate.Prediction], calibration: evaluate.Calibration, top: int
) -> list[evaluate.Judged]:
    return [evaluate.judge(p, calibration, top) for p in predictions if p.room == 0]


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m model.train", description=__doc__)
    parser.add_argument(
        "--only", choices=["shipped"], help="the shipped model alone; claims stay as they are"
    )
    parser.add_argument(
        "--smoke", action="store_true", help="a few steps of everything, into target/model-smoke"
    )
    parser.add_argument(
        "--calibrate",
        action="store_true",
        help="train nothing; settle calibration and thresholds again from what the last run's models said",
    )
    parser.add_argument("--output", type=Path, help="where to put the files instead of model/")
    return parser.parse_args()


def main() -> int:
    options, settings = arguments(), read_settings()
    output = options.output or SIDECAR.parent
    if options.smoke:
        few = replace(settings.training, steps=20, settle_batches=4)
        fewer = replace(settings.rooms, variants_of_pour=1, variants_of_negative=0)
        settings = replace(settings, seeds=settings.seeds[:1], training=few, rooms=fewer)
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
        print("Making variants of them in other rooms: what target/rooms does not hold yet", flush=True)
        rooms.prepare(clips, folder, settings.rooms, settings.seeds[0], front_end(), settings.workers)
    except (FileNotFoundError, RuntimeError) as problem:
        print(f"Cannot train: {problem}", file=sys.stderr)
        return 1
    start = time.monotonic()
    staging = ROOT / ("target/model-smoke-staging" if options.smoke else "target/model-staging")
    staging.mkdir(parents=True, exist_ok=True)
    remembered = staging / "trained.pickle"
    if options.calibrate:
        if not remembered.is_file():
            print("Cannot calibrate: there is no finished training run to go by", file=sys.stderr)
            return 1
        trained = pickle.loads(remembered.read_bytes())
    else:
        todo = jobs(settings, [SHIPPED] if options.only else [SHIPPED, *folds()])
        steps, workers = settings.training.steps, settings.workers
        print(f"Training {len(todo)} models, {steps} steps each, {workers} at a time", flush=True)
        trained = train_all(todo, settings, folder, staging)
        if not options.only:
            remembered.write_bytes(pickle.dumps(trained))
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
    net = export.shippable(Net(settings.net, fe.mel_bands))
    size = {"parameters": parameters(net), "macs_per_window": macs(net, fe.mel_bands, spec.frames)}
    shipped = next(t for t in trained if t.job.fold == SHIPPED)
    export.install(staging, output, shipped.sha256, claims, held_out, training, size)


def training_entry(clips: list[Clip], settings: Settings, digest: str) -> dict:
    pours = sum(c.pouring for c in clips)
    return {
        "data_digest": digest,
        "pours": pours,
        "negatives": len(clips) - pours,
        "seed": settings.seeds[0],
        "date": datetime.date.today().isoformat(),
        "command": "./build.sh train",
    }


if __name__ == "__main__":
    sys.exit(main())
