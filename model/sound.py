"""Sounds in and out of files, codecs and sample rates, by one ffmpeg.

It is pinned with imageio-ffmpeg: another encoder's 32 kb/s is another sound.
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

ENCODERS = ("aac", "libopus")


@dataclass(frozen=True, eq=False)
class Sound:
    """Mono samples, full scale 1. `bits` is how they are written: 32 as floats, 16 as integers."""

    samples: np.ndarray
    rate: int
    bits: int = 32


def ffmpeg(arguments: Sequence[str | Path], stdin: bytes = b"") -> bytes:
    # One thread and no dates or library versions in the files, so that every run gives the same bytes.
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-hide_banner", "-loglevel", "error", "-threads", "1"]
    done = subprocess.run([*command, *arguments], input=stdin, capture_output=True)
    if done.returncode != 0:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        raise RuntimeError(f"ffmpeg: {said[-1] if said else f'exit status {done.returncode}'}")
    return done.stdout


def check_encoders() -> None:
    """IMAGEIO_FFMPEG_EXE, or a platform without a bundled ffmpeg, may bring one that lacks them."""
    known = {line.split()[1] for line in ffmpeg(["-encoders"]).decode().splitlines() if len(line.split()) > 1}
    if missing := [name for name in ENCODERS if name not in known]:
        raise RuntimeError(f"{imageio_ffmpeg.get_ffmpeg_exe()} has no encoder {' and no '.join(missing)}")


def decode(source: Sequence[str | Path], rate: int | None, stdin: bytes = b"") -> Sound:
    """Mono floats at `rate`, or at the source's own."""
    resample = ["-ar", str(rate)] if rate else []
    # AU: unlike a WAV header, its header is complete when written to a pipe, and six numbers long.
    au = ffmpeg([*source, "-vn", "-ac", "1", *resample, "-c:a", "pcm_f32be", "-f", "au", "pipe:1"], stdin)
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
        steps = np.round(sound.samples.astype(np.float64) * 32_768)
        kind, content = 1, steps.clip(-32_768, 32_767).astype("<i2").tobytes()
    else:
        kind, content = 3, sound.samples.astype("<f4").tobytes()
    frame = sound.bits // 8
    form = struct.pack("<HHIIHH", kind, 1, sound.rate, sound.rate * frame, frame, sound.bits)
    chunks = b"WAVE" + b"fmt " + struct.pack("<I", len(form)) + form
    chunks += b"data" + struct.pack("<I", len(content)) + content
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"RIFF" + struct.pack("<I", len(chunks)) + chunks)


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
