"""The same recordings in other rooms, cups and telephones: variants made before training starts.

What `augment.py` does to mel power it can do afresh in every training step, but a room's single echoes, a cup
that rings higher, a recorder that turns itself up or clips, a call's noise suppression belong to the samples.
A few variants of each recording are made once, kept in target/ (never in git), and training draws from them.
"""

from __future__ import annotations

import hashlib
import multiprocessing
import os
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path

import numpy as np
import torch
from numpy.random import Generator
from scipy import signal
from torch import Tensor

from .data import ROOT, Clip, read_pcm
from .features import FrontEnd, mel_power
from .sound import (
    SUPPRESSION_LEVELS,
    Sound,
    check_encoders,
    check_suppressor,
    coded,
    resampled,
    suppressed,
)

SPEED_OF_SOUND = 343.0
# Reflections later than this are denser than the front end resolves; `augment.reverberate` makes those.
LATEST_REFLECTION = 0.4
# Encoder, container and the range of bit rates in kb/s at the model's rate, from poor to what telephones use.
CODECS = (("aac", "m4a", (12, 40)), ("libopus", "ogg", (8, 32)))


@dataclass(frozen=True)
class Rooms:
    """The settings of config.yaml's `rooms`, one by one with their reasons there."""

    variants_of_pour: int
    variants_of_negative: int
    shared_rooms: int
    share: float
    resample: float
    room_probability: float
    room_seconds: tuple[float, float]
    room_distance: tuple[float, float]
    resonances: int
    resonance_db: float
    highpass_probability: float
    highpass_hz: tuple[float, float]
    gain_control_probability: float
    gain_control_strength: tuple[float, float]
    overdrive_probability: float
    noise_suppression_probability: float
    codec_probability: float


def room_response(settings: Rooms, rate: int, random: Generator) -> np.ndarray:
    """Impulse response of a random kitchen by image sources (Allen & Berkley 1979), direct sound first and 1.

    Walls that absorb alike; the pour stands at a table's height and the microphone some way off.
    """
    size = random.uniform([2.0, 2.0, 2.2], [6.0, 5.0, 3.0])
    seconds = random.uniform(*settings.room_seconds)
    # Sabine (1922): the absorption at which this room rings for so long.
    surface = 2 * (size[0] * size[1] + size[0] * size[2] + size[1] * size[2])
    reflection = np.sqrt(1 - min(0.95, 0.161 * size.prod() / (surface * seconds)))
    source = random.uniform(0.3, 0.7, 3) * size
    source[2] = random.uniform(0.8, 1.2)
    direction = random.standard_normal(3) * [1, 1, 0.3]
    distance = random.uniform(*settings.room_distance)
    microphone = np.clip(source + distance * direction / np.linalg.norm(direction), 0.1, size - 0.1)

    kept = min(seconds, LATEST_REFLECTION)
    response = np.zeros(int(kept * rate) + 2)
    reach = [int(np.ceil(kept * SPEED_OF_SOUND / (2 * side))) for side in size]
    rooms = np.stack(
        np.meshgrid(*[np.arange(-n, n + 1) for n in reach], indexing="ij"), -1
    ).reshape(-1, 3)
    for mirrored in product((0, 1), repeat=3):
        image = (1 - 2 * np.array(mirrored)) * source + 2 * rooms * size
        metres = np.linalg.norm(image - microphone, axis=1)
        bounces = np.abs(rooms - mirrored).sum(1) + np.abs(rooms).sum(1)
        strength = reflection**bounces / np.maximum(metres, 0.1)
        at = metres / SPEED_OF_SOUND * rate
        early = at < len(response) - 1
        whole = at[early].astype(int)
        part = at[early] - whole
        np.add.at(response, whole, strength[early] * (1 - part))
        np.add.at(response, whole + 1, strength[early] * part)
    first = int(np.abs(response).argmax())
    return response[first:] / np.abs(response[first])


