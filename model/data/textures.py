"""Measures the statistics of recorded pours from which src/synth synthesises new ones.

    python -m model.data.textures                      # writes model/textures.json
    python -m model.data.textures --without A B --out FILE.json

After McDermott & Simoncelli, "Sound texture perception via statistics of the auditory periphery"
(Neuron 2011). The level of each mel band in dB is a slow trend and a flicker around it. The trend
is stored as a mean and principal components, the flicker as an autoregressive process with jointly
drawn innovations. No recording can be played back from these numbers.

Overlapping frames smooth the flicker; the air column and the room tone add to the levels.
Therefore the inputs of the synthesis differ from the measured statistics. Each round measures
synthesised pours and corrects the inputs by the error.

`--without` leaves out sessions.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path

import numpy as np

from .clips import (
    MODEL_FOLDER,
    Clip,
    data_digest,
    data_dir,
    program_path,
    read_clips,
    read_onsets,
)
from .codecs import read_sound

OUTPUT = MODEL_FOLDER / "textures.json"

RATE = 32_000
# Frame and hop of the synthesis: 16 ms and 8 ms.
FRAME, HOP = 512, 256
# Measurement frames: 64 ms, as long as the model's, every 8 ms. The autocorrelation is measured on
# short frames, since they overlap less.
LONG_FRAME = 2_048
FRAMES_PER_SECOND = RATE / HOP
# Triangular bands, evenly spaced on the mel scale (O'Shaughnessy 1987), up to 15 kHz.
BANDS, LOWEST_HZ, BAND_MEL = 60, 60.0, 58.0
# -140 dB of full scale, below the noise of any recording.
POWER_FLOOR = 1e-14

TREND_SECONDS = 1.0
KNOTS, MODES = 5, 3
# Order of the autoregressive process: `ORDER` in src/synth/statistics.rs.
ORDER = 3
FACTORS = 10
# A pour ends at its last frame above the 90th percentile of its levels, minus this.
END_DB = 12.0
# Frames left out after the onset and before the end, and the range of room tone before the onset.
ONSET_FRAMES, END_FRAMES = 12, 6
ROOM_TONE_FRAMES = (60, 10)

ROUNDS, PROBES = 4, 24
PROBE_SECONDS, PROBE_ONSET_SECONDS = 7, 0.5
# Limits that keep reflection coefficients inside the unit circle and corrections bounded.
MAX_REFLECTION = 0.95
MAX_CORRECTION_DB = 12.0
MAX_VARIANCE_FACTOR = 8.0
MAX_SKEWNESS = 2.0


@dataclass(frozen=True, eq=False)
class Pour:
    """Levels in dB relative to the pour's mean.

    Trend and flicker are [frames, bands], the room tone is [bands].
    """

    trend: np.ndarray
    flicker: np.ndarray
    short_flicker: np.ndarray
    room_tone: np.ndarray


@dataclass(frozen=True, eq=False)
class Texture:
    """Statistics of several pours, by band.

    `trend` is [knots, bands], `modes` [modes, knots, bands], `correlation` [bands, bands].
    """

    trend: np.ndarray
    modes: np.ndarray
    room_tone: np.ndarray
    # Of the flicker: variance in dB² and skewness in long frames, autocorrelation at the lags
    # 1 … ORDER in short ones, as [bands, ORDER].
    variance: np.ndarray
    autocorrelation: np.ndarray
    skewness: np.ndarray
    # Correlation of the flicker between bands.
    correlation: np.ndarray


def mel(hz: np.ndarray | float) -> np.ndarray:
    return 2595.0 * np.log10(1.0 + np.asarray(hz) / 700.0)


def band_centres() -> np.ndarray:
    return 700.0 * (10.0 ** ((mel(LOWEST_HZ) + BAND_MEL * np.arange(BANDS)) / 2595.0) - 1.0)


@lru_cache
def band_weights(frame: int) -> np.ndarray:
    """[bins, bands], each band's weights adding up to 1."""
    bins = mel(np.fft.rfftfreq(frame, 1.0 / RATE))
    distance = np.abs(bins[:, None] - mel(band_centres())[None])
    weights = np.maximum(0.0, 1.0 - distance / BAND_MEL)
    # The lowest bands are narrower than a bin and use the nearest one.
    for band in np.flatnonzero(weights.sum(0) == 0.0):
        weights[distance[:, band].argmin(), band] = 1.0
    return weights / weights.sum(0)


