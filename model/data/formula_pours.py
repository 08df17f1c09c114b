"""Pours by a physical formula, into vessels that nobody recorded: for pre-training alone.

They are a caricature. Hot water makes more and larger bubbles (Bi et al., arXiv 2403.14740), a
louder splash and a louder air column; cold water makes the vessel ring (Peng & Reiss, AES 2018).
Vessel, flow and room are drawn independently of the temperature and vary more than at home, so
they do not tell it (experiment 57). No recording is used, so no fold can leak into them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from scipy import signal

SPEED_OF_SOUND = 343.0
# Minnaert (1933): resonance frequency times radius of an air bubble in water, in m/s.
MINNAERT = 3.26
BUBBLE_RADIUS_M = (0.15e-3, 8e-3)
# Bending modes of a cup go with the square of their order (French 1983).
VESSEL_MODES = (1.0, 2.3, 4.1)
# Odd modes of a tube that is closed at one end.
COLUMN_MODES = (1, 3, 5)
# Samples between updates of the air column's resonance.
COLUMN_STEP = 80
# Above this share of the sample rate a resonance is left out.
MAX_FREQUENCY = 0.45
RAMP_SECONDS = 0.15
GUST_HZ, FLUTTER_HZ = 2.5, 60.0
PEAK = 0.5


@dataclass(frozen=True)
class Scene:
    """What is drawn independently of the temperature. Factors have a mean near 1."""

    gust_db: float
    bubble_rate: float
    bubble_radius: float
    splash: float
    flutter: float
    vessel_hz: float
    vessel_quality: float
    vessel: float
    column_m: float
    radius_m: float
    column_quality: float
    column: float
    fill: tuple[float, float]
    wobble_hz: float
    wobble_phase: float
    hum: float
    hiss: float


def draw_scene(random: Generator) -> Scene:
    def factor(spread: float) -> float:
        return float(np.exp(spread * random.standard_normal()))

    def between(low: float, high: float) -> float:
        return float(random.uniform(low, high))

    def log_between(low: float, high: float) -> float:
        return float(np.exp(random.uniform(np.log(low), np.log(high))))

    first, last = sorted((between(0.0, 0.95), between(0.05, 1.0)))
    return Scene(
        gust_db=between(4.0, 10.0),
        bubble_rate=factor(0.5),
        bubble_radius=factor(0.15),
        splash=factor(0.35),
        flutter=factor(0.2),
        vessel_hz=between(500.0, 3000.0),
        vessel_quality=log_between(20.0, 100.0),
        vessel=factor(0.5),
        column_m=between(0.05, 0.17),
        radius_m=between(0.025, 0.055),
        column_quality=log_between(3.0, 14.0),
        column=factor(0.5),
        fill=(first, last),
        wobble_hz=between(0.6, 1.6),
        wobble_phase=between(0.0, 2 * np.pi),
        hum=4.5 * factor(0.5),
        hiss=5e-5 * log_between(1.0, 150.0),
    )


def formula_pour(fahrenheit: float, seconds: float, rate: int, seed: int) -> np.ndarray:
    """Returns mono samples with a peak of 0.5; the same arguments give the same samples."""
    random = np.random.default_rng(seed)
    scene = draw_scene(random)
    heat = (fahrenheit - 32.0) / 180.0
    times = np.arange(round(seconds * rate)) / rate
    start, end = 0.02 * seconds, 0.98 * seconds
    ramp = np.clip(np.minimum(times - start, end - times) / RAMP_SECONDS, 0.0, 1.0)
    wobble = np.sin(2 * np.pi * scene.wobble_hz * times + scene.wobble_phase)
    flow = ramp * (0.85 + 0.15 * wobble)
    fill = scene.fill[0] + np.diff(scene.fill) * np.clip((times - start) / (end - start), 0, 1)

    splash = make_splash(flow, heat, scene, rate, random)
    source = make_bubbles(flow, heat, scene, rate, random) + splash
    vessel = sum(
        band_pass(splash, min(scene.vessel_hz * mode, 0.4 * rate), scene.vessel_quality, rate)
        for mode in VESSEL_MODES
    )
    length = scene.column_m * (1 - 0.85 * fill) + 0.61 * scene.radius_m
    column = sum(
        moving_band_pass(source, SPEED_OF_SOUND * n / (4 * length), scene.column_quality, rate) / n
        for n in COLUMN_MODES
    )
    water = source + (1 - heat) * 0.5 * scene.vessel * vessel
    water += (0.4 + 1.2 * heat) * scene.column * column
    noise = random.standard_normal(len(water))
    loudness = np.sqrt(np.mean(water**2))
    water += loudness * (scene.hum * low_pass(noise, 120.0, rate) + scene.hiss * noise)
    return (water * PEAK / np.abs(water).max()).astype(np.float32)


def make_bubbles(
    flow: np.ndarray, heat: float, scene: Scene, rate: int, random: Generator
) -> np.ndarray:
    """Sums damped sinusoids (van den Doel, ACM TAP 2005, eq. 8 to 10) of random bubbles."""
    gust = gusts(len(flow), scene.gust_db, GUST_HZ, rate, random)
    per_second = (90 + 800 * heat**2) * scene.bubble_rate
    count = random.poisson(per_second * len(flow) / rate)
    starts = np.sort(random.integers(0, len(flow), count))
    starts = starts[random.random(count) <= flow[starts]]
    median = (0.75e-3 + 0.35e-3 * heat) * scene.bubble_radius
    radius = median * np.exp(0.6 * random.standard_normal(len(starts)))
    radius = np.clip(radius, *BUBBLE_RADIUS_M)
    hz = MINNAERT / radius
    damping = 0.13 / radius + 0.0072 * radius**-1.5
    rise = 0.05 * damping * random.random(len(starts))
    spread = np.exp((0.6 - 0.4 * heat) * random.standard_normal(len(starts)))
    amplitude = gust[starts] * (radius / 1e-3) ** 0.25 * spread
    phase = random.uniform(0, 2 * np.pi, len(starts))
    # The longest bubble fades within a second.
    out = np.zeros(len(flow) + rate)
    for k in np.flatnonzero(hz <= MAX_FREQUENCY * rate):
        t = np.arange(min(int(7 / damping[k] * rate), rate)) / rate
        cycle = 2 * np.pi * hz[k] * t * (1 + 0.5 * rise[k] * t) + phase[k]
        out[starts[k] : starts[k] + len(t)] += (
            amplitude[k] * np.exp(-damping[k] * t) * np.sin(cycle)
        )
    return out[: len(flow)]


def make_splash(
    flow: np.ndarray, heat: float, scene: Scene, rate: int, random: Generator
) -> np.ndarray:
    """Makes the noise of the jet, which swells and flutters."""
    gust = gusts(len(flow), scene.gust_db, GUST_HZ, rate, random)
    flutter_db = 4 * (1 - 0.4 * heat) * scene.flutter
    flutter = gusts(len(flow), flutter_db, FLUTTER_HZ, rate, random)
    noise = low_pass(random.standard_normal(len(flow)), 5000.0, rate)
    level = (0.15 + 0.45 * heat) * scene.splash
    return level * flow * gust * flutter * (noise - low_pass(noise, 400.0, rate))


def gusts(count: int, spread_db: float, hz: float, rate: int, random: Generator) -> np.ndarray:
    """Returns gains whose logarithm wanders with a spread of `spread_db` at up to `hz`."""
    # A first-order low-pass leaves half its smoothing factor of white noise's variance.
    level = low_pass(random.standard_normal(count), hz, rate)
    return 10 ** (spread_db / np.sqrt(smoothing(hz, rate) / 2) * level / 20)


def smoothing(hz: float, rate: int) -> float:
    return 1 - np.exp(-2 * np.pi * hz / rate)


def low_pass(samples: np.ndarray, hz: float, rate: int) -> np.ndarray:
    step = smoothing(hz, rate)
    return signal.lfilter([step], [1, step - 1], samples)


def band_pass_coefficients(hz: float, quality: float, rate: int) -> tuple[list[float], list[float]]:
    """Bristow-Johnson's Audio EQ Cookbook, band-pass of unit gain at its centre."""
    turn = 2 * np.pi * hz / rate
    alpha = np.sin(turn) / (2 * quality)
    a0 = 1 + alpha
    return [alpha / a0, 0.0, -alpha / a0], [1.0, -2 * np.cos(turn) / a0, (1 - alpha) / a0]


def band_pass(samples: np.ndarray, hz: float, quality: float, rate: int) -> np.ndarray:
    return signal.lfilter(*band_pass_coefficients(hz, quality, rate), samples)


def moving_band_pass(samples: np.ndarray, hz: np.ndarray, quality: float, rate: int) -> np.ndarray:
    """Applies a band-pass whose centre moves; `hz` has its frequency at each sample."""
    out, state = np.zeros_like(samples), np.zeros(2)
    for start in range(0, len(samples), COLUMN_STEP):
        if hz[start] >= MAX_FREQUENCY * rate:
            state[:] = 0
            continue
        part = slice(start, start + COLUMN_STEP)
        b, a = band_pass_coefficients(hz[start], quality, rate)
        out[part], state = signal.lfilter(b, a, samples[part], zi=state)
    return out
