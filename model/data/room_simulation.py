"""Simulates each clip in other rooms, cups and telephones, before training starts.

`augment.py` changes mel power anew in every training step. Single echoes, a higher resonance, gain
control, clipping and noise suppression have to be applied to samples. Therefore a few variants of
each clip are made once and cached in target/, and training draws from them.
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

from .clips import MODEL_FOLDER, ROOT, Clip, read_pcm
from .codecs import (
    SUPPRESSION_LEVELS,
    Sound,
    check_encoders,
    check_noise_suppressor,
    resample,
    suppress_noise,
    transcode,
)
from .features import FrontEnd, mel_power

SPEED_OF_SOUND = 343.0
# Later reflections are denser than the front end resolves; `Augmenter.reverberate` adds those.
MAX_REFLECTION_SECONDS = 0.4
# Encoder, container and range of bit rates in kb/s at the model's rate, as telephones use them.
CODECS = (("aac", "m4a", (12, 40)), ("libopus", "ogg", (8, 32)))


@dataclass(frozen=True)
class RoomSettings:
    """The settings of config.yaml's `rooms`; their reasons are given there."""

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


def room_response(settings: RoomSettings, rate: int, random: Generator) -> np.ndarray:
    """Returns the impulse response of a random kitchen, with the direct sound first and of size 1.

    It uses image sources (Allen & Berkley 1979). All walls absorb equally. The pour is at a table's
    height.
    """
    size = random.uniform([2.0, 2.0, 2.2], [6.0, 5.0, 3.0])
    seconds = random.uniform(*settings.room_seconds)
    # Sabine (1922): the absorption that gives this reverberation time.
    surface = 2 * (size[0] * size[1] + size[0] * size[2] + size[1] * size[2])
    reflection = np.sqrt(1 - min(0.95, 0.161 * size.prod() / (surface * seconds)))
    source = random.uniform(0.3, 0.7, 3) * size
    source[2] = random.uniform(0.8, 1.2)
    direction = random.standard_normal(3) * [1, 1, 0.3]
    distance = random.uniform(*settings.room_distance)
    microphone = np.clip(source + distance * direction / np.linalg.norm(direction), 0.1, size - 0.1)

    length_seconds = min(seconds, MAX_REFLECTION_SECONDS)
    response = np.zeros(int(length_seconds * rate) + 2)
    reach = [int(np.ceil(length_seconds * SPEED_OF_SOUND / (2 * side))) for side in size]
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


def apply_resonance(
    samples: np.ndarray, hz: float, gain_db: float, quality: float, rate: int
) -> np.ndarray:
    """Applies a peaking equaliser (Bristow-Johnson's Audio EQ Cookbook), as of a table or a cup."""
    amplitude, turn = 10 ** (gain_db / 40), 2 * np.pi * hz / rate
    alpha = np.sin(turn) / (2 * quality)
    b = [1 + alpha * amplitude, -2 * np.cos(turn), 1 - alpha * amplitude]
    a = [1 + alpha / amplitude, -2 * np.cos(turn), 1 - alpha / amplitude]
    return signal.lfilter(b, a, samples)


def apply_gain_control(
    samples: np.ndarray, strength: float, seconds: tuple[float, float], rate: int
) -> np.ndarray:
    """Divides by the power `strength` of the envelope, as a recorder's gain control does.

    `seconds` are the time constants of its fast and its slow envelope.
    """
    envelopes = []
    for constant in seconds:
        step = 1 - np.exp(-1 / (constant * rate))
        envelopes.append(signal.lfilter([step], [1, step - 1], samples**2))
    return samples * np.sqrt(np.maximum(*envelopes) + 1e-12) ** -strength


def apply_noise_suppression(samples: np.ndarray, rate: int, random: Generator) -> np.ndarray:
    """Applies noise suppression of a random strength, as calls and voice messages do."""
    processed = suppress_noise(Sound(samples, rate), int(random.choice(SUPPRESSION_LEVELS)))
    return (processed if rate == processed.rate else resample(processed, rate)).samples


def apply_codec(samples: np.ndarray, rate: int, random: Generator) -> np.ndarray:
    """Encodes and decodes with a random codec and bit rate, as a messenger does."""
    encoder, container, (low, high) = CODECS[random.integers(len(CODECS))]
    arguments = ("-c:a", encoder, "-b:a", f"{random.integers(low, high + 1)}k")
    return transcode(Sound(samples, rate), arguments, container).samples


