"""Tests of the signs of compression, on frames made from a seed."""

import json
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
import pytest

from model.data.clips import MODEL_FOLDER
from model.evaluate import compression
from model.evaluate.compression import Signs, limits, measure, signs

GOLDEN = Path(__file__).parent / "compression.json"


def flickering(frames=600, seed=1, level=-30.0, smoothing=1):
    """Returns [64, frames] of flicker around a sloping spectrum with fine structure."""
    random = np.random.default_rng(seed)
    noise = random.uniform(-2.0, 2.0, (64, frames + smoothing - 1))
    flicker = sum(noise[:, at : at + frames] for at in range(smoothing))
    spectrum = level - 0.3 * np.arange(64) + random.uniform(-2, 2, 64)
    return (spectrum[:, None] + flicker).astype("f4")


def sign_of(log_mel):
    return signs(measure(log_mel), limits())


def test_measures_equal_the_golden_ones():
    """The Rust test compares with the same file."""
    windows = np.fromfile(MODEL_FOLDER / "golden.f32", "<f4").reshape(-1, 64, 128)
    expected = json.loads(GOLDEN.read_text())
    for window, row in zip(windows, expected, strict=True):
        assert asdict(measure(window)) == pytest.approx(row, abs=2e-6)


def test_plain_flicker_has_no_sign():
    assert sign_of(flickering()) == Signs()


@pytest.mark.parametrize("edge", [28, 40, 48, 55, 60])
@pytest.mark.parametrize("level", [-10.0, -60.0])
def test_band_limit_is_found_at_every_edge_and_level(edge, level):
    log_mel = flickering(level=level)
    log_mel[edge + 1 :] -= 24
    assert sign_of(log_mel).band_limited


def test_gradual_slope_is_no_band_limit():
    log_mel = flickering() - 1.8 * np.arange(64)[:, None]
    assert not sign_of(log_mel).band_limited


def test_band_limit_with_sound_above_is_none():
    """A notch, as of a room, is no upper edge."""
    log_mel = flickering()
    log_mel[40:50] -= 30
    assert not sign_of(log_mel).band_limited


@pytest.mark.parametrize(("share", "found"), [(0.0, False), (0.002, False), (0.05, True)])
def test_holes_are_found_from_a_hundredth_on(share, found):
    log_mel = flickering()
    holes = np.random.default_rng(3).random(log_mel.shape) < share
    assert sign_of(np.where(holes, log_mel - 40, log_mel)).has_holes == found


def test_slow_flicker_without_detail_is_smoothed():
    log_mel = flickering(1200, smoothing=4)
    assert not sign_of(log_mel).smoothed
    spectrum = log_mel.mean(1, keepdims=True)
    flat = log_mel - spectrum
    assert sign_of(flat) == Signs(smoothed=True)
    assert not sign_of(flat[:, :80]).smoothed


def test_smoothed_pour_forbids_hot_only():
    assert [Signs(smoothed=True).forbids(hot) for hot in (True, False)] == [True, False]
    assert all(Signs(band_limited=True).forbids(hot) for hot in (True, False))
    assert all(Signs(has_holes=True).forbids(hot) for hot in (True, False))
    assert not any(Signs().forbids(hot) for hot in (True, False))


def test_silence_around_changes_no_sign():
    log_mel = flickering()
    log_mel[50:] -= 30
    around = np.full((64, 900), -95, "f4")
    alone, surrounded = measure(log_mel), measure(np.concatenate([around, log_mel, around], 1))
    assert asdict(surrounded) == pytest.approx(asdict(alone), abs=0.5, rel=0.03)


def test_short_pour_has_no_sign():
    narrow = flickering()
    narrow[40:] -= 50
    assert measure(narrow[:, : compression.MIN_FRAMES - 1]) is None
    assert sign_of(narrow[:, : compression.MIN_FRAMES - 1]) == Signs()
    assert sign_of(narrow[:, : compression.MIN_FRAMES]).band_limited


def test_limits_are_inclusive_where_documented():
    measures = measure(flickering())
    at = limits()
    edge = replace(measures, edge_drop=at.edge_drop_db, hole_depth=at.hole_depth_db)
    assert signs(edge, at) == Signs(band_limited=True, has_holes=True)


@pytest.mark.parametrize(
    ("lowest_lowered", "db", "is_limited"), [(63, 19, False), (61, 23, True), (50, 17, True)]
)
def test_edge_drop_allows_what_resamplers_take_from_the_highest_band(
    lowest_lowered, db, is_limited
):
    spectrum = np.full(64, -30.0)
    spectrum[lowest_lowered:] -= db
    assert (compression.edge_drop(spectrum) > limits().edge_drop_db) == is_limited
