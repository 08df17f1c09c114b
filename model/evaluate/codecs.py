"""Measures what codecs do to verdicts, with and without the signs of compression.

    python -m model.evaluate.codecs

Each pour goes through each codec of `model.data.codec_copies`, and a model that was not trained on
its session judges the copy. The result is in model/codecs.json; the table is Markdown.
"""

from __future__ import annotations

import argparse
import datetime
import json
import multiprocessing
import sys
import tempfile
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

import numpy as np
import torch

from ..data.clips import MODEL_FOLDER, Clip, data_digest, data_dir, read_clips
from ..data.clips import decode as decode_with_program
from ..data.codec_copies import CODECS, Codec, is_available, make_copy
from ..data.codecs import Sound, read_sound, write_wav
from ..data.features import SIDECAR, cut_windows, front_end, log_mel, windows
from ..train import export
from .compression import Signs, limits, measure, signs
from .held_out import read_folds
from .metrics import ScoredClip, Thresholds, score
from .predictions import Prediction

OUTPUT = MODEL_FOLDER / "codecs.json"
PROCESSES = 2
# No more of a codec's pours may get a wrong hot or cold.
MAX_WRONG_SHARE = 0.02


@dataclass(frozen=True)
class Judged:
    """A copy's score, and the signs of compression in it."""

    scored: ScoredClip
    signs: Signs


@dataclass(frozen=True)
class Row:
    """Hot-or-cold verdicts on one codec's copies, and wrong ones; then without forbidden ones."""

    codec: str
    family: str
    pours: int
    firm: int
    wrong: int
    firm_allowed: int
    wrong_allowed: int


def is_firm(scored: ScoredClip, thresholds: Thresholds) -> bool:
    return scored.pouring >= thresholds.pouring and scored.confidence >= thresholds.confidence


def summarise(name: str, family: str, judged: Iterable[Judged], thresholds: Thresholds) -> Row:
    judged = list(judged)
    firm = [j for j in judged if is_firm(j.scored, thresholds)]
    allowed = [j for j in firm if not j.signs.forbids(j.scored.hot >= 0.5)]
    wrong, wrong_allowed = (sum(not j.scored.right for j in chosen) for chosen in (firm, allowed))
    return Row(name, family, len(judged), len(firm), wrong, len(allowed), wrong_allowed)


def frames_of(sound: Sound) -> torch.Tensor:
    """Returns the log-mel of a sound as the program decodes it from a file."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "copy.wav"
        write_wav(path, sound)
        samples = np.frombuffer(decode_with_program(path), "<f4")
    return log_mel(torch.from_numpy(samples.copy()), front_end())


@cache
def held_out_models() -> dict[str, tuple]:
    """Returns predictor and calibration of the first seed, by the session that it leaves out."""
    models = {}
    for fold in read_folds(MODEL_FOLDER, data_digest(data_dir())):
        one = min(fold["models"], key=lambda entry: entry["seed"])
        predictor = export.load_predictor(MODEL_FOLDER / "held-out" / one["file"])
        calibration = export.read_calibration(one["calibration"])
        models |= {session: (predictor, calibration) for session in fold["sessions"]}
    return models


def judge(clip: Clip, log_mels: torch.Tensor) -> Judged:
    predictor, calibration = held_out_models()[clip.session]
    logits = predictor(cut_windows(log_mels, windows())[:, None]).double()
    pooling = export.read_pooling(json.loads(SIDECAR.read_text())["pooling"])
    scored = score(Prediction(clip, logits), calibration, pooling)
    return Judged(scored, signs(measure(log_mels.numpy()), limits()))


def measure_codec(codec: Codec | None) -> Row:
    """Runs in a worker. None stands for the pours as recorded."""
    torch.set_num_threads(1)
    folder = data_dir()
    judged = []
    for clip in (c for c in read_clips(folder) if c.pouring):
        sound = read_sound(folder / clip.path)
        judged.append(judge(clip, frames_of(make_copy(sound, codec) if codec else sound)))
    chosen = json.loads(SIDECAR.read_text())["thresholds"]
    thresholds = Thresholds(chosen["pouring"], chosen["confidence"])
    name, family = (codec.name, codec.family) if codec else ("as recorded", "")
    return summarise(name, family, judged, thresholds)


def format_row(row: Row) -> str:
    firm, wrong, firm_allowed, wrong_allowed = (
        f"{100 * count / row.pours:.1f}"
        for count in (row.firm, row.wrong, row.firm_allowed, row.wrong_allowed)
    )
    return f"| {row.codec} | {firm} | {wrong} | {firm_allowed} | {wrong_allowed} |\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--processes", type=int, default=PROCESSES)
    parser.add_argument("--only", help="part of the codecs' names; writes no file", default="")
    arguments = parser.parse_args()
    missing = [codec.name for codec in CODECS if not is_available(codec)]
    if missing:
        sys.stderr.write(f"No ffmpeg here encodes {', '.join(missing)}.\n")
    chosen = [c for c in CODECS if c.name not in missing and arguments.only in c.name]
    sys.stdout.write(
        "| codec | hot or cold | wrong | with signs | wrong |\n|---|---|---|---|---|\n"
    )
    rows = []
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(arguments.processes, mp_context=context) as pool:
        for row in pool.map(measure_codec, [None, *chosen]):
            rows.append(row)
            sys.stdout.write(format_row(row))
            sys.stdout.flush()
    too_many = [r.codec for r in rows if r.wrong_allowed > MAX_WRONG_SHARE * r.pours]
    sys.stdout.write(f"\nMore than {MAX_WRONG_SHARE:.0%} wrong: {', '.join(too_many) or 'none'}.\n")
    if not arguments.only:
        figures = {
            "date": datetime.date.today().isoformat(),
            "data_digest": data_digest(data_dir()),
            "missing": missing,
            "codecs": [asdict(row) for row in rows],
        }
        OUTPUT.write_text(json.dumps(figures, indent=2) + "\n")


if __name__ == "__main__":
    main()
