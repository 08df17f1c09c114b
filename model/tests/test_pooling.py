import pytest
import torch

from model.pooling import Pooling

EACH = torch.tensor([0.5, 1.0, 0.0], dtype=torch.float64)


def test_pouring_is_the_mean_of_the_best_windows():
    assert Pooling(2, 0.0).probability_pouring(EACH).item() == pytest.approx(0.75)
    assert Pooling(9, 0.0).probability_pouring(EACH).item() == pytest.approx(0.5)


@pytest.mark.parametrize(("windows", "more"), [(1, 2.0), (2, 1.5), (4, 0.5), (5, 0.0), (50, 0.0)])
def test_a_chance_among_few_windows_means_more(windows, more):
    judged = Pooling(5, 2.0).probability_pouring(torch.full((windows,), 0.3, dtype=torch.float64))
    assert judged.logit().item() == pytest.approx(torch.tensor(0.3).logit().item() + more)