def resonance(
    samples: np.ndarray, hz: float, gain_db: float, quality: float, rate: int
) -> np.ndarray:
    """Peaking equaliser of Bristow-Johnson's Audio EQ Cookbook: a table that booms, a cup that rings."""
    amplitude, turn = 10 ** (gain_db / 40), 2 * np.pi * hz / rate
    alpha = np.sin(turn) / (2 * quality)
    b = [1 + alpha * amplitude, -2 * np.cos(turn), 1 - alpha * amplitude]
    a = [1 + alpha / amplitude, -2 * np.cos(turn), 1 - alpha / amplitude]
    return signal.lfilter(b, a, samples)


def gain_control(
    samples: np.ndarray, strength: float, seconds: tuple[float, float], rate: int
) -> np.ndarray:
    """A recorder that evens out loudness: power `strength` of the envelope divided away, quick to turn down
    and slow to turn up again."""
    envelopes = []
    for constant in seconds:
        step = 1 - np.exp(-1 / (constant * rate))
        envelopes.append(signal.lfilter([step], [1, step - 1], samples**2))
    return samples * np.sqrt(np.maximum(*envelopes) + 1e-12) ** -strength


def as_in_a_call(samples: np.ndarray, rate: int, random: Generator) -> np.ndarray:
    """Through noise suppression of any strength, as calls and voice messages go."""
    heard = suppressed(Sound(samples, rate), int(random.choice(SUPPRESSION_LEVELS)))
    return (heard if rate == heard.rate else resampled(heard, rate)).samples


def transmitted(samples: np.ndarray, rate: int, random: Generator) -> np.ndarray:
    """As a messenger or a recorder that saves space leaves it."""
    encoder, container, (low, high) = CODECS[random.integers(len(CODECS))]
    arguments = ("-c:a", encoder, "-b:a", f"{random.integers(low, high + 1)}k")
    return coded(Sound(samples, rate), arguments, container).samples


def variant(samples: np.ndarray, settings: Rooms, rate: int, random: Generator) -> np.ndarray:
    """One other way in which this recording could have come about."""
    # Drawn apart: with and without suppression, all else is the same.
    of_suppression = random.spawn(1)[0]
    # Played faster it is a smaller cup filled more quickly: resonance and rhythm move together.
    speed = np.exp(random.uniform(-settings.resample, settings.resample))
    samples = signal.resample_poly(samples.astype(np.float64), 1000, round(1000 * speed))
    if random.random() < settings.room_probability:
        samples = signal.fftconvolve(samples, room_response(settings, rate, random))[: len(samples)]
    for _ in range(random.integers(settings.resonances + 1)):
        hz = np.exp(random.uniform(np.log(100), np.log(0.47 * rate)))
        gain_db = random.uniform(-settings.resonance_db, settings.resonance_db)
        samples = resonance(samples, hz, gain_db, random.uniform(0.6, 5), rate)
    if random.random() < settings.highpass_probability:
        order, hz = int(random.integers(1, 3)), random.uniform(*settings.highpass_hz)
        samples = signal.sosfilt(signal.butter(order, hz, "high", fs=rate, output="sos"), samples)
    if random.random() < settings.gain_control_probability:
        strength = random.uniform(*settings.gain_control_strength)
        seconds = (random.uniform(0.005, 0.05), random.uniform(0.1, 0.8))
        samples = gain_control(samples, strength, seconds, rate)
    if random.random() < settings.overdrive_probability:
        drive = random.uniform(1, 4)
        samples = np.tanh(drive * samples / max(np.abs(samples).max(), 1e-9)) / drive
    loudest = max(np.abs(samples).max(), 1e-9)
    samples = (0.5 * samples / loudest).astype(np.float32)
    if of_suppression.random() < settings.noise_suppression_probability:
        samples = as_in_a_call(samples, rate, of_suppression)
    # Last: what a codec throws away depends on everything before it.
    return (
        transmitted(samples, rate, random)
        if random.random() < settings.codec_probability
        else samples
    )


