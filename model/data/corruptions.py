"""Writes corrupted copies of every pour, for the robustness figures.

    python -m model.data.corruptions

Each copy goes to target/changed/<folder>/<path of the pour>.wav. target/changed/changes.json lists
the corruptions in order. `hot-or-cold evaluate --changed` classifies each copy with a model that
was not trained on the pour's session.
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

from ..train.settings import read_settings
from .clips import (
    LEAVE_ONE_SESSION_OUT,
    ROOT,
    Clip,
    data_dir,
    decode,
    folds,
    read_clips,
    read_onsets,
)
from .codecs import (
    SUPPRESSION_HIGH,
    Sound,
    check_encoders,
    has_noise_suppressor,
    read_sound,
    resample,
    rms,
    suppress_noise,
    transcode,
    write_wav,
)
from .features import FrontEnd, find_active_frames, front_end, mel_power

OUTPUT = ROOT / "target/changed"
PROCESSES = 2
# Without `-vbr constrained`, Opus uses up to 33 kb/s for a pour. AAC uses 33 to 38 kb/s; its other
# coder (`-aac_coder fast`) keeps the rate, but is closer to the original and so the easier test.
AAC = ("-c:a", "aac", "-b:a", "32k")
OPUS = ("-c:a", "libopus", "-b:a", "24k", "-vbr", "constrained")

GAIN_DB = 20.0
SNR_DB = 10.0
# Sounds in a cafe-like mixture. With one alone, the figure would depend on that sound.
NOISES = 6
EXCERPT_SECONDS = 2.0
# Excerpts start before the onset, which is part of the pour.
BEFORE_ONSET_SECONDS = 0.1
TILT_DB_PER_OCTAVE = 6.0
TILT_PIVOT_HZ = 1000.0
# The audible range. Without a bound the tilt would be infinite at 0 Hz.
TILT_RANGE_HZ = (20.0, 24_000.0)


@dataclass(frozen=True, eq=False)
class Pour:
    clip: Clip
    sound: Sound
    # Whether water flows, for each frame of the front end.
    active: np.ndarray
    onset: float
    noises: tuple[Path, ...]


@dataclass(frozen=True)
class Corruption:
    folder: str
    name: str
    make: Callable[[Pour], Sound]
    needs_noises: bool = False
    needs_noise_suppressor: bool = False


# ── active frames ────────────────────────────────────────────────────────────────────────────


def active_frames(sound: Sound, fe: FrontEnd) -> np.ndarray:
    """Marks active frames by the rule of training."""
    power = mel_power(torch.from_numpy(resample(sound, fe.sample_rate).samples), fe).float()
    return find_active_frames(power, read_settings().training.active_below_loudest_db).numpy()


def active_samples(pour: Pour, fe: FrontEnd) -> np.ndarray:
    """Marks each sample as active if the frame with the nearest middle is."""
    at_model_rate = np.arange(len(pour.sound.samples)) * (fe.sample_rate / pour.sound.rate)
    frame = np.rint((at_model_rate - fe.fft_size / 2) / fe.hop).astype(int)
    return pour.active[frame.clip(0, len(pour.active) - 1)]


# ── the corruptions ──────────────────────────────────────────────────────────────────────────


def amplify_and_clip(sound: Sound, gain_db: float) -> Sound:
    """Amplifies and clips at full scale. Without clipping, floats would lose nothing."""
    return replace(sound, samples=(sound.samples * 10 ** (gain_db / 20)).clip(-1, 1))


def attenuate_to_int16(sound: Sound, gain_db: float) -> Sound:
    """Attenuates and rounds to 16 bits. Without rounding, floats would lose nothing."""
    return replace(sound, samples=sound.samples * 10 ** (-gain_db / 20), bits=16)


def cut_excerpt(sound: Sound, start: float) -> Sound:
    first = round(max(0.0, start) * sound.rate)
    return replace(
        sound, samples=sound.samples[first : first + round(EXCERPT_SECONDS * sound.rate)]
    )


def cut_start_of_pour(pour: Pour) -> Sound:
    return cut_excerpt(pour.sound, pour.onset - BEFORE_ONSET_SECONDS)


def tilt_spectrum(sound: Sound, db_per_octave: float) -> Sound:
    """Tilts the spectrum and restores the level, as a crude model of another microphone."""
    samples = sound.samples.astype(np.float64)
    # One second of silence keeps the circular convolution from wrapping the end to the start.
    size = len(samples) + sound.rate
    hertz = np.fft.rfftfreq(size, 1 / sound.rate).clip(*TILT_RANGE_HZ)
    gain = 10 ** (db_per_octave / 20 * np.log2(hertz / TILT_PIVOT_HZ))
    bent = np.fft.irfft(np.fft.rfft(samples, size) * gain, size)[: len(samples)]
    return replace(sound, samples=bent * (rms(samples) / rms(bent)))


# ── noise from held-out clips ────────────────────────────────────────────────────────────────


def seeded_generator(clip: Clip, purpose: str) -> np.random.Generator:
    """Returns a generator seeded by the clip, so that neither order nor machine matters."""
    return np.random.default_rng(list(f"{clip.sha256} {purpose}".encode()))


def held_out_negatives(pour: Clip, clips: Sequence[Clip]) -> list[Clip]:
    """Returns the negatives that the held-out model of this pour was not trained on.

    The model that leaves out session k also leaves out the negatives of ESC fold k. It was trained
    to reject all others, which would make them an easier noise.
    """
    fold = next(f for f in folds() if f.protocol == LEAVE_ONE_SESSION_OUT and f.holds_out(pour))
    return [c for c in clips if not c.pouring and fold.holds_out(c)]


def draw_noises(pour: Clip, clips: Sequence[Clip]) -> list[Clip]:
    candidates = sorted(held_out_negatives(pour, clips), key=lambda c: c.path)
    picks = seeded_generator(pour, "noises").choice(
        len(candidates), min(NOISES, len(candidates)), replace=False
    )
    return [candidates[i] for i in picks]


def mix_noises(sounds: Sequence[Sound], length: int, random: np.random.Generator) -> np.ndarray:
    """Mixes equally loud sounds, each looped from a random position."""
    mixture = np.zeros(length)
    for sound in sounds:
        turned = np.roll(sound.samples.astype(np.float64), -random.integers(len(sound.samples)))
        mixture += np.resize(turned, length) / rms(turned)
    return mixture


def add_noise(sound: Sound, noise: np.ndarray, active: np.ndarray, snr_db: float) -> Sound:
    """Adds noise at an SNR measured over the active samples, without room tone."""
    scale = rms(sound.samples[active]) / rms(noise[active]) * 10 ** (-snr_db / 20)
    return replace(sound, samples=sound.samples + scale * noise)


def add_cafe_noise(pour: Pour) -> Sound:
    sounds = [read_sound(path, pour.sound.rate) for path in pour.noises]
    noise = mix_noises(sounds, len(pour.sound.samples), seeded_generator(pour.clip, "moments"))
    return add_noise(pour.sound, noise, active_samples(pour, front_end()), SNR_DB)


CORRUPTIONS = (
    Corruption("aac-32k", "AAC at 32 kb/s", lambda p: transcode(p.sound, AAC, "m4a")),
    Corruption("opus-24k", "Opus at 24 kb/s", lambda p: transcode(p.sound, OPUS, "ogg")),
    Corruption("16-khz", "sample rate of 16 kHz", lambda p: resample(p.sound, 16_000)),
    Corruption(
        "louder",
        "20 dB louder, clipped at full scale",
        lambda p: amplify_and_clip(p.sound, GAIN_DB),
    ),
    Corruption(
        "quieter", "20 dB quieter, in 16 bits", lambda p: attenuate_to_int16(p.sound, GAIN_DB)
    ),
    Corruption(
        "noise-10-db",
        "cafe-like noise it never heard, at 10 dB SNR",
        add_cafe_noise,
        needs_noises=True,
    ),
    Corruption("first-2-s", "the pour's first 2 s only", cut_start_of_pour),
    Corruption(
        "first-2-s-of-file", "the file's first 2 s only", lambda p: cut_excerpt(p.sound, 0.0)
    ),
    Corruption(
        "suppressed",
        "noise suppression, as in a call (WebRTC's, high)",
        lambda p: suppress_noise(p.sound, SUPPRESSION_HIGH),
        needs_noise_suppressor=True,
    ),
    Corruption(
        "tilt-up",
        "tilted by +6 dB per octave",
        lambda p: tilt_spectrum(p.sound, TILT_DB_PER_OCTAVE),
    ),
    Corruption(
        "tilt-down",
        "tilted by −6 dB per octave",
        lambda p: tilt_spectrum(p.sound, -TILT_DB_PER_OCTAVE),
    ),
)


# ── files ────────────────────────────────────────────────────────────────────────────────────


@cache  # All pours take 170 MB; decoding them for each corruption would double the time.
def read_pour(clip: Clip, folder: Path, onset: float, noises: tuple[Path, ...]) -> Pour:
    sound = read_sound(folder / clip.path)
    return Pour(clip, sound, active_frames(sound, front_end()), onset, noises)


def copy_path(output: Path, corruption: Corruption, clip: Clip) -> Path:
    return (output / corruption.folder / clip.path).with_suffix(".wav")


def write_copy(
    index: int, clip: Clip, folder: Path, onset: float, noises: tuple[Path, ...], output: Path
) -> None:
    """Runs in a worker. `index` selects the corruption, since a lambda cannot be pickled."""
    corruption = CORRUPTIONS[index]
    write_wav(
        copy_path(output, corruption, clip), corruption.make(read_pour(clip, folder, onset, noises))
    )


def available_corruptions(clips: Sequence[Clip], folder: Path) -> list[Corruption]:
    """Returns the corruptions that can be made here.

    Noise needs all other sounds, since fewer of them would give another figure.
    """
    corruptions = list(CORRUPTIONS)
    if not all((folder / c.path).is_file() for c in clips if not c.pouring):
        print("Left out added noise: some of the other sounds are missing", flush=True)
        corruptions = [c for c in corruptions if not c.needs_noises]
    if not has_noise_suppressor():
        print("Left out noise suppression: webrtc-noise-gain is for Linux only", flush=True)
        corruptions = [c for c in corruptions if not c.needs_noise_suppressor]
    return corruptions


def write_corruptions(clips: list[Clip], folder: Path, output: Path) -> list[Corruption]:
    corruptions = available_corruptions(clips, folder)
    pours = [c for c in clips if c.pouring]
    onset_seconds = [read_onsets()[p.path] for p in pours]
    noises = [tuple(folder / n.path for n in draw_noises(p, clips)) for p in pours]
    # Removes the copies of an older run. The list is written last, when all copies exist.
    shutil.rmtree(output, ignore_errors=True)
    output.mkdir(parents=True)
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(
        PROCESSES, context, initializer=torch.set_num_threads, initargs=(1,)
    ) as pool:
        for corruption in corruptions:
            start, count = time.monotonic(), len(pours)
            index = CORRUPTIONS.index(corruption)
            jobs = pool.map(
                write_copy,
                [index] * count,
                pours,
                [folder] * count,
                onset_seconds,
                noises,
                [output] * count,
            )
            list(jobs)
            print(
                f"{corruption.folder}: {count} pours, {time.monotonic() - start:.0f} s", flush=True
            )
    listing = [{"folder": c.folder, "name": c.name} for c in corruptions]
    (output / "changes.json").write_text(json.dumps(listing, indent=2, ensure_ascii=False) + "\n")
    return corruptions


def read_powers(
    clips: Sequence[Clip], output: Path, fe: FrontEnd
) -> dict[str, dict[Clip, torch.Tensor]]:
    """Returns mel power [bands, frames] of the written copies, by the corruption's name."""
    listing = output / "changes.json"
    if not listing.is_file():
        raise FileNotFoundError(
            f"{listing} is missing: `python -m model.data.corruptions` writes it"
        )
    known = {c.folder: c for c in CORRUPTIONS}
    entries = json.loads(listing.read_text())
    if unknown := [e["folder"] for e in entries if e["folder"] not in known]:
        raise ValueError(
            f"{listing} names {unknown[0]}, which is no corruption: "
            "run `python -m model.data.corruptions` again"
        )

    def power(corruption: Corruption, clip: Clip) -> torch.Tensor:
        samples = np.frombuffer(decode(copy_path(output, corruption, clip)), "<f4").copy()
        return mel_power(torch.from_numpy(samples), fe).float()

    return {
        entry["name"]: {c: power(known[entry["folder"]], c) for c in clips} for entry in entries
    }


def main() -> int:
    argparse.ArgumentParser(
        prog="python -m model.data.corruptions", description=__doc__
    ).parse_args()
    start = time.monotonic()
    try:
        folder = data_dir()
        check_encoders()
        corruptions = write_corruptions(read_clips(folder), folder, OUTPUT)
    except (FileNotFoundError, RuntimeError) as problem:
        print(f"Cannot corrupt the recordings: {problem}", file=sys.stderr)
        return 1
    seconds = time.monotonic() - start
    print(f"Wrote {len(corruptions)} corruptions of every pour into {OUTPUT}: {seconds:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
