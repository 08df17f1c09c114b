"""Recognises pours that were compressed too hard, as kernels/src/compression.rs does.

Speech codecs and low bit rates make cold water sound hot (experiment 51). Three signs of them are
measured in the log-mel frames of one pour. No sign depends on the level of the pour.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..data.features import read_sidecar

# Frames of a pour are active if they are at most this far below its loudest tenth, smoothed.
ACTIVE_BELOW_LOUDEST_DB = 12.0
LOUD_SHARE = 0.9
SMOOTH_FRAMES_EACH_SIDE = 8
# Half a second. Fewer frames tell too little.
MIN_FRAMES = 32
# Fine structure takes a second and a half: the noise of a shorter estimate passes for it.
MIN_FRAMES_SMOOTHED = 90
# The first minute of a pour. More would only cost memory.
MAX_FRAMES = 3750
# Outside of these bands recorders and resamplers leave jumps of their own.
LOWEST_BAND, HIGHEST_BAND = 2, 61
# The upper edge of a band limit is looked for from 1.2 to 6.6 kHz.
LOWEST_EDGE, HIGHEST_EDGE = 24, 60
# A drop at the last edge counts this much less. Chromium's resampler takes 13 dB from the highest
# band of a recording at 16 kHz.
LAST_EDGE_ALLOWANCE_DB = 5.5
BANDS_BELOW_EDGE = 4
# A filter takes some bands from passing to stopping.
TRANSITION_BANDS = 2
HOLE_SHARE = 0.99
CONTRAST_SHARE = 0.95
# Bands of `detail` (0.7 to 3.8 kHz), and of `slowness` (1.8 to 3.8 kHz). Every codec passes them.
DETAIL_BANDS = slice(14, 49)
SLOWNESS_BANDS = slice(32, 49)
COMMON_BANDS = slice(2, 49)
# Frames of a block. Even and odd blocks estimate the same spectrum with independent noise.
BLOCK_FRAMES = 8
DETAIL_DIFFERENCES = 4
DYNAMIC_RANGE_DB = 70.0
FLOOR_BELOW_BAND_MEAN_DB = 15.0
LOCAL_FRAMES_EACH_SIDE = 7


@dataclass(frozen=True)
class Measures:
    """What is measured in a pour, in dB except `slowness`."""

    # Largest drop of the mean spectrum at an upper edge, above which nothing rises again.
    edge_drop: float
    # 99% quantile of a cell's depth below the mean of its neighbouring bands.
    hole_depth: float
    # Fine structure of the mean spectrum, as rooms and microphones leave it.
    detail: float
    # Correlation of the flicker of successive frames.
    slowness: float
    # 95% quantile of the difference between neighbouring bands.
    contrast: float
    frames: int


@dataclass(frozen=True)
class Limits:
    """The limits in hot-or-cold.json, as kernels/src/compression.rs describes them."""

    edge_drop_db: float
    hole_depth_db: float
    detail_db: float
    slowness: float
    slowness_per_detail_db: float
    contrast_db: float


@dataclass(frozen=True)
class Signs:
    """Signs of compression. A smoothed pour may be cold and sound hot, never the other way."""

    band_limited: bool = False
    has_holes: bool = False
    smoothed: bool = False

    def forbids(self, hot: bool) -> bool:
        return self.band_limited or self.has_holes or (self.smoothed and hot)


def limits() -> Limits:
    return Limits(**read_sidecar()["compression"])


def moving_mean(values: np.ndarray, each_side: int) -> np.ndarray:
    """Averages over neighbours along the last axis; there are fewer at the ends."""
    count = values.shape[-1]
    zero = np.zeros((*values.shape[:-1], 1))
    sums = np.concatenate([zero, values.cumsum(-1)], -1)
    at = np.arange(count)
    first, end = (at - each_side).clip(0), (at + each_side + 1).clip(max=count)
    return (sums[..., end] - sums[..., first]) / (end - first)


def quantile(values: np.ndarray, share: float) -> float:
    """Returns the value at this share of the ranks, rounded down: never between two values."""
    rank = int(share * (values.size - 1))
    return float(np.partition(values, rank, axis=None).flat[rank])


def trim(log_mel: np.ndarray) -> np.ndarray:
    """Returns [bands, frames] from the first active frame to the last one."""
    level = moving_mean(log_mel.mean(0), SMOOTH_FRAMES_EACH_SIDE)
    active = np.flatnonzero(level >= quantile(level, LOUD_SHARE) - ACTIVE_BELOW_LOUDEST_DB)
    return log_mel[:, active[0] : active[-1] + 1]


def edge_drop(spectrum: np.ndarray) -> float:
    return max(
        float(spectrum[edge + 1 - BANDS_BELOW_EDGE : edge + 1].mean())
        - float(spectrum[edge + 1 + TRANSITION_BANDS :].max())
        - (LAST_EDGE_ALLOWANCE_DB if edge == HIGHEST_EDGE else 0.0)
        for edge in range(LOWEST_EDGE, HIGHEST_EDGE + 1)
    )


def detail(raised: np.ndarray) -> float:
    """Returns the size of the 4th differences over bands, 0 where even and odd blocks disagree."""
    odd = np.arange(raised.shape[1]) // BLOCK_FRAMES % 2 == 1
    fine = [
        np.diff(raised[DETAIL_BANDS][:, block].mean(1), DETAIL_DIFFERENCES) for block in (odd, ~odd)
    ]
    product = float((fine[0] * fine[1]).mean())
    return float(np.sign(product) * np.sqrt(abs(product)))


def slowness(raised: np.ndarray) -> float:
    """Returns the correlation of the flicker of `Normalise`, without slow changes, at one frame."""
    mean = raised.mean(1, keepdims=True)
    flicker = np.maximum(raised, mean - FLOOR_BELOW_BAND_MEAN_DB)
    flicker = flicker - flicker.mean(1, keepdims=True)
    flicker = flicker[SLOWNESS_BANDS] - flicker[COMMON_BANDS].mean(0)
    fast = flicker - moving_mean(flicker, LOCAL_FRAMES_EACH_SIDE)
    power = float(np.square(fast).mean())
    return float((fast[:, 1:] * fast[:, :-1]).mean()) / power if power > 0 else 0.0


def measure(log_mel: np.ndarray) -> Measures | None:
    """Measures the log-mel [bands, frames] of one pour; None if it is too short."""
    if log_mel.shape[1] < MIN_FRAMES:
        return None
    pour = trim(log_mel.astype(np.float64))[:, :MAX_FRAMES]
    if pour.shape[1] < MIN_FRAMES:
        return None
    used = pour[LOWEST_BAND : HIGHEST_BAND + 1]
    raised = np.maximum(pour, pour.max() - DYNAMIC_RANGE_DB)
    return Measures(
        edge_drop(pour.mean(1)),
        quantile((used[:-2] + used[2:]) / 2 - used[1:-1], HOLE_SHARE),
        detail(raised),
        slowness(raised),
        quantile(np.abs(np.diff(used, axis=0)), CONTRAST_SHARE),
        pour.shape[1],
    )


def signs(measures: Measures | None, limits: Limits) -> Signs:
    if measures is None:
        return Signs()
    slow = limits.slowness + limits.slowness_per_detail_db * measures.detail
    return Signs(
        band_limited=measures.edge_drop >= limits.edge_drop_db,
        has_holes=measures.hole_depth >= limits.hole_depth_db,
        smoothed=measures.frames >= MIN_FRAMES_SMOOTHED
        and measures.detail < limits.detail_db
        and measures.slowness > slow
        and measures.contrast > limits.contrast_db,
    )