@dataclass(frozen=True)
class Elsewhere:
    """Mel power [bands, frames] of one clip's variants, and in the rooms that all pours share."""

    variants: tuple[Tensor, ...]
    shared: tuple[Tensor, ...]


def elsewhere(clip: Clip, samples: Tensor, settings: Rooms, seed: int, fe: FrontEnd) -> Elsewhere:
    """The same seed and clip give the same variants.

    Shared rooms are the same for every pour: a person's own kitchen and telephone, as a held-out pour and its
    reference pour would share them. They are judged in, never trained on.
    """
    count = settings.variants_of_pour if clip.pouring else settings.variants_of_negative
    variants = []
    for index in range(count):
        random = np.random.default_rng([seed, int(clip.sha256[:12], 16), index])
        changed = variant(samples.numpy(), settings, fe.sample_rate, random)
        # Each begins at another place between two hops, so that training meets all phases of the spectrogram.
        variants.append(power(changed[int(random.integers(fe.hop)) :], fe))
    shared = []
    for room in range(settings.shared_rooms if clip.pouring else 0):
        random = np.random.default_rng([seed, room])
        shared.append(power(variant(samples.numpy(), settings, fe.sample_rate, random), fe))
    return Elsewhere(tuple(variants), tuple(shared))


def power(samples: np.ndarray, fe: FrontEnd) -> Tensor:
    return mel_power(torch.from_numpy(samples.copy()), fe).float()


def cache_file(clip: Clip, samples: Tensor, settings: Rooms, seed: int, fe: FrontEnd) -> Path:
    # All that makes them, and what pins ffmpeg, SciPy and the noise suppression.
    here = Path(__file__).parent
    sources = (here / name for name in ("rooms.py", "sound.py", "features.py", "requirements.txt"))
    source = b"".join(path.read_bytes() for path in sources)
    # How often variants are drawn does not change them.
    made_by = repr((replace(settings, share=0.0), seed, fe))
    key = hashlib.sha256(source + made_by.encode()).hexdigest()[:12]
    # By what the decoder made of the clip: another build of it may hear other samples.
    heard = hashlib.sha256(samples.numpy().tobytes()).hexdigest()[:12]
    return ROOT / "target/rooms" / key / f"{clip.sha256}-{heard}.pt"


def prepare(
    clips: list[Clip], folder: Path, settings: Rooms, seed: int, fe: FrontEnd, workers: int
) -> None:
    """Make what target/rooms does not hold yet."""
    check_encoders()
    if settings.noise_suppression_probability > 0:
        check_suppressor()
    heard = ((c, read_pcm(c, folder, fe.sample_rate)) for c in clips)
    missing = [
        c for c, samples in heard if not cache_file(c, samples, settings, seed, fe).is_file()
    ]
    jobs = [(c, folder, settings, seed, fe) for c in missing]
    with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn")) as pool:
        list(pool.map(_prepare_one, jobs, chunksize=8))


def _prepare_one(job: tuple[Clip, Path, Rooms, int, FrontEnd]) -> None:
    clip, folder, settings, seed, fe = job
    torch.set_num_threads(1)
    samples = read_pcm(clip, folder, fe.sample_rate)
    path = cache_file(clip, samples, settings, seed, fe)
    path.parent.mkdir(parents=True, exist_ok=True)
    # Written aside, then renamed: a run that is stopped leaves no half file behind.
    partial = path.with_suffix(f".{os.getpid()}.part")
    made = elsewhere(clip, samples, settings, seed, fe)
    torch.save({"variants": made.variants, "shared": made.shared}, partial)
    partial.replace(path)


def read(clip: Clip, samples: Tensor, settings: Rooms, seed: int, fe: FrontEnd) -> Elsewhere:
    return Elsewhere(**torch.load(cache_file(clip, samples, settings, seed, fe)))
