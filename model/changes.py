"""Changed copies of every pour, for the robustness figures: `python -m model.changes` from the root.

Each goes to target/changed/<folder>/<the pour's path>.wav, and changes.json beside the folders names them in
order. `hot-or-cold` judges each copy with a model that never heard the pour's session.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import shutil
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np
import torch

from . import batches
from .data import LEAVE_ONE_SESSION_OUT, ROOT, Clip, data_dir, decode, folds, onsets, read_clips
from .features import FrontEnd, front_end, mel_power
from .settings import read_settings
from .sound import (
    SUPPRESSION_HIGH,
    Sound,
    check_encoders,
    coded,
    has_suppressor,
    read_sound,
    resampled,
    rms,
    suppressed,
    write_wav,
)

OUTPUT = ROOT / "target/changed"
PROCESSES = 2
# Left to itself, Opus takes up to 33 kb/s for a pour when asked for 24. AAC takes 33 to 38 when asked for 32:
# its other coder (`-aac_coder fast`) keeps to the rate, but is nearer to the original, thus the easier test.
AAC = ("-c:a", "aac", "-b:a", "32k")
OPUS = ("-c:a", "libopus", "-b:a", "24k", "-vbr", "constrained")

GAIN_DB = 20.0
SNR_DB = 10.0
# A cafe is several things at once; one sound alone would be that sound's figure.
NOISES = 6
EXCERPT_SECONDS = 2.0
# The onset itself is part of the pour.
BEFORE_ONSET_SECONDS = 0.1
TILT_DB_PER_OCTAVE = 6.0
TILT_PIVOT_HZ = 1000.0
# What people hear. Without a bound the tilt would be endless at 0 Hz.
TILT_RANGE_HZ = (20.0, 24_000.0)


@dataclass(frozen=True, eq=False)
class Pour:
    clip: Clip
    sound: Sound
    # One for each frame of the front end.
    active: np.ndarray
    onset: float
    noises: tuple[Path, ...]


@dataclass(frozen=True)
class Change:
    folder: str
    name: str
    make: Callable[[Pour], Sound]
    needs_noises: bool = False
    needs_suppressor: bool = False


# ── where it pours ───────────────────────────────────────────────────────────────────────────


def active_frames(sound: Sound, fe: FrontEnd) -> np.ndarray:
    """Training's own rule, so that "the pour" here is what training took for one."""
    power = mel_power(torch.from_numpy(resampled(sound, fe.sample_rate).samples), fe).float()
    return batches.activity(power, read_settings().training.active_below_loudest_db).numpy()


def active_samples(pour: Pour, fe: FrontEnd) -> np.ndarray:
    """One for each sample: whether the frame whose middle is nearest to it is active."""
    at_model_rate = np.arange(len(pour.sound.samples)) * (fe.sample_rate / pour.sound.rate)
    frame = np.rint((at_model_rate - fe.fft_size / 2) / fe.hop).astype(int)
    return pour.active[frame.clip(0, len(pour.active) - 1)]


# ── the changes ──────────────────────────────────────────────────────────────────────────────


def louder(sound: Sound, gain_db: float) -> Sound:
    """As from a recorder turned up too far, which clips: the harder and the real test. Floats beyond full
    scale would lose nothing."""
    return replace(sound, samples=(sound.samples * 10 ** (gain_db / 20)).clip(-1, 1))


def quieter(sound: Sound, gain_db: float) -> Sound:
    """In 16 bits, as a recorder has them: a float of any size would lose nothing."""
    return replace(sound, samples=sound.samples * 10 ** (-gain_db / 20), bits=16)


def excerpt(sound: Sound, start: float) -> Sound:
    first = round(max(0.0, start) * sound.rate)
    return replace(
        sound, samples=sound.samples[first : first + round(EXCERPT_SECONDS * sound.rate)]
    )


def first_of_pour(pour: Pour) -> Sound:
    return excerpt(pour.sound, pour.onset - BEFORE_ONSET_SECONDS)


