"""Tests of pooling."""

import pytest
import torch

from model.evaluate.pooling import Pooling

PROBABILITIES = torch.tensor([0.5, 1.0, 0.0], dtype=torch.float64)


def test_pooling_averages_the_highest_windows():
    assert Pooling(2, 0.0).probability_pouring(PROBABILITIES).item() == pytest.approx(0.75)
    assert Pooling(9, 0.0).probability_pouring(PROBABILITIES).item() == pytest.approx(0.5)


@pytest.mark.parametrize(("windows", "added"), [(1, 2.0), (2, 1.5), (4, 0.5), (5, 0.0), (50, 0.0)])
def test_pooling_raises_logit_for_few_windows(windows, added):
    pooled = Pooling(5, 2.0).probability_pouring(torch.full((windows,), 0.3, dtype=torch.float64))
    assert pooled.logit().item() == pytest.approx(torch.tensor(0.3).logit().item() + added)