def band_levels(samples: np.ndarray, frame: int) -> np.ndarray:
    """[frames, bands] in dB, from samples at `RATE`."""
    window = np.hanning(frame)
    frames = np.lib.stride_tricks.sliding_window_view(samples, frame)[::HOP] * window
    power = np.abs(np.fft.rfft(frames)) ** 2 / np.sum(window**2)
    return 10.0 * np.log10(power @ band_weights(frame) + POWER_FLOOR)


def moving_average(levels: np.ndarray, frames: int) -> np.ndarray:
    padded = np.pad(levels, ((frames // 2, frames - 1 - frames // 2), (0, 0)), "edge")
    sums = np.cumsum(np.vstack([np.zeros((1, levels.shape[1])), padded]), axis=0)
    return (sums[frames:] - sums[:-frames]) / frames


def measure_pour(samples: np.ndarray, onset_seconds: float) -> Pour:
    """Splits the levels of a pour that begins at `onset_seconds`."""
    # Pads, so that frames of both lengths are centred on the same times.
    samples = np.pad(samples.astype(np.float64), LONG_FRAME // 2)
    levels = band_levels(samples, LONG_FRAME)
    short = band_levels(samples[(LONG_FRAME - FRAME) // 2 :], FRAME)
    onset = round(onset_seconds * FRAMES_PER_SECOND)
    loudness = levels[onset:].mean(1)
    loud = np.flatnonzero(loudness > np.quantile(loudness, 0.9) - END_DB)
    pour, short_pour = (
        frames[onset + ONSET_FRAMES : onset + loud[-1] + 1 - END_FRAMES]
        for frames in (levels, short)
    )
    second = round(TREND_SECONDS * FRAMES_PER_SECOND)
    trend = moving_average(pour, second)
    short_flicker = short_pour - moving_average(short_pour, second)
    before = levels[max(0, onset - ROOM_TONE_FRAMES[0]) : max(1, onset - ROOM_TONE_FRAMES[1])]
    level = trend.mean()
    return Pour(trend - level, pour - trend, short_flicker, before.mean(0) - level)


def at_knots(trend: np.ndarray) -> np.ndarray:
    """The trend at evenly spaced times: [knots, bands]."""
    times, frames = np.linspace(0, len(trend) - 1, KNOTS), np.arange(len(trend))
    return np.stack([np.interp(times, frames, band) for band in trend.T], axis=1)


def measure(pours: Sequence[Pour]) -> Texture:
    trends = np.stack([at_knots(pour.trend) for pour in pours])
    mean = trends.mean(0)
    _, scales, axes = np.linalg.svd((trends - mean).reshape(len(pours), -1), full_matrices=False)
    modes = axes[:MODES] * scales[:MODES, None] / np.sqrt(len(pours))
    frames = np.concatenate([pour.flicker for pour in pours])
    centred = frames - frames.mean(0)
    variance = centred.var(0)

    def covariance(lag: int) -> np.ndarray:
        levels = (pour.short_flicker for pour in pours)
        return np.concatenate([level[lag:] * level[: len(level) - lag] for level in levels]).mean(0)

    lags = np.stack([covariance(lag) for lag in range(ORDER + 1)], axis=1)
    return Texture(
        trend=mean,
        modes=modes.reshape(-1, KNOTS, BANDS),
        room_tone=np.stack([pour.room_tone for pour in pours]).mean(0),
        variance=variance,
        autocorrelation=lags[:, 1:] / lags[:, :1],
        skewness=(centred**3).mean(0) / variance**1.5,
        correlation=np.corrcoef(frames.T),
    )


def reflection_coefficients(autocorrelation: np.ndarray) -> np.ndarray:
    """[bands, ORDER] from the autocorrelation at these lags, by the Levinson-Durbin recursion."""
    reflection = np.zeros_like(autocorrelation)
    for band, lags in enumerate(autocorrelation):
        lags, coefficients, error = np.r_[1.0, lags], np.zeros(0), 1.0
        for order in range(ORDER):
            value = (lags[order + 1] - coefficients @ lags[order:0:-1]) / error
            value = np.clip(value, -MAX_REFLECTION, MAX_REFLECTION)
            coefficients = np.r_[coefficients - value * coefficients[::-1], value]
            error *= 1.0 - value**2
            reflection[band, order] = value
    return reflection


def prediction_coefficients(reflection: np.ndarray) -> np.ndarray:
    """[bands, ORDER] by the step-up recursion (Markel & Gray, Linear Prediction of Speech)."""
    coefficients = np.zeros((len(reflection), 0))
    for value in reflection.T[:, :, None]:
        coefficients = np.hstack([coefficients - value * coefficients[:, ::-1], value])
    return coefficients


def factor_loadings(correlation: np.ndarray) -> np.ndarray:
    """[bands, FACTORS] by iterated principal factors (Harman, *Modern Factor Analysis*, 1976)."""
    uniqueness = np.full(len(correlation), 0.3)
    for _ in range(50):
        values, vectors = np.linalg.eigh(correlation - np.diag(uniqueness))
        loadings = vectors[:, -FACTORS:] * np.sqrt(np.maximum(values[-FACTORS:], 0.0))
        uniqueness = np.clip(1.0 - np.sum(loadings**2, axis=1), 0.02, 1.0)
    # The sign of a factor is arbitrary.
    loadings = loadings * np.sign(loadings.sum(0))
    return loadings * np.sqrt(np.minimum(1.0, 0.98 / np.sum(loadings**2, axis=1)))[:, None]


def correct_inputs(given: Texture, wanted: Texture, got: Texture) -> Texture:
    """Returns corrected inputs for the next round, after pours of `given` were measured as `got`.

    The variance is corrected by its ratio, all else by the difference. The modes stay as measured.
    """
    ratio = np.clip(wanted.variance / got.variance, 0.5, 2.0)
    trend = given.trend + wanted.trend - got.trend
    return replace(
        given,
        trend=np.clip(trend, wanted.trend - MAX_CORRECTION_DB, wanted.trend + MAX_CORRECTION_DB),
        room_tone=given.room_tone + wanted.room_tone - got.room_tone,
        variance=np.minimum(given.variance * ratio, MAX_VARIANCE_FACTOR * wanted.variance),
        autocorrelation=given.autocorrelation + wanted.autocorrelation - got.autocorrelation,
        correlation=np.clip(given.correlation + wanted.correlation - got.correlation, -1.0, 1.0),
        skewness=np.clip(
            given.skewness + wanted.skewness - got.skewness, -MAX_SKEWNESS, MAX_SKEWNESS
        ),
    )


def describe_class(texture: Texture, pours: int, fahrenheit: float) -> dict[str, object]:
    """Returns one class as src/synth/statistics.rs reads it."""
    reflection = reflection_coefficients(texture.autocorrelation)
    innovation_db = np.sqrt(texture.variance * np.prod(1.0 - reflection**2, axis=1))
    # The innovations are more skewed than the levels, which add several of them up.
    coefficients = prediction_coefficients(reflection)
    response = impulse_response(coefficients)
    skewness_loss = np.sum(response**3, axis=0) / np.sum(response**2, axis=0) ** 1.5
    skewness = np.clip(
        texture.skewness / np.maximum(skewness_loss, 0.3), -MAX_SKEWNESS, MAX_SKEWNESS
    )
    return {
        "pours": pours,
        "mean_fahrenheit": round(fahrenheit, 1),
        "reflection": rounded(reflection, 2),
        "innovation_db": rounded(innovation_db, 2),
        "skewness": rounded(skewness, 2),
        "loadings": rounded(factor_loadings(texture.correlation), 2),
        "trend_db": rounded(texture.trend, 1),
        "trend_modes_db": rounded(texture.modes, 1),
        "room_tone_db": rounded(texture.room_tone, 1),
    }


def impulse_response(coefficients: np.ndarray, frames: int = 64) -> np.ndarray:
    """[frames, bands]"""
    response = np.zeros((frames + ORDER, len(coefficients)))
    response[ORDER] = 1.0
    for frame in range(ORDER + 1, frames + ORDER):
        past = response[frame - ORDER : frame][::-1]
        response[frame] = np.sum(coefficients.T * past, axis=0)
    return response[ORDER:]


def rounded(values: np.ndarray, digits: int) -> list:
    # Adding 0 turns -0 into 0.
    return (np.round(values, digits) + 0.0).tolist()


def measure_synthesised(statistics: Path, fahrenheit: float, seeds: Iterable[int]) -> list[Pour]:
    """Pours by the native program and the given statistics, measured like recordings."""
    pours = []
    with tempfile.TemporaryDirectory() as folder:
        for seed in seeds:
            wav = Path(folder) / "pour.wav"
            options = {
                "--statistics": statistics,
                "--fahrenheit": fahrenheit,
                "--seconds": PROBE_SECONDS,
                "--sample-rate": RATE,
                "--seed": seed,
            }
            arguments = [str(word) for option in options.items() for word in option]
            subprocess.run([program_path(), "synthesise", *arguments, wav], check=True)
            pours.append(measure_pour(read_sound(wav, RATE).samples, PROBE_ONSET_SECONDS))
    return pours


def measure_recorded(clips: Sequence[Clip], folder: Path) -> list[Pour]:
    onset_seconds = read_onsets()
    return [
        measure_pour(read_sound(folder / c.path, RATE).samples, onset_seconds[c.path])
        for c in clips
    ]


def document(classes: dict[str, object], folder: Path, clips: Sequence[Clip]) -> dict[str, object]:
    return {
        "made_by": "python -m model.data.textures",
        "sessions": sorted({clip.session for clip in clips}),
        "date": date.today().isoformat(),
        "data_digest": data_digest(folder),
        "sample_rate": RATE,
        "frame": FRAME,
        "hop": HOP,
        "band_hz": rounded(band_centres(), 1),
        **classes,
    }


def write_json(document: dict[str, object], path: Path) -> None:
    """JSON with one list of numbers a line."""

    def lines(value: object, indent: str) -> str:
        inner = indent + "  "
        if isinstance(value, dict):
            members = [
                f"{inner}{json.dumps(key)}: {lines(member, inner)}" for key, member in value.items()
            ]
            return "{\n" + ",\n".join(members) + f"\n{indent}}}"
        if isinstance(value, list) and isinstance(value[0], list):
            return (
                "[\n"
                + ",\n".join(inner + lines(member, inner) for member in value)
                + f"\n{indent}]"
            )
        return json.dumps(value)

    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(lines(document, "") + "\n")


def rms_error(got: np.ndarray, wanted: np.ndarray) -> float:
    return float(np.sqrt(np.mean((got - wanted) ** 2)))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument(
        "--without", nargs="*", default=[], metavar="SESSION", help="sessions to leave out"
    )
    parser.add_argument("--out", type=Path, default=OUTPUT)
    arguments = parser.parse_args()
    folder = data_dir()
    clips = [c for c in read_clips(folder) if c.pouring and c.session not in arguments.without]
    of_class = {name: [c for c in clips if c.label == name] for name in ("cold", "hot")}
    temperatures = {
        name: float(np.mean([c.temperature_f for c in members]))
        for name, members in of_class.items()
    }
    targets = {
        name: measure(measure_recorded(members, folder)) for name, members in of_class.items()
    }
    inputs = dict(targets)
    # The rename is atomic: an interrupted run leaves the old statistics.
    partial = arguments.out.with_suffix(".part.json")
    for number in range(ROUNDS + 1):
        classes = {
            name: describe_class(texture, len(of_class[name]), temperatures[name])
            for name, texture in inputs.items()
        }
        write_json(document(classes, folder, clips), partial)
        for name in of_class:
            measured = measure(measure_synthesised(partial, temperatures[name], range(PROBES)))
            target = targets[name]
            spread_error = rms_error(np.sqrt(measured.variance), np.sqrt(target.variance))
            print(
                f"round {number}, {name}: off by {rms_error(measured.trend, target.trend):.1f} dB "
                f"in the trend, {spread_error:.2f} dB in the flicker's spread, "
                f"{rms_error(measured.autocorrelation, target.autocorrelation):.3f} in its "
                f"autocorrelation, {rms_error(measured.skewness, target.skewness):.2f} in its "
                f"skewness, {rms_error(measured.correlation, target.correlation):.3f} in its "
                "correlation",
                flush=True,
            )
            if number < ROUNDS:
                inputs[name] = correct_inputs(inputs[name], target, measured)
    partial.replace(arguments.out)


if __name__ == "__main__":
    main()
