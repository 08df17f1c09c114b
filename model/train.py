"""Train the shipped model and one model per fold: `python -m model.train` from the repository's root."""

from __future__ import annotations

import argparse
import datetime
import multiprocessing
import os
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import torch

from . import evaluate, export, rooms, synthesised
from .batches import Recording
from .data import (
    LEAVE_ONE_SESSION_OUT,
    ROOT,
    SESSIONS,
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
from .fit import Weights, fit, pretrain
from .held_out import read_folds
from .net import HOT, Net, macs, parameters
from .pooling import Pooling
from .settings import Settings, read_settings


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
            evaluate.pooled_hot_logit(
                evaluate.predict(net, r.clip, r.power, fe, spec).logits, plain
            )
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
    predictions: list[evaluate.Prediction]


def jobs(settings: Settings, chosen: list[Fold]) -> list[Job]:
    """The first seed ships; every fold is trained with all of them."""
    return [
        Job(fold, seed, number)
        for number, seed in enumerate(settings.seeds, start=1)
        for fold in chosen
        if fold != SHIPPED or number == 1
    ]


def prepare(clips: list[Clip], folder: Path, settings: Settings, fe: FrontEnd) -> None:
    """Decode, and make variants in other rooms: what target/ does not hold yet, synthesised pours too."""
    made = (
        synthesised.pours(settings.pretraining, fe.sample_rate)
        if settings.pretraining.steps
        else []
    )
    for group, in_rooms in ((clips, settings.rooms), (made, synthesised.in_rooms(settings))):
        for clip in group:
            read_pcm(clip, folder, fe.sample_rate)
        rooms.prepare(group, folder, in_rooms, settings.seeds[0], fe, settings.workers)


def read_recordings(
    clips: list[Clip], folder: Path, in_rooms: rooms.Rooms, seed: int, fe: FrontEnd
) -> list[Recording]:
    recordings = []
    for clip in clips:
        samples = read_pcm(clip, folder, fe.sample_rate)
        elsewhere = rooms.read(clip, samples, in_rooms, seed, fe)
        power = mel_power(samples, fe).float()
        recordings.append(Recording(clip, power, elsewhere.variants, elsewhere.shared))
    return recordings


def pretrained(folder: Path, settings: Settings, seed: int) -> Weights | None:
    """What a net of this seed learns from synthesised pours, if it is to learn from any."""
    if settings.pretraining.steps == 0:
        return None
    fe = front_end()
    clips = synthesised.pours(settings.pretraining, fe.sample_rate)
    known = read_recordings(clips, folder, synthesised.in_rooms(settings), settings.seeds[0], fe)
    return pretrain(known, settings, fe, windows().frames, seed)


def single_threaded() -> None:
    """One thread a worker: the sum of a reduction then has one order, and the same seed the same file."""
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    # Comes along with it, to catch programs that read memory before they write there. Without it the same
    # weights come sooner (BUILD_LOG.md, experiment 45).
    torch.utils.deterministic.fill_uninitialized_memory = False


def train_fold(
    job: Job, settings: Settings, output: Path, recordings: list[Recording], start: Weights | None
) -> Trained:
    """Fit one model without what its fold holds out, export it, and let it judge just that."""
    began = time.monotonic()
    fe, spec = front_end(), windows()
    training = [r for r in recordings if not job.fold.holds_out(r.clip)]
    held_out = [r for r in recordings if job.fold.holds_out(r.clip)]
    name = f"{job.fold.protocol}, held out {job.fold.held_out}, seed {job.seed}"
    print(f"{name}: {len(training)} clips to train on, {len(held_out)} to judge", flush=True)

    def say(line: str) -> None:
        print(f"{name}: {line}", flush=True)

    net = fit(training, settings, fe, spec.frames, job.seed, start, say)
    net = finish(net, training, settings, fe, spec, say)
    digest = export.write_onnx(net, output / job.file, fe.mel_bands, spec.frames)
    if job.fold == SHIPPED:
        export.write_golden(net, output, fe.mel_bands, spec.frames)
    predictions = predict_held_out(net, held_out, job.fold)
    seconds = time.monotonic() - began
    print(
        f"{name}: done in {seconds:.0f} s, {(output / job.file).stat().st_size} bytes", flush=True
    )
    return Trained(job, digest, predictions)


def predict_held_out(
    net: evaluate.Judge, held_out: list[Recording], fold: Fold
) -> list[evaluate.Prediction]:
    """Calibration is by the sessions left out, so theirs are heard in the shared rooms, too."""
    if fold.protocol != LEAVE_ONE_SESSION_OUT:
        held_out = [replace(r, shared_rooms=()) for r in held_out]
    return evaluate.predict_everywhere(net, held_out, front_end(), windows())


_worker_recordings: list[Recording] = []


def start_worker(folder: Path, settings: Settings) -> None:
    single_threaded()
    clips = read_clips(folder)
    _worker_recordings.extend(
        read_recordings(clips, folder, settings.rooms, settings.seeds[0], front_end())
    )


def workers(settings: Settings, folder: Path) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(
        settings.workers,
        mp_context=multiprocessing.get_context("spawn"),
        initializer=start_worker,
        initargs=(folder, settings),
    )


def pretrain_in_worker(folder: Path, settings: Settings, seed: int) -> Weights | None:
    began = time.monotonic()
    weights = pretrained(folder, settings, seed)
    if weights is not None:
        print(f"synthesised pours first, seed {seed}: {time.monotonic() - began:.0f} s", flush=True)
    return weights


def train_in_worker(job: Job, settings: Settings, output: Path, start: Weights | None) -> Trained:
    return train_fold(job, settings, output, _worker_recordings, start)


def ask_in_worker(job: Job, file: Path) -> Trained:
    held_out = [r for r in _worker_recordings if job.fold.holds_out(r.clip)]
    predictions = predict_held_out(export.onnx_judge(file), held_out, job.fold)
    return Trained(job, export.sha256(file), predictions)


def ask_all(
    todo: list[Job], settings: Settings, folder: Path, model: Path, digest: str
) -> list[Trained]:
    """What the held-out models that are there say, if they are of these recordings, folds and seeds."""
    listed = {
        one["file"]: fold | {"models": [one["seed"]]}
        for protocol in sorted({job.fold.protocol for job in todo})
        for fold in read_folds(model, digest, protocol)
        for one in fold["models"]
    }
    if {job.file: export.held_out_entry(job.fold, [job.seed]) for job in todo} != listed:
        raise RuntimeError(f"{model / 'held-out'} is of other folds or seeds: train again")
    with workers(settings, folder) as pool:
        waiting = [pool.submit(ask_in_worker, job, model / "held-out" / job.file) for job in todo]
        return [one.result() for one in waiting]


def train_all(todo: list[Job], settings: Settings, folder: Path, output: Path) -> list[Trained]:
    # For the workers, which read it when they start: left to itself, glibc gives memory back and fetches it
    # again, a quarter of each step (BUILD_LOG.md, experiment 37). Other systems do not know it.
    for name, value in (("MALLOC_MMAP_MAX_", "0"), ("MALLOC_TRIM_THRESHOLD_", str(2**34))):
        os.environ.setdefault(name, value)
    with workers(settings, folder) as pool:
        seeds = sorted({job.seed for job in todo})
        learning = [pool.submit(pretrain_in_worker, folder, settings, seed) for seed in seeds]
        starts = {seed: one.result() for seed, one in zip(seeds, learning, strict=True)}
        waiting = [
            pool.submit(train_in_worker, job, settings, output, starts[job.seed]) for job in todo
        ]
        return [one.result() for one in waiting]


def ranked(pours: list[evaluate.Judged]) -> float:
    return evaluate.ranking_area([j.hot for j in pours], [j.clip.hot for j in pours])


def say_figures(title: str, judged: list[evaluate.Judged], threshold: float) -> None:
    kept, rejected = evaluate.detection(judged, threshold)
    pours = [j for j in judged if j.clip.pouring]
    print(f"{title}: {'; '.join(evaluate.table(judged))}")
    if len(pours) < len(judged):
        print(f"{title}: pours kept {kept:.1%}, negatives rejected {rejected:.1%}")
    if any(j.clip.hot for j in pours) and not all(j.clip.hot for j in pours):
        error = evaluate.calibration_error(pours)
        print(f"{title}: ROC AUC {ranked(pours):.3f}, calibration error {error:.3f}")


# As in the report (src/cli/evaluate/figures.rs).
SURE = 0.9


def say_rooms(by_seed: dict[int, list[evaluate.Judged]], threshold: float) -> None:
    """The only strange kitchens there are to judge held-out pours in. They also draw the lines, so it is the
    ranking that says most."""
    where = "in the made-up rooms"
    everything = [j for own in by_seed.values() for j in own]
    if not everything:
        return
    right = sum(j.right for j in everything) / len(everything)
    print(f"{where}: {right:.1%} right, log-loss {evaluate.log_loss(everything):.3f}")
    sure = [j.right for j in everything if j.confidence >= SURE and j.pouring >= threshold]
    print(f"{where}: of {len(sure)} verdicts with {SURE:.0%} confidence or more {sum(sure)} right")
    for name, sessions in (("all pours", SESSIONS), *((f"session {s}", (s,)) for s in SESSIONS)):
        groups = [[j for j in own if j.clip.session in sessions] for own in by_seed.values()]
        if all({j.clip.hot for j in group} == {True, False} for group in groups):
            areas = ", ".join(f"{ranked(group):.3f}" for group in groups)
            print(f"{where}, {name}: ROC AUC by seed {areas}")
    for what, hot in (("hot", True), ("cold", False)):
        if own := [j for j in everything if j.clip.hot == hot]:
            print(
                f"{where}: {evaluate.detection(own, threshold)[0]:.1%} of {len(own)} {what} pours kept"
            )


def settle_claims(trained: list[Trained], settings: Settings, digest: str) -> tuple[dict, dict]:
    """Calibration, thresholds and the held-out list, from predictions by models that never heard the clip."""
    pooling = settings.pooling
    held_out = [t for t in trained if t.job.fold != SHIPPED]
    pools: dict[int, list[evaluate.Prediction]] = {}
    for one in held_out:
        if one.job.fold.protocol == LEAVE_ONE_SESSION_OUT:
            pools.setdefault(one.job.seed, []).extend(one.predictions)
    judged: dict[str, list[evaluate.Judged]] = {}
    elsewhere: dict[int, list[evaluate.Judged]] = {}
    models: dict[Fold, list[dict]] = {}
    for one in held_out:
        # Never from a clip this fold is judged on. For the other protocols, too, the logits come from the
        # leave-one-session-out models: on a fold's own training clips every net is sure and right.
        others = [p for p in pools[one.job.seed] if not one.job.fold.holds_out(p.clip)]
        own = evaluate.calibrate([others], pooling, settings.reference_weight)
        thresholds, _ = evaluate.choose_thresholds(judge_recorded(others, own, pooling))
        models.setdefault(one.job.fold, []).append(
            export.held_out_model(one.job.seed, one.job.file, one.sha256, own, thresholds)
        )
        judged.setdefault(one.job.fold.protocol, []).extend(
            judge_recorded(one.predictions, own, pooling)
        )
        elsewhere.setdefault(one.job.seed, []).extend(
            evaluate.judge(p, own, pooling) for p in one.predictions if p.room > 0
        )
    everything = list(pools.values())
    shipped = evaluate.calibrate(everything, pooling, settings.reference_weight)
    recorded = [j for p in everything for j in judge_recorded(p, shipped, pooling)]
    thresholds, why = evaluate.choose_thresholds(recorded)
    for name, group in judged.items():
        say_figures(name, group, thresholds.pouring)
    say_rooms(elsewhere, thresholds.pouring)
    claims = {
        "pooling": export.pooling_entry(pooling),
        "calibration": export.calibration_entry(shipped)
        | {
            "chosen_by": "least log-loss, classes weighing the same, of leave-one-session-out predictions "
            f"by {len(pools)} seeds, softened to a scale of at most {evaluate.STEEPEST:g}, for pouring "
            f"{evaluate.STEEPEST_POURING:g}; pours also in {settings.rooms.shared_rooms} made-up rooms, "
            f"which weigh {evaluate.POURING_ROOMS_SHARE:g} of them for pouring, {evaluate.ROOMS_SHARE:g} "
            "for hot or cold, and beside reference pours as much as each recording, with the weight that "
            "config.yaml sets"
        },
        "thresholds": asdict(thresholds)
        | {"chosen_by": f"leave-one-session-out predictions: {why}"},
    }
    protocols: dict[str, list[dict]] = {}
    for fold, entries in models.items():
        protocols.setdefault(fold.protocol, []).append(export.held_out_entry(fold, entries))
    return claims, export.held_out_list(digest, protocols)


def judge_recorded(
    predictions: list[evaluate.Prediction], calibration: evaluate.Calibration, pooling: Pooling
) -> list[evaluate.Judged]:
    return [evaluate.judge(p, calibration, pooling) for p in predictions if p.room == 0]


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m model.train", description=__doc__)
    part = parser.add_mutually_exclusive_group()
    part.add_argument(
        "--only", choices=["shipped"], help="the shipped model alone; claims stay as they are"
    )
    parser.add_argument(
        "--smoke", action="store_true", help="a few steps of everything, into target/model-smoke"
    )
    part.add_argument(
        "--calibrate",
        action="store_true",
        help="train nothing; settle calibration and thresholds again from what the held-out models say",
    )
    parser.add_argument("--output", type=Path, help="where to put the files instead of model/")
    return parser.parse_args()


def main() -> int:
    options, settings = arguments(), read_settings()
    output = options.output or SIDECAR.parent
    if options.smoke:
        few = replace(settings.training, steps=20, settle_batches=4)
        fewer = replace(settings.rooms, variants_of_pour=1, variants_of_negative=0)
        first = replace(settings.pretraining, pours=8, variants_of_pour=1, steps=20)
        settings = replace(
            settings, seeds=settings.seeds[:1], training=few, rooms=fewer, pretraining=first
        )
        output = options.output or ROOT / "target/model-smoke"
    if options.calibrate:
        # Nobody asks about the synthesised pours.
        settings = replace(settings, pretraining=replace(settings.pretraining, steps=0))
    try:
        if not options.smoke:
            judged = [SHIPPED] if options.only else [SHIPPED, *folds()]
            synthesised.check_statistics(settings.pretraining, judged)
        folder = data_dir()
        clips = read_clips(folder)
        staging = ROOT / ("target/model-smoke-staging" if options.smoke else "target/model-staging")
        print(f"Reading {folder.name}/, and making what target/ does not hold yet", flush=True)
        prepare(clips, folder, settings, front_end())
        if options.calibrate:
            digest = data_digest(folder)
            trained = ask_all(jobs(settings, folds()), settings, folder, output, digest)
            export.install_claims(output, *settle_claims(trained, settings, digest))
    except (FileNotFoundError, RuntimeError, ValueError) as problem:
        print(f"Cannot train: {problem}", file=sys.stderr)
        return 1
    if not options.calibrate:
        trained, entry = new_run(clips, settings, folder, staging, whole=not options.only)
        claims = (
            ({}, None) if options.only else settle_claims(trained, settings, entry["data_digest"])
        )
        install_run(staging, output, trained, *claims, entry, settings)
    print(f"Wrote {output}", flush=True)
    return 0


def new_run(
    clips: list[Clip], settings: Settings, folder: Path, staging: Path, whole: bool
) -> tuple[list[Trained], dict]:
    """Train all models, or the shipped one; what they said, and what the sidecar says of the run."""
    start = time.monotonic()
    staging.mkdir(parents=True, exist_ok=True)
    todo = jobs(settings, [SHIPPED, *folds()] if whole else [SHIPPED])
    steps, first, workers = settings.training.steps, settings.pretraining.steps, settings.workers
    print(f"Training {len(todo)} models, {steps} steps each, {workers} at a time", flush=True)
    if first:
        print(f"First, once for each seed: {first} steps on synthesised pours", flush=True)
    trained = train_all(todo, settings, folder, staging)
    entry = training_entry(clips, settings, data_digest(folder))
    print(f"Trained for {time.monotonic() - start:.0f} s", flush=True)
    return trained, entry


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
        "synthesised_pours": settings.pretraining.pours if settings.pretraining.steps else 0,
        "seed": settings.seeds[0],
        "date": datetime.date.today().isoformat(),
        "command": "./build.sh train",
    }


if __name__ == "__main__":
    sys.exit(main())
