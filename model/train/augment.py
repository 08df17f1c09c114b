"""Augments mel power anew in every step: microphones, noise, echoes and gaps.

A class is nearly a recording session here, so anything constant over a clip reveals the class.
Augmentation works on mel power, before the logarithm: there a microphone's response multiplies and
noise adds, as in air.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor

from ..data.features import FrontEnd, mel_power


def db_to_power_ratio(db: Tensor) -> Tensor:
    return 10.0 ** (db / 10.0)


@dataclass(frozen=True)
class AugmentSettings:
    """The settings of config.yaml's `augment`; their reasons are given there."""

    stretch: float
    shift_bands: float
    eq_db: float
    eq_knots: int
    tilt_db: float
    gain_db: float
    noise_probability: float
    noise_snr_db: tuple[float, float]
    background_probability: float
    background_snr_db: tuple[float, float]
    reverb_probability: float
    reverb_seconds: tuple[float, float]
    lowpass_probability: float
    lowpass_lowest_band: int
    time_masks: int
    time_mask_frames: int
    band_masks: int
    band_mask_bands: int


class Augmenter:
    def __init__(self, settings: AugmentSettings, fe: FrontEnd, generator: torch.Generator) -> None:
        self.settings = settings
        self.fe = fe
        self.generator = generator
        # White noise through the front end has the correlation between frames of real noise.
        noise = torch.randn(20 * fe.sample_rate, generator=generator)
        self.white = mel_power(noise, fe).float()

    def uniform(self, low: float, high: float, *shape: int) -> Tensor:
        return low + (high - low) * torch.rand(*shape, generator=self.generator)

    def draw_mask(self, probability: float, count: int) -> Tensor:
        return (torch.rand(count, generator=self.generator) < probability).float()[:, None, None]

    def integer(self, high: int) -> int:
        return int(torch.randint(high, (1,), generator=self.generator))

    def source_frames(self, frames: int) -> int:
        """Returns how many frames a crop needs for the fastest stretch to fill a window."""
        return int(frames * (1 + self.settings.stretch)) + 1

    def warp(self, power: Tensor, frames: int) -> Tensor:
        """Stretches time by nearest frames, since interpolation smooths, and shifts bands."""
        count, bands, _ = power.shape
        speed = self.uniform(1 - self.settings.stretch, 1 + self.settings.stretch, count, 1)
        at = (torch.arange(frames) * speed).round().long().clamp(max=power.shape[-1] - 1)
        power = power.gather(2, at[:, None, :].expand(-1, bands, -1))
        shift = self.uniform(-self.settings.shift_bands, self.settings.shift_bands, count, 1)
        where = (torch.arange(bands) + shift).clamp(0, bands - 1)
        low = where.floor().long()
        part = (where - low)[:, :, None]
        high = (low + 1).clamp(max=bands - 1)

        def pick(index: Tensor) -> Tensor:
            return power.gather(1, index[:, :, None].expand(-1, -1, frames))

        return pick(low) * (1 - part) + pick(high) * part

    def smooth_curve(self, count: int, bands: int, spread_db: float) -> Tensor:
        knots = spread_db * torch.randn(count, 1, self.settings.eq_knots, generator=self.generator)
        return F.interpolate(knots, bands, mode="linear", align_corners=True)[:, 0]

    def apply_response(self, power: Tensor) -> Tensor:
        """Applies a random response of microphone and position: smooth equaliser and tilt."""
        count, bands, _ = power.shape
        tilt = self.uniform(-self.settings.tilt_db, self.settings.tilt_db, count, 1)
        curve = self.smooth_curve(count, bands, self.settings.eq_db) + tilt * torch.linspace(
            -1, 1, bands
        )
        return power * db_to_power_ratio(curve)[:, :, None]

    def reverberate(self, power: Tensor) -> Tensor:
        """Adds an exponential tail, the energy decay of a diffuse room (Schroeder)."""
        count, bands, frames = power.shape
        tail = 32
        low, high = self.settings.reverb_seconds
        rt60 = self.uniform(low, high, count, 1)
        decay = db_to_power_ratio(
            -60.0 * torch.arange(tail) * self.fe.hop / self.fe.sample_rate / rt60
        )
        wet = (
            self.uniform(0.1, 1.0, count, 1)
            * self.draw_mask(self.settings.reverb_probability, count)[:, :, 0]
        )
        decay = decay / decay.sum(1, keepdim=True)
        kernel = wet * decay
        kernel[:, 0] += 1 - wet[:, 0]
        padded = F.pad(power, (tail - 1, 0), mode="reflect").transpose(0, 1)
        return (
            F.conv1d(padded, kernel.flip(1)[:, None], groups=count)
            .transpose(0, 1)
            .reshape(power.shape)
        )

    def draw_noise(self, count: int, bands: int, frames: int) -> Tensor:
        """Returns coloured stationary noise of mean power 1."""
        starts = [self.integer(self.white.shape[1] - frames) for _ in range(count)]
        white = torch.stack([self.white[:, s : s + frames] for s in starts])
        tilt = self.uniform(-15.0, 5.0, count, 1) * torch.linspace(-1, 1, bands)
        coloured = (
            white * db_to_power_ratio(tilt + self.smooth_curve(count, bands, 4.0))[:, :, None]
        )
        return coloured / coloured.mean((1, 2), keepdim=True)

    def add_noise(self, power: Tensor) -> Tensor:
        low, high = self.settings.noise_snr_db
        level = db_to_power_ratio(-self.uniform(low, high, len(power)))[:, None, None]
        level = level * self.draw_mask(self.settings.noise_probability, len(power))
        return power + level * power.mean((1, 2), keepdim=True) * self.draw_noise(*power.shape)

    def add_background(self, power: Tensor, background: Tensor) -> Tensor:
        low, high = self.settings.background_snr_db
        level = db_to_power_ratio(-self.uniform(low, high, len(power)))[:, None, None]
        level = level * self.draw_mask(self.settings.background_probability, len(power))
        loudness = power.mean((1, 2), keepdim=True) / background.mean((1, 2), keepdim=True).clamp(
            min=1e-12
        )
        return power + level * loudness * background

    def apply_lowpass(self, power: Tensor) -> Tensor:
        """Attenuates all bands from a random one upwards by 60 dB, as codecs and telephones do."""
        count, bands, _ = power.shape
        lowest = self.settings.lowpass_lowest_band
        first = lowest + torch.randint(bands - lowest, (count, 1), generator=self.generator)
        cut = (torch.arange(bands) >= first).float()[:, :, None]
        cut = cut * self.draw_mask(self.settings.lowpass_probability, count)
        return power * db_to_power_ratio(-60.0 * cut)

    def apply_gain(self, power: Tensor) -> Tensor:
        gain = self.uniform(-self.settings.gain_db, self.settings.gain_db, len(power))
        return power * db_to_power_ratio(gain)[:, None, None]

    def apply_mask(self, log_mel: Tensor) -> Tensor:
        """Applies SpecAugment (Park et al. 2019), filled with each band's mean over time.

        In masked bands the network's subtraction of the mean over bands leaves that mean, with
        reversed sign (experiment 38).
        """
        count, bands, frames = log_mel.shape
        masked = torch.zeros(count, bands, frames, dtype=torch.bool)
        for _ in range(self.settings.band_masks):
            masked |= self._mask_stripe(count, bands, self.settings.band_mask_bands)[:, :, None]
        for _ in range(self.settings.time_masks):
            masked |= self._mask_stripe(count, frames, self.settings.time_mask_frames)[:, None, :]
        return torch.where(masked, log_mel.mean(2, keepdim=True), log_mel)

    def _mask_stripe(self, count: int, length: int, widest: int) -> Tensor:
        width = torch.randint(widest + 1, (count, 1), generator=self.generator)
        start = (torch.rand(count, 1, generator=self.generator) * (length - width)).long()
        at = torch.arange(length)
        return (at >= start) & (at < start + width)

    def mixup_weights(self, count: int, alpha: float) -> Tensor:
        """Draws from Beta(alpha, alpha) by Jöhnk's method, which takes this generator's numbers."""
        if alpha <= 0:
            return torch.ones(count)
        one = torch.rand(count, 64, generator=self.generator).clamp(min=1e-9) ** (1 / alpha)
        two = torch.rand(count, 64, generator=self.generator).clamp(min=1e-9) ** (1 / alpha)
        total = one + two
        accepted = ((total <= 1) & (total > 1e-30)).float().argmax(1, keepdim=True)
        weight = (one / total).gather(1, accepted)[:, 0]
        return torch.maximum(weight, 1 - weight)
