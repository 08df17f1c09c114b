"""Trains the shipped model and the held-out models: `python -m model.train`."""

from __future__ import annotations

import argparse
import datetime
import sys
import time
from dataclasses import replace
from pathlib import Path

from ..data.clips import ROOT, TRAINED_ON_ALL, Clip, data_digest, data_dir, folds, read_clips
from ..data.features import SIDECAR, front_end, windows
from ..data.kitchens import kitchens_dir
from . import export
from .calibrate import calibrate_and_report
from .dataset import cache_features
from .jobs import TrainedModel, make_jobs, predict_with_exported, train_all
from .net import Net, count_macs, count_parameters
from .settings import Settings, read_settings


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m model.train", description=__doc__)
    part = parser.add_mutually_exclusive_group()
    part.add_argument(
        "--only",
        choices=["shipped"],
        help="train the shipped model alone; its calibration stays as it is",
    )
    parser.add_argument(
        "--smoke", action="store_true", help="a few steps of everything, into target/model-smoke"
    )
    part.add_argument(
        "--calibrate",
        action="store_true",
        help="train nothing; fit the calibration again to the held-out models",
    )
    parser.add_argument("--output", type=Path, help="where to put the files instead of model/")
    return parser.parse_args()


def reduce_for_smoke_run(settings: Settings) -> Settings:
    return replace(
        settings,
        seeds=settings.seeds[:1],
        training=replace(settings.training, steps=20, batch_norm_batches=4),
        rooms=replace(settings.rooms, variants_of_pour=1, variants_of_negative=0),
        pretraining=replace(settings.pretraining, pours=8, variants_of_pour=1, steps=20),
    )


def main() -> int:
    options, settings = parse_arguments(), read_settings()
    output = options.output or SIDECAR.parent
    if options.smoke:
        settings = reduce_for_smoke_run(settings)
        output = options.output or ROOT / "target/model-smoke"
    if options.calibrate:
        # Calibration does not use synthesised pours.
        settings = replace(settings, pretraining=replace(settings.pretraining, steps=0))
    try:
        folder = data_dir()
        clips = read_clips(folder)
        staging = ROOT / ("target/model-smoke-staging" if options.smoke else "target/model-staging")
        print(f"Reading {folder.name}/ and filling the cache in target/", flush=True)
        cache_features(clips, folder, settings, front_end())
        if options.calibrate:
            digest = data_digest(folder)
            jobs = make_jobs(settings, [TRAINED_ON_ALL, *folds()])
            trained = predict_with_exported(jobs, settings, folder, output, digest)
            report = calibrate_and_report(trained, settings, digest, kitchens_digest())
            export.install_calibration(output, *report)
    except (FileNotFoundError, RuntimeError, ValueError) as problem:
        print(f"Cannot train: {problem}", file=sys.stderr)
        return 1
    if not options.calibrate:
        trained, entry = train_models(clips, settings, folder, staging, whole=not options.only)
        calibration = (
            ({}, {})
            if options.only
            else calibrate_and_report(trained, settings, entry["data_digest"], kitchens_digest())
        )
        install_run(staging, output, trained, *calibration, entry, settings)
    print(f"Wrote {output}", flush=True)
    return 0


def train_models(
    clips: list[Clip], settings: Settings, folder: Path, staging: Path, whole: bool
) -> tuple[list[TrainedModel], dict]:
    """Trains all models, or the shipped one; returns them and the sidecar's entry on the run."""
    start = time.monotonic()
    staging.mkdir(parents=True, exist_ok=True)
    jobs = make_jobs(settings, [TRAINED_ON_ALL, *folds()])
    if not whole:
        jobs = [job for job in jobs if job.ships]
    steps, pretraining_steps = settings.training.steps, settings.pretraining.steps
    print(
        f"Training {len(jobs)} models, {steps} steps each, {settings.workers} at a time",
        flush=True,
    )
    if pretraining_steps:
        print(f"First, for each seed: {pretraining_steps} steps on synthesised pours", flush=True)
    trained = train_all(jobs, settings, folder, staging)
    entry = training_entry(clips, settings, data_digest(folder))
    print(f"Trained for {time.monotonic() - start:.0f} s", flush=True)
    return trained, entry


def install_run(
    staging: Path,
    output: Path,
    trained: list[TrainedModel],
    calibration: dict,
    lists: dict[str, dict],
    training: dict,
    settings: Settings,
) -> None:
    fe, spec = front_end(), windows()
    net = export.fold_and_round(Net(settings.net, fe.mel_bands))
    size = {
        "parameters": count_parameters(net),
        "macs_per_window": count_macs(net, fe.mel_bands, spec.frames),
    }
    shipped = next(t for t in trained if t.job.ships)
    export.install(staging, output, shipped.sha256, calibration, lists, training, size)


def kitchens_digest() -> str | None:
    folder = kitchens_dir()
    return data_digest(folder) if folder else None


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