def tilted(sound: Sound, db_per_octave: float) -> Sound:
    """Another microphone, crudely, and as loud as before. Not clipped: this asks about colour, not level."""
    samples = sound.samples.astype(np.float64)
    # A second of silence, so that the end does not reach round into the beginning.
    size = len(samples) + sound.rate
    hertz = np.fft.rfftfreq(size, 1 / sound.rate).clip(*TILT_RANGE_HZ)
    gain = 10 ** (db_per_octave / 20 * np.log2(hertz / TILT_PIVOT_HZ))
    bent = np.fft.irfft(np.fft.rfft(samples, size) * gain, size)[: len(samples)]
    return replace(sound, samples=bent * (rms(samples) / rms(bent)))


# ── noise that the judge has never heard ─────────────────────────────────────────────────────


def chance(clip: Clip, purpose: str) -> np.random.Generator:
    """Drawn from the clip alone: the same on every machine and in any order."""
    return np.random.default_rng(list(f"{clip.sha256} {purpose}".encode()))


def strangers(pour: Clip, clips: Sequence[Clip]) -> list[Clip]:
    """The negatives that the judge of this pour has not heard.

    The model that leaves out session k also leaves out the negatives of ESC fold k. Any other negative it was
    trained to call "not pouring" and heard behind its pours: noise made of those would flatter it.
    """
    fold = next(f for f in folds() if f.protocol == LEAVE_ONE_SESSION_OUT and f.holds_out(pour))
    return [c for c in clips if not c.pouring and fold.holds_out(c)]


def draw_noises(pour: Clip, clips: Sequence[Clip]) -> list[Clip]:
    unheard = sorted(strangers(pour, clips), key=lambda c: c.path)
    picks = chance(pour, "noises").choice(len(unheard), min(NOISES, len(unheard)), replace=False)
    return [unheard[i] for i in picks]


def cafe(sounds: Sequence[Sound], length: int, random: np.random.Generator) -> np.ndarray:
    """All at once and equally loud, each in a loop from a moment of its own."""
    mixture = np.zeros(length)
    for sound in sounds:
        turned = np.roll(sound.samples.astype(np.float64), -random.integers(len(sound.samples)))
        mixture += np.resize(turned, length) / rms(turned)
    return mixture


def with_noise(sound: Sound, noise: np.ndarray, active: np.ndarray, snr_db: float) -> Sound:
    """Both are measured while it pours: with the room tone before it, the pour would count as quieter."""
    scale = rms(sound.samples[active]) / rms(noise[active]) * 10 ** (-snr_db / 20)
    return replace(sound, samples=sound.samples + scale * noise)


def in_a_cafe(pour: Pour) -> Sound:
    sounds = [read_sound(path, pour.sound.rate) for path in pour.noises]
    noise = cafe(sounds, len(pour.sound.samples), chance(pour.clip, "moments"))
    return with_noise(pour.sound, noise, active_samples(pour, front_end()), SNR_DB)


CHANGES = (
    Change("aac-32k", "AAC at 32 kb/s", lambda p: coded(p.sound, AAC, "m4a")),
    Change("opus-24k", "Opus at 24 kb/s", lambda p: coded(p.sound, OPUS, "ogg")),
    Change("16-khz", "sample rate of 16 kHz", lambda p: resampled(p.sound, 16_000)),
    Change("louder", "20 dB louder, clipped at full scale", lambda p: louder(p.sound, GAIN_DB)),
    Change("quieter", "20 dB quieter, in 16 bits", lambda p: quieter(p.sound, GAIN_DB)),
    Change(
        "noise-10-db", "cafe-like noise it never heard, at 10 dB SNR", in_a_cafe, needs_noises=True
    ),
    Change("first-2-s", "the pour's first 2 s only", first_of_pour),
    Change("first-2-s-of-file", "the file's first 2 s only", lambda p: excerpt(p.sound, 0.0)),
    Change(
        "suppressed",
        "noise suppression, as in a call (WebRTC's, high)",
        lambda p: suppressed(p.sound, SUPPRESSION_HIGH),
        needs_suppressor=True,
    ),
    Change("tilt-up", "tilted by +6 dB per octave", lambda p: tilted(p.sound, TILT_DB_PER_OCTAVE)),
    Change(
        "tilt-down", "tilted by −6 dB per octave", lambda p: tilted(p.sound, -TILT_DB_PER_OCTAVE)
    ),
)


