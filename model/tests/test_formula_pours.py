"""Tests of pours by a formula."""

import numpy as np
import pytest

from model.data.formula_pours import PEAK, formula_pour

RATE = 16_000


def make(fahrenheit: float, seed: int) -> np.ndarray:
    return formula_pour(fahrenheit, 2, RATE, seed)


def kurtosis(samples: np.ndarray) -> float:
    """Differences of neighbouring samples leave little of the room's hum."""
    water = np.diff(samples.astype(np.float64))
    return np.mean(water**4) / np.mean(water**2) ** 2


def test_formula_pour_repeats_for_same_seed():
    assert np.array_equal(make(200, 1), make(200, 1))
    assert not np.array_equal(make(200, 1), make(200, 2))
    assert not np.array_equal(make(200, 1), make(50, 1))


@pytest.mark.parametrize("fahrenheit", [32, 75, 175, 212])
def test_formula_pour_has_its_length_and_peak(fahrenheit):
    samples = make(fahrenheit, 3)
    assert len(samples) == 2 * RATE
    assert np.isfinite(samples).all()
    assert np.abs(samples).max() == pytest.approx(PEAK, abs=1e-6)


def test_bubbles_of_hot_water_run_together():
    hot, cold = (np.median([kurtosis(make(f, s)) for s in range(8)]) for f in (205, 40))
    assert hot < cold
