"""The statistics of the session trap, on toy data."""

import pytest
import torch

from model import data, trap

from .toy_pours import pours, trapped_log_mels


def test_logistic_regression_separates_and_ridge_shrinks():
    random = torch.Generator().manual_seed(1)
    hot = (torch.arange(60) % 2).double()
    features = torch.randn(60, 3, generator=random, dtype=torch.float64)
    features[:, 1] = 100 + 5 * hot + torch.rand(60, generator=random, dtype=torch.float64)
    weak, strong = (trap.fit_logistic(features, hot, ridge) for ridge in (1.0, 100.0))
    assert torch.equal(weak(features) > 0, hot > 0)
    assert weak.weights.abs().argmax() == 1
    assert 0 < strong.weights.norm() < weak.weights.norm() / 2
    # Only where the offset goes unpunished is the mean probability the share of hot ones.
    assert torch.sigmoid(strong(features)).mean().item() == pytest.approx(0.5, abs=1e-6)


def test_the_trap_is_sprung_by_means_and_not_by_variation():
    clips = pours(20)
    sprung = trap.spring_trap(clips, trapped_log_mels(clips))
    (_, random_means, random_variation), (_, means, variation), _ = sprung.scores
    assert random_means > 0.95 and random_variation > 0.95
    assert means < 0.8, "session A's room tells nothing of heat"
    assert variation > 0.95
    assert {c.session for c in sprung.clips} == set(data.V2)
    assert sprung.places.shape == (60, 2)


def test_principal_components_are_ordered_and_keep_their_sign():
    random = torch.Generator().manual_seed(2)
    features = torch.randn(50, 4, generator=random) * torch.tensor([1.0, 9.0, 3.0, 0.1])
    found = trap.principal_components(features, 2)
    centred = features - features.mean(0)
    for component, feature in ((0, 1), (1, 2)):
        pair = torch.stack([found[:, component], centred[:, feature]])
        assert torch.corrcoef(pair)[0, 1] > 0.99
