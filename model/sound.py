"""Sounds in and out of files, codecs and sample rates, by one ffmpeg, and through a call's noise suppression.

ffmpeg is pinned with imageio-ffmpeg: another encoder's 32 kb/s is another sound.
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
    AudioProcessor = None  # It is there for Linux only; all else goes without.

ENCODERS = ("aac", "libopus")
# What WebRTC's audio processing takes: 16-bit steps of 10 ms at this rate.
CALL_RATE = 16_000
CALL_STEP = CALL_RATE // 100
# Its strengths of noise suppression: low, moderate, high (what browsers ask for) and very high.
SUPPRESSION_LEVELS = (1, 2, 3, 4)
SUPPRESSION_HIGH = 3


@dataclass(frozen=True, eq=False)
class Sound:
    """Mono samples, full scale 1. `bits` is how they are written: 32 as floats, 16 as integers."""

    samples: np.ndarray
    rate: int
    bits: int = 32


def ffmpeg(arguments: Sequence[str | Path], stdin: bytes = b"") -> bytes:
    # One thread and no dates or library versions in the files, so that every run gives the same bytes.
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
        said = done.stderr.decode(errors="replace").strip().splitlines()
        raise RuntimeError(f"ffmpeg: {said[-1] if said else f'exit status {done.returncode}'}")
    return done.stdout


def check_encoders() -> None:
    """IMAGEIO_FFMPEG_EXE, or a platform without a bundled ffmpeg, may bring one that lacks them."""
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
    """Mono floats at `rate`, or at the source's own."""
    resample = ["-ar", str(rate)] if rate else []
    # AU: unlike a WAV header, its header is complete when written to a pipe, and six numbers long.
    au = ffmpeg(
        [*source, "-vn", "-ac", "1", *resample, "-c:a", "pcm_f32be", "-f", "au", "pipe:1"], stdin
    )
    _, offset, _, _, own_rate, _ = struct.unpack_from(">4s5I", au)
    return Sound(np.frombuffer(au, ">f4", offset=offset).astype(np.float32), own_rate)


def read_sound(path: Path, rate: int | None = None) -> Sound:
    try:
        return decode(["-i", path], rate)
    except RuntimeError as problem:
        raise RuntimeError(f"{path.name}: {problem}") from None


def raw_input(sound: Sound) -> tuple[list[str], bytes]:
    """A sound as ffmpeg takes it from a pipe: the arguments that describe it, and its bytes."""
    described = ["-f", "f32le", "-ar", str(sound.rate), "-ac", "1", "-i", "pipe:0"]
    return described, sound.samples.astype("<f4").tobytes()


def write_wav(path: Path, sound: Sound) -> None:
    """By hand: the standard library's `wave` knows no floats."""
    if sound.bits == 16:
        kind, content = 1, sixteen_bits(sound.samples).tobytes()
    else:
        kind, content = 3, sound.samples.astype("<f4").tobytes()
    frame = sound.bits // 8
    form = struct.pack("<HHIIHH", kind, 1, sound.rate, sound.rate * frame, frame, sound.bits)
    chunks = b"WAVE" + b"fmt " + struct.pack("<I", len(form)) + form
    chunks += b"data" + struct.pack("<I", len(content)) + content
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"RIFF" + struct.pack("<I", len(chunks)) + chunks)


def sixteen_bits(samples: np.ndarray) -> np.ndarray:
    return np.round(samples.astype(np.float64) * 32_768).clip(-32_768, 32_767).astype("<i2")


def rms(samples: np.ndarray) -> float:
    return float(np.sqrt(np.mean(np.square(samples, dtype=np.float64))))


def resampled(sound: Sound, rate: int) -> Sound:
    source, stdin = raw_input(sound)
    return decode(source, rate, stdin)


def coded(sound: Sound, encoder: Sequence[str], container: str) -> Sound:
    source, stdin = raw_input(sound)
    # A file and not a pipe: an MP4 needs seeking, and only it says how much delay to cut off.
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"coded.{container}"
        ffmpeg([*source, *encoder, "-flags", "+bitexact", path], stdin)
        return read_sound(path)


def has_suppressor() -> bool:
    return AudioProcessor is not None


def check_suppressor() -> None:
    if not has_suppressor():
        raise RuntimeError(
            "webrtc-noise-gain is not installed: it is for Linux, see model/requirements.txt"
        )


def suppressed(sound: Sound, level: int) -> Sound:
    """As a call or a voice message sends it: what stays the same is held to be noise, and taken away.

    By WebRTC's audio processing, at `CALL_RATE`, in 16 bits; it has a high-pass, too (-9 dB at 60 Hz).
    `level` is one of `SUPPRESSION_LEVELS`. Less than 10 ms at the end are lost.
    """
    check_suppressor()
    call = sound if sound.rate == CALL_RATE else resampled(sound, CALL_RATE)
    processor = AudioProcessor(0, level)  # 0: its gain control stays off.
    steps = sixteen_bits(call.samples)
    whole = len(steps) // CALL_STEP * CALL_STEP
    heard = b"".join(
        processor.Process10ms(steps[at : at + CALL_STEP].tobytes()).audio
        for at in range(0, whole, CALL_STEP)
    )
    return Sound(np.frombuffer(heard, "<i2").astype(np.float32) / 32_768, CALL_RATE, bits=16)
