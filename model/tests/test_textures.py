"""Tests of the measured statistics, and of the synthesis that uses them."""

import json

import numpy as np
import pytest

pytest.importorskip(
    "imageio_ffmpeg", reason="imageio-ffmpeg is not installed: model/requirements.txt"
)


from model.data import textures
from model.data.clips import data_digest, data_dir

AUTOREGRESSIVE = np.array([0.9, -0.5, 0.2])


def autoregressive(frames: int, bands: int, seed: int = 1) -> np.ndarray:
    random = np.random.default_rng(seed)
    levels = np.zeros((frames, bands))
    for frame in range(3, frames):
        levels[frame] = AUTOREGRESSIVE @ levels[frame - 3 : frame][::-1] + random.normal(size=bands)
    return levels[200:]


def test_reflection_coefficients_recover_an_autoregressive_process():
    levels = autoregressive(100_000, 1)[:, 0]
    lags = [np.mean(levels[lag:] * levels[: len(levels) - lag]) for lag in range(4)]
    reflection = textures.reflection_coefficients(np.array([lags[1:]]) / lags[0])
    assert textures.prediction_coefficients(reflection)[0] == pytest.approx(
        AUTOREGRESSIVE, abs=0.02
    )
    # The prediction error is the variance of the innovations, 1.
    assert lags[0] * np.prod(1.0 - reflection**2) == pytest.approx(1.0, abs=0.03)


def test_reflection_coefficients_stay_stable_for_impossible_autocorrelations():
    reflection = textures.reflection_coefficients(np.array([[1.2, -1.5, 3.0], [1.0, 1.0, 1.0]]))
    assert np.abs(reflection).max() < 1.0


def test_factor_loadings_explain_a_correlation_of_few_factors():
    loadings = np.random.default_rng(2).uniform(-0.4, 0.6, (textures.BANDS, 3))
    correlation = loadings @ loadings.T
    np.fill_diagonal(correlation, 1.0)
    found = textures.factor_loadings(correlation)
    explained = found @ found.T
    np.fill_diagonal(explained, 1.0)
    assert np.abs(explained - correlation).max() < 0.05
    assert np.sum(found**2, axis=1).max() < 1.0


def test_measure_pour_separates_room_tone_trend_and_flicker():
    random = np.random.default_rng(3)
    seconds, rate = 6, textures.RATE
    noise = random.normal(size=seconds * rate)
    # The pour starts at 1 s, 30 dB above the room tone, and rises by 12 dB over 4 s.
    level_db = np.full(len(noise), -30.0)
    level_db[rate : 5 * rate] = np.linspace(0.0, 12.0, 4 * rate)
    pour = textures.measure_pour(noise * 10.0 ** (level_db / 20.0), 1.0)
    band = 40
    assert pour.room_tone[band] == pytest.approx(-36.0, abs=1.5)
    knots = textures.at_knots(pour.trend)[:, band]
    assert knots[-1] - knots[0] == pytest.approx(11.0, abs=2.0)
    assert abs(pour.flicker.mean()) < 0.2


def test_committed_statistics_match_recordings_and_are_small(clips):
    content = textures.OUTPUT.read_bytes()
    statistics = json.loads(content)
    assert statistics["data_digest"] == data_digest(data_dir())
    pours = {name: sum(c.pouring and c.label == name for c in clips) for name in ("cold", "hot")}
    assert {name: statistics[name]["pours"] for name in pours} == pours
    assert len(content) < 40_000


def test_synthesised_pours_measure_like_recorded_pours_of_their_class(clips):
    folder, recorded, made = data_dir(), {}, {}
    for name in ("cold", "hot"):
        some = [c for c in clips if c.pouring and c.label == name][::3]
        recorded[name] = textures.measure(textures.measure_recorded(some, folder))
        fahrenheit = json.loads(textures.OUTPUT.read_text())[name]["mean_fahrenheit"]
        try:
            pours = textures.measure_synthesised(textures.OUTPUT, fahrenheit, range(100, 112))
        except FileNotFoundError as problem:
            pytest.skip(str(problem))
        made[name] = textures.measure(pours)
    for name, other in (("cold", "hot"), ("hot", "cold")):
        measured, expected = made[name], recorded[name]
        assert textures.rms_error(measured.trend, expected.trend) < 3.0
        assert textures.rms_error(measured.autocorrelation, expected.autocorrelation) < 0.1
        for value in (
            lambda texture: np.sqrt(texture.variance),
            lambda texture: texture.correlation,
        ):
            off = textures.rms_error(value(measured), value(expected))
            assert off < 0.8 * textures.rms_error(value(measured), value(recorded[other]))