# ── all of them ──────────────────────────────────────────────────────────────────────────────


@cache  # All pours are 170 MB; decoding them for each change would double the time.
def read_pour(clip: Clip, folder: Path, onset: float, noises: tuple[Path, ...]) -> Pour:
    sound = read_sound(folder / clip.path)
    return Pour(clip, sound, active_frames(sound, front_end()), onset, noises)


def copy_path(output: Path, change: Change, clip: Clip) -> Path:
    return (output / change.folder / clip.path).with_suffix(".wav")


def write_copy(
    index: int, clip: Clip, folder: Path, onset: float, noises: tuple[Path, ...], output: Path
) -> None:
    """In a worker. It gets the change's index, since a lambda cannot be sent to another process."""
    change = CHANGES[index]
    write_wav(copy_path(output, change, clip), change.make(read_pour(clip, folder, onset, noises)))


def possible(clips: Sequence[Clip], folder: Path) -> list[Change]:
    """`./build.sh data` fetches the pours alone. Noise from whatever is there would be another figure."""
    changes = list(CHANGES)
    if not all((folder / c.path).is_file() for c in clips if not c.pouring):
        print(
            "Left out what needs noise: the sounds that are no pours are not all there", flush=True
        )
        changes = [c for c in changes if not c.needs_noises]
    if not has_suppressor():
        print("Left out noise suppression: webrtc-noise-gain is for Linux alone", flush=True)
        changes = [c for c in changes if not c.needs_suppressor]
    return changes


def write_all(clips: list[Clip], folder: Path, output: Path) -> list[Change]:
    changes = possible(clips, folder)
    pours = [c for c in clips if c.pouring]
    begins = [onsets()[p.path] for p in pours]
    noises = [tuple(folder / n.path for n in draw_noises(p, clips)) for p in pours]
    # An older run's copies must not be judged with these. The list comes last, when all it names is there.
    shutil.rmtree(output, ignore_errors=True)
    output.mkdir(parents=True)
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(
        PROCESSES, context, initializer=torch.set_num_threads, initargs=(1,)
    ) as pool:
        for change in changes:
            start, count = time.monotonic(), len(pours)
            index = CHANGES.index(change)
            jobs = pool.map(
                write_copy,
                [index] * count,
                pours,
                [folder] * count,
                begins,
                noises,
                [output] * count,
            )
            list(jobs)
            print(f"{change.folder}: {count} pours, {time.monotonic() - start:.0f} s", flush=True)
    listing = [{"folder": c.folder, "name": c.name} for c in changes]
    (output / "changes.json").write_text(json.dumps(listing, indent=2, ensure_ascii=False) + "\n")
    return changes


def read_powers(
    clips: Sequence[Clip], output: Path, fe: FrontEnd
) -> dict[str, dict[Clip, torch.Tensor]]:
    """Mel power [bands, frames] of these pours' copies that are written there, by the change's name."""
    listing = output / "changes.json"
    if not listing.is_file():
        raise FileNotFoundError(f"{listing} is missing: `python -m model.changes` writes it")
    known = {c.folder: c for c in CHANGES}
    entries = json.loads(listing.read_text())
    if unknown := [e["folder"] for e in entries if e["folder"] not in known]:
        raise ValueError(
            f"{listing} names {unknown[0]}, which is no change: run `python -m model.changes` again"
        )

    def power(change: Change, clip: Clip) -> torch.Tensor:
        samples = np.frombuffer(decode(copy_path(output, change, clip)), "<f4").copy()
        return mel_power(torch.from_numpy(samples), fe).float()

    return {
        entry["name"]: {c: power(known[entry["folder"]], c) for c in clips} for entry in entries
    }


def main() -> int:
    argparse.ArgumentParser(prog="python -m model.changes", description=__doc__).parse_args()
    start = time.monotonic()
    try:
        folder = data_dir()
        check_encoders()
        changes = write_all(read_clips(folder), folder, OUTPUT)
    except (FileNotFoundError, RuntimeError) as problem:
        print(f"Cannot change the recordings: {problem}", file=sys.stderr)
        return 1
    print(
        f"Wrote {len(changes)} changes of every pour into {OUTPUT}: {time.monotonic() - start:.0f} s"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
