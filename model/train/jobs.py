"""Trains one model for each fold and seed, in worker processes."""

from __future__ import annotations

import multiprocessing
import os
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

import torch

from ..data.clips import LEAVE_ONE_SESSION_OUT, SHIPPED_FILE, TRAINED_ON_ALL, Fold, read_clips
from ..data.features import ClipFeatures, front_end, windows
from ..evaluate.held_out import check_models, read_folds
from ..evaluate.predictions import Prediction, Predictor, predict_in_rooms
from . import export
from .dataset import pretrained_weights, read_features, read_kitchen_features
from .finalize import finalize
from .settings import Settings
from .trainer import Weights, fit


@dataclass(frozen=True)
class Job:
    """One model to train; `number` is the position of its seed in config.yaml, from 1."""

    fold: Fold
    seed: int
    number: int

    @property
    def ships(self) -> bool:
        return self.fold == TRAINED_ON_ALL and self.number == 1

    @property
    def file(self) -> str:
        if self.ships:
            return SHIPPED_FILE
        return f"{Path(self.fold.file).stem}-{self.number}.onnx"


@dataclass(frozen=True)
class TrainedModel:
    """An exported model, and its predictions of clips that it was not trained on.

    `predictions` are of the clips that its fold holds out, `kitchens` of pours in other kitchens.
    """

    job: Job
    sha256: str
    predictions: list[Prediction]
    kitchens: list[Prediction]


def make_jobs(settings: Settings, folds: list[Fold]) -> list[Job]:
    """Returns a job for each fold and seed."""
    return [
        Job(fold, seed, number)
        for number, seed in enumerate(settings.seeds, start=1)
        for fold in folds
    ]


def use_one_deterministic_thread() -> None:
    """Makes training reproducible: with one thread, sums have one order."""
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    # This default of the line above finds reads of uninitialised memory. Training gives the same
    # weights without it, and is faster (experiment 45).
    torch.utils.deterministic.fill_uninitialized_memory = False


def train_fold(
    job: Job,
    settings: Settings,
    output: Path,
    features: list[ClipFeatures],
    kitchens: list[ClipFeatures],
    start: Weights | None,
) -> TrainedModel:
    """Trains and exports one model without the clips of its fold, and predicts those clips.

    It predicts `kitchens` too, which no model is trained on.
    """
    began = time.monotonic()
    fe, spec = front_end(), windows()
    training = [f for f in features if not job.fold.holds_out(f.clip)]
    held_out = [f for f in features if job.fold.holds_out(f.clip)]
    name = f"{job.fold.protocol}, held out {job.fold.held_out}, seed {job.seed}"

    def log(line: str) -> None:
        print(f"{name}: {line}", flush=True)

    log(f"{len(training)} clips to train on, {len(held_out)} held out")
    net = fit(training, settings, fe, spec.frames, job.seed, start, log)
    net = finalize(net, training, settings, fe, spec, log)
    digest = export.write_onnx(net, output / job.file, fe.mel_bands, spec.frames)
    if job.ships:
        export.write_golden(net, output, fe.mel_bands, spec.frames)
    predictions = predict_held_out(net, held_out, job.fold)
    in_kitchens = predict_in_rooms(net, kitchens, fe, spec)
    log(f"done in {time.monotonic() - began:.0f} s, {(output / job.file).stat().st_size} bytes")
    return TrainedModel(job, digest, predictions, in_kitchens)


def predict_held_out(
    predictor: Predictor, held_out: list[ClipFeatures], fold: Fold
) -> list[Prediction]:
    """Predicts held-out clips, for leave-one-session-out in the shared rooms too.

    Only leave-one-session-out predictions are used for calibration.
    """
    if fold.protocol != LEAVE_ONE_SESSION_OUT:
        held_out = [replace(f, shared_rooms=()) for f in held_out]
    return predict_in_rooms(predictor, held_out, front_end(), windows())


_worker_features: list[ClipFeatures] = []
_worker_kitchens: list[ClipFeatures] = []


def start_worker(folder: Path, settings: Settings) -> None:
    use_one_deterministic_thread()
    clips = read_clips(folder)
    _worker_features.extend(
        read_features(clips, folder, settings.rooms, settings.seeds[0], front_end())
    )
    _worker_kitchens.extend(read_kitchen_features(front_end()))


def start_pool(settings: Settings, folder: Path) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(
        settings.workers,
        mp_context=multiprocessing.get_context("spawn"),
        initializer=start_worker,
        initargs=(folder, settings),
    )


def pretrain_in_worker(folder: Path, settings: Settings, seed: int) -> Weights | None:
    began = time.monotonic()
    weights = pretrained_weights(folder, settings, seed)
    if weights is not None:
        print(f"pre-training, seed {seed}: {time.monotonic() - began:.0f} s", flush=True)
    return weights


def train_in_worker(
    job: Job, settings: Settings, output: Path, start: Weights | None
) -> TrainedModel:
    return train_fold(job, settings, output, _worker_features, _worker_kitchens, start)


def predict_in_worker(job: Job, file: Path) -> TrainedModel:
    held_out = [f for f in _worker_features if job.fold.holds_out(f.clip)]
    predictor = export.load_predictor(file)
    return TrainedModel(
        job,
        export.sha256(file),
        predict_held_out(predictor, held_out, job.fold),
        predict_in_rooms(predictor, _worker_kitchens, front_end(), windows()),
    )


def predict_with_exported(
    jobs: list[Job], settings: Settings, folder: Path, model: Path, digest: str
) -> list[TrainedModel]:
    """Predicts with the exported models, which must match data, folds and seeds."""
    held_out = [job for job in jobs if job.fold != TRAINED_ON_ALL]
    listed = {
        one["file"]: fold | {"models": [one["seed"]]}
        for protocol in sorted({job.fold.protocol for job in held_out})
        for fold in read_folds(model, digest, protocol)
        for one in fold["models"]
    }
    if {job.file: export.held_out_entry(job.fold, [job.seed]) for job in held_out} != listed:
        raise RuntimeError(f"{model / 'held-out'} is of other folds or seeds: train again")
    for job in jobs:
        if not export.locate(model, job.file).is_file():
            raise RuntimeError(f"{job.file} is missing: train again")
    check_models(model, "other-kitchens.json")
    with start_pool(settings, folder) as pool:
        waiting = [pool.submit(predict_in_worker, j, export.locate(model, j.file)) for j in jobs]
        return [one.result() for one in waiting]


def train_all(
    jobs: list[Job], settings: Settings, folder: Path, output: Path
) -> list[TrainedModel]:
    # Read by the workers at start. By default glibc returns memory to the system and fetches it
    # again, a quarter of each step (experiment 37). Other systems ignore these variables.
    for name, value in (("MALLOC_MMAP_MAX_", "0"), ("MALLOC_TRIM_THRESHOLD_", str(2**34))):
        os.environ.setdefault(name, value)
    with start_pool(settings, folder) as pool:
        seeds = sorted({job.seed for job in jobs})
        pretraining = [pool.submit(pretrain_in_worker, folder, settings, seed) for seed in seeds]
        starts = {seed: one.result() for seed, one in zip(seeds, pretraining, strict=True)}
        waiting = [
            pool.submit(train_in_worker, job, settings, output, starts[job.seed]) for job in jobs
        ]
        return [one.result() for one in waiting]