def simulate_variant(
    samples: np.ndarray, settings: RoomSettings, rate: int, random: Generator
) -> np.ndarray:
    """Simulates one variant of a recording."""
    # A separate generator: with and without suppression, all other draws are the same.
    suppression_random = random.spawn(1)[0]
    # Faster playback is a smaller cup that fills more quickly: pitch and rhythm change together.
    speed = np.exp(random.uniform(-settings.resample, settings.resample))
    samples = signal.resample_poly(samples.astype(np.float64), 1000, round(1000 * speed))
    if random.random() < settings.room_probability:
        samples = signal.fftconvolve(samples, room_response(settings, rate, random))[: len(samples)]
    for _ in range(random.integers(settings.resonances + 1)):
        hz = np.exp(random.uniform(np.log(100), np.log(0.47 * rate)))
        gain_db = random.uniform(-settings.resonance_db, settings.resonance_db)
        samples = apply_resonance(samples, hz, gain_db, random.uniform(0.6, 5), rate)
    if random.random() < settings.highpass_probability:
        order, hz = int(random.integers(1, 3)), random.uniform(*settings.highpass_hz)
        samples = signal.sosfilt(signal.butter(order, hz, "high", fs=rate, output="sos"), samples)
    if random.random() < settings.gain_control_probability:
        strength = random.uniform(*settings.gain_control_strength)
        seconds = (random.uniform(0.005, 0.05), random.uniform(0.1, 0.8))
        samples = apply_gain_control(samples, strength, seconds, rate)
    if random.random() < settings.overdrive_probability:
        drive = random.uniform(1, 4)
        samples = np.tanh(drive * samples / max(np.abs(samples).max(), 1e-9)) / drive
    loudest = max(np.abs(samples).max(), 1e-9)
    samples = (0.5 * samples / loudest).astype(np.float32)
    if suppression_random.random() < settings.noise_suppression_probability:
        samples = apply_noise_suppression(samples, rate, suppression_random)
    # The codec comes last, since its losses depend on everything before it.
    return (
        apply_codec(samples, rate, random)
        if random.random() < settings.codec_probability
        else samples
    )


@dataclass(frozen=True)
class SimulatedRooms:
    """Mel power [bands, frames] of one clip's variants, and of the clip in the shared rooms."""

    variants: tuple[Tensor, ...]
    shared: tuple[Tensor, ...]


def simulate_rooms(
    clip: Clip, samples: Tensor, settings: RoomSettings, seed: int, fe: FrontEnd
) -> SimulatedRooms:
    """Makes the variants of a clip; the same seed and clip give the same variants.

    The shared rooms are the same for every pour, as a pour and its reference share a kitchen and a
    telephone. They are used for calibration, never for training.
    """
    count = settings.variants_of_pour if clip.pouring else settings.variants_of_negative
    variants = []
    for index in range(count):
        random = np.random.default_rng([seed, int(clip.sha256[:12], 16), index])
        changed = simulate_variant(samples.numpy(), settings, fe.sample_rate, random)
        # Starts at a random place within a hop, so that training covers all phases of the frames.
        variants.append(to_power(changed[int(random.integers(fe.hop)) :], fe))
    shared = []
    for room in range(settings.shared_rooms if clip.pouring else 0):
        random = np.random.default_rng([seed, room])
        shared.append(
            to_power(simulate_variant(samples.numpy(), settings, fe.sample_rate, random), fe)
        )
    return SimulatedRooms(tuple(variants), tuple(shared))


def to_power(samples: np.ndarray, fe: FrontEnd) -> Tensor:
    return mel_power(torch.from_numpy(samples.copy()), fe).float()


def cache_file(
    clip: Clip, samples: Tensor, settings: RoomSettings, seed: int, fe: FrontEnd
) -> Path:
    # Everything that determines the variants, with the versions of ffmpeg, SciPy and suppression.
    here = Path(__file__).parent
    modules = ("room_simulation.py", "codecs.py", "features.py")
    sources = (*(here / name for name in modules), MODEL_FOLDER / "requirements.txt")
    source = b"".join(path.read_bytes() for path in sources)
    # The share of variants among the crops does not change the variants.
    made_by = repr((replace(settings, share=0.0), seed, fe))
    key = hashlib.sha256(source + made_by.encode()).hexdigest()[:12]
    # Another build of the decoder may return other samples.
    samples_digest = hashlib.sha256(samples.numpy().tobytes()).hexdigest()[:12]
    return ROOT / "target/rooms" / key / f"{clip.sha256}-{samples_digest}.pt"


def cache_variants(
    clips: list[Clip], folder: Path, settings: RoomSettings, seed: int, fe: FrontEnd, workers: int
) -> None:
    """Makes and caches the variants that are not in target/rooms yet."""
    check_encoders()
    if settings.noise_suppression_probability > 0:
        check_noise_suppressor()
    decoded = ((c, read_pcm(c, folder, fe.sample_rate)) for c in clips)
    missing = [
        c for c, samples in decoded if not cache_file(c, samples, settings, seed, fe).is_file()
    ]
    jobs = [(c, folder, settings, seed, fe) for c in missing]
    with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn")) as pool:
        list(pool.map(_prepare_one, jobs, chunksize=8))


def _prepare_one(job: tuple[Clip, Path, RoomSettings, int, FrontEnd]) -> None:
    clip, folder, settings, seed, fe = job
    torch.set_num_threads(1)
    samples = read_pcm(clip, folder, fe.sample_rate)
    path = cache_file(clip, samples, settings, seed, fe)
    path.parent.mkdir(parents=True, exist_ok=True)
    # The rename is atomic: an interrupted run leaves no half file.
    partial = path.with_suffix(f".{os.getpid()}.part")
    made = simulate_rooms(clip, samples, settings, seed, fe)
    torch.save({"variants": made.variants, "shared": made.shared}, partial)
    partial.replace(path)


def read_variants(
    clip: Clip, samples: Tensor, settings: RoomSettings, seed: int, fe: FrontEnd
) -> SimulatedRooms:
    return SimulatedRooms(**torch.load(cache_file(clip, samples, settings, seed, fe)))
