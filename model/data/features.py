"""The front end: samples to log-mel in dB, as by librosa 0.11 and kernels/src/mel.rs.

Every constant comes from hot-or-cold.json, which Rust and the page read too. Spectra are computed
in f64, since three implementations have to agree to 1e-3 dB. Far below a frame's peak an f32 FFT
is mostly rounding error.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor

from .clips import MODEL_FOLDER, Clip

SIDECAR = MODEL_FOLDER / "hot-or-cold.json"

# Slaney's Auditory Toolbox scale, as in librosa.hz_to_mel(htk=False): linear up to 1 kHz, then
# logarithmic.
LINEAR_HZ_PER_MEL = 200.0 / 3
BREAK_HZ = 1000.0
BREAK_MEL = BREAK_HZ / LINEAR_HZ_PER_MEL
LOG_STEP = torch.log(torch.tensor(6.4, dtype=torch.float64)).item() / 27.0


@dataclass(frozen=True)
class FrontEnd:
    sample_rate: int
    fft_size: int
    hop: int
    mel_bands: int
    mel_min_hz: float
    mel_max_hz: float
    power_floor: float
    window: str = "hann"
    mel_scale: str = "slaney"
    mel_norm: str = "slaney"

    def __post_init__(self) -> None:
        if (self.window, self.mel_scale, self.mel_norm) != ("hann", "slaney", "slaney"):
            raise ValueError(
                "hot-or-cold.json asks for a window or mel scale that this front end does not have"
            )

    def frame_count(self, samples: int) -> int:
        return 0 if samples < self.fft_size else 1 + (samples - self.fft_size) // self.hop


@dataclass(frozen=True)
class Windows:
    frames: int
    hop_frames: int
    min_seconds: float


@dataclass(frozen=True)
class ClipFeatures:
    """Mel power [bands, frames] of a clip: as recorded, of its variants, and in the shared rooms.

    `room_simulation.py` makes the variants and the shared rooms.
    """

    clip: Clip
    power: Tensor
    variants: tuple[Tensor, ...] = ()
    shared_rooms: tuple[Tensor, ...] = ()


def read_sidecar(path: Path = SIDECAR) -> dict:
    return json.loads(path.read_text())


def front_end(path: Path = SIDECAR) -> FrontEnd:
    return FrontEnd(**read_sidecar(path)["front_end"])


def windows(path: Path = SIDECAR) -> Windows:
    return Windows(**read_sidecar(path)["windows"])


def hz_to_mel(hz: Tensor) -> Tensor:
    return torch.where(
        hz < BREAK_HZ,
        hz / LINEAR_HZ_PER_MEL,
        BREAK_MEL + torch.log(hz.clamp(min=BREAK_HZ) / BREAK_HZ) / LOG_STEP,
    )


def mel_to_hz(mel: Tensor) -> Tensor:
    return torch.where(
        mel < BREAK_MEL, mel * LINEAR_HZ_PER_MEL, BREAK_HZ * torch.exp(LOG_STEP * (mel - BREAK_MEL))
    )


@lru_cache
def mel_filters(fe: FrontEnd) -> Tensor:
    """[bands, bins], equal to librosa.filters.mel(htk=False, norm="slaney", dtype=float64)."""
    bins = torch.arange(fe.fft_size // 2 + 1, dtype=torch.float64) * fe.sample_rate / fe.fft_size
    edges_mel = hz_to_mel(torch.tensor([fe.mel_min_hz, fe.mel_max_hz], dtype=torch.float64))
    edges = mel_to_hz(
        torch.linspace(edges_mel[0], edges_mel[1], fe.mel_bands + 2, dtype=torch.float64)
    )
    ramps = edges[:, None] - bins[None, :]
    gaps = edges.diff()[:, None]
    rising = -ramps[:-2] / gaps[:-1]
    falling = ramps[2:] / gaps[1:]
    area = 2.0 / (edges[2:] - edges[:-2])
    return torch.minimum(rising, falling).clamp(min=0) * area[:, None]


def mel_power(pcm: Tensor, fe: FrontEnd) -> Tensor:
    """[samples] to [bands, frames] in f64, as librosa's melspectrogram(center=False, power=2)."""
    if fe.frame_count(len(pcm)) == 0:
        return torch.zeros(fe.mel_bands, 0, dtype=torch.float64)
    frames = pcm.double().unfold(0, fe.fft_size, fe.hop)
    # Periodic Hann, as librosa takes from scipy.signal.get_window(fftbins=True).
    hann = torch.hann_window(fe.fft_size, periodic=True, dtype=torch.float64)
    spectrum = torch.fft.rfft(frames * hann)
    return mel_filters(fe) @ (spectrum.real.square() + spectrum.imag.square()).T


def to_db(power: Tensor, fe: FrontEnd) -> Tensor:
    """librosa.power_to_db(ref=1, amin=power_floor, top_db=None)."""
    return 10.0 * torch.log10(power.clamp(min=fe.power_floor))


def log_mel(pcm: Tensor, fe: FrontEnd) -> Tensor:
    return to_db(mel_power(pcm, fe), fe).float()


def cut_windows(spectrogram: Tensor, spec: Windows) -> Tensor:
    """[bands, frames] to [count, bands, F]: the windows that classifier.rs cuts from a clip."""
    frames = spectrogram.shape[-1]
    if frames < spec.frames:
        # Repeats the frames of a short clip. Padding with silence would add a step in level.
        return spectrogram[:, torch.arange(spec.frames) % frames][None]
    starts = list(range(0, frames - spec.frames + 1, spec.hop_frames))
    if starts[-1] + spec.frames < frames:
        starts.append(frames - spec.frames)
    return torch.stack([spectrogram[:, s : s + spec.frames] for s in starts])


def find_active_frames(power: Tensor, below_loudest_db: float, smooth_frames: int = 16) -> Tensor:
    """Marks the frames of a pour in which water flows: those near the clip's loudest tenth.

    Every pour begins with room tone, up to a third of the clip. Labelled "hot", it would teach
    the room.
    """
    level = power.clamp(min=1e-10).log10().mean(0) * 10
    level = F.avg_pool1d(
        level[None, None], smooth_frames + 1, 1, smooth_frames // 2, count_include_pad=False
    )[0, 0]
    return level >= level.quantile(0.9) - below_loudest_db
