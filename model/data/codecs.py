"""Reads, writes, resamples and encodes sounds with ffmpeg, and applies WebRTC noise suppression.

imageio-ffmpeg pins the version of ffmpeg: another encoder sounds different at the same bit rate.
"""

from __future__ import annotations

import struct
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import imageio_ffmpeg
import numpy as np

try:
    from webrtc_noise_gain import AudioProcessor
except ImportError:
    AudioProcessor = None  # Linux only; everything else works without it.

ENCODERS = ("aac", "libopus")
# WebRTC's audio processing takes 16-bit steps of 10 ms at this rate.
CALL_RATE = 16_000
CALL_STEP_SAMPLES = CALL_RATE // 100
# Strengths of noise suppression: low, moderate, high (the browsers' choice) and very high.
SUPPRESSION_LEVELS = (1, 2, 3, 4)
SUPPRESSION_HIGH = 3


@dataclass(frozen=True, eq=False)
class Sound:
    """Mono samples, full scale 1. `bits` is the file format: 32 for floats, 16 for integers."""

    samples: np.ndarray
    rate: int
    bits: int = 32


def ffmpeg(arguments: Sequence[str | Path], stdin: bytes = b"") -> bytes:
    # One thread, no dates and no library versions: every run gives the same bytes.
    command = [
        imageio_ffmpeg.get_ffmpeg_exe(),
        "-hide_banner",
        "-loglevel",
        "error",
        "-threads",
        "1",
    ]
    done = subprocess.run([*command, *arguments], input=stdin, capture_output=True)
    if done.returncode != 0:
        lines = done.stderr.decode(errors="replace").strip().splitlines()
        raise RuntimeError(f"ffmpeg: {lines[-1] if lines else f'exit status {done.returncode}'}")
    return done.stdout


def check_encoders() -> None:
    """Raises RuntimeError if ffmpeg lacks an encoder, as one from IMAGEIO_FFMPEG_EXE may."""
    known = {
        line.split()[1]
        for line in ffmpeg(["-encoders"]).decode().splitlines()
        if len(line.split()) > 1
    }
    if missing := [name for name in ENCODERS if name not in known]:
        raise RuntimeError(
            f"{imageio_ffmpeg.get_ffmpeg_exe()} has no encoder {' and no '.join(missing)}"
        )


def decode(source: Sequence[str | Path], rate: int | None, stdin: bytes = b"") -> Sound:
    """Returns mono floats at `rate`, or at the source's own rate."""
    rate_option = ["-ar", str(rate)] if rate else []
    # AU, since its header is complete when written to a pipe (a WAV header is not).
    au = ffmpeg(
        [*source, "-vn", "-ac", "1", *rate_option, "-c:a", "pcm_f32be", "-f", "au", "pipe:1"], stdin
    )
    _, offset, _, _, own_rate, _ = struct.unpack_from(">4s5I", au)
    return Sound(np.frombuffer(au, ">f4", offset=offset).astype(np.float32), own_rate)


def read_sound(path: Path, rate: int | None = None) -> Sound:
    try:
        return decode(["-i", path], rate)
    except RuntimeError as problem:
        raise RuntimeError(f"{path.name}: {problem}") from None


def raw_input(sound: Sound) -> tuple[list[str], bytes]:
    """Returns ffmpeg's arguments for a sound from a pipe, and the sound's bytes."""
    arguments = ["-f", "f32le", "-ar", str(sound.rate), "-ac", "1", "-i", "pipe:0"]
    return arguments, sound.samples.astype("<f4").tobytes()


def write_wav(path: Path, sound: Sound) -> None:
    """Writes a WAV file. The standard library's `wave` has no float format."""
    if sound.bits == 16:
        kind, content = 1, to_int16(sound.samples).tobytes()
    else:
        kind, content = 3, sound.samples.astype("<f4").tobytes()
    frame = sound.bits // 8
    form = struct.pack("<HHIIHH", kind, 1, sound.rate, sound.rate * frame, frame, sound.bits)
    chunks = b"WAVE" + b"fmt " + struct.pack("<I", len(form)) + form
    chunks += b"data" + struct.pack("<I", len(content)) + content
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"RIFF" + struct.pack("<I", len(chunks)) + chunks)


def to_int16(samples: np.ndarray) -> np.ndarray:
    return np.round(samples.astype(np.float64) * 32_768).clip(-32_768, 32_767).astype("<i2")


def rms(samples: np.ndarray) -> float:
    return float(np.sqrt(np.mean(np.square(samples, dtype=np.float64))))


def resample(sound: Sound, rate: int) -> Sound:
    source, stdin = raw_input(sound)
    return decode(source, rate, stdin)


def transcode(sound: Sound, encoder: Sequence[str], container: str) -> Sound:
    source, stdin = raw_input(sound)
    # A file, not a pipe: an MP4 needs seeking, and it stores the encoder's delay.
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"encoded.{container}"
        ffmpeg([*source, *encoder, "-flags", "+bitexact", path], stdin)
        return read_sound(path)


def has_noise_suppressor() -> bool:
    return AudioProcessor is not None


def check_noise_suppressor() -> None:
    if not has_noise_suppressor():
        raise RuntimeError(
            "webrtc-noise-gain is not installed: it is for Linux, see model/requirements.txt"
        )


def suppress_noise(sound: Sound, level: int) -> Sound:
    """Removes steady sound as noise, as a call or a voice message does.

    WebRTC's audio processing runs at `CALL_RATE` in 16 bits and has a high-pass (-9 dB at 60 Hz).
    `level` is one of `SUPPRESSION_LEVELS`. Up to 10 ms at the end are lost.
    """
    check_noise_suppressor()
    call = sound if sound.rate == CALL_RATE else resample(sound, CALL_RATE)
    processor = AudioProcessor(0, level)  # 0 switches its gain control off.
    steps = to_int16(call.samples)
    whole = len(steps) // CALL_STEP_SAMPLES * CALL_STEP_SAMPLES
    processed = b"".join(
        processor.Process10ms(steps[at : at + CALL_STEP_SAMPLES].tobytes()).audio
        for at in range(0, whole, CALL_STEP_SAMPLES)
    )
    return Sound(np.frombuffer(processed, "<i2").astype(np.float32) / 32_768, CALL_RATE, bits=16)
