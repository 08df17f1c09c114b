"""Tests of the session leakage check, on synthetic data."""

import pytest
import torch

from model.data.clips import V2
from model.evaluate import leakage_check

from .fixtures import make_leaking_log_mels, make_pours


def test_logistic_regression_separates_and_ridge_shrinks_weights():
    random = torch.Generator().manual_seed(1)
    hot = (torch.arange(60) % 2).double()
    features = torch.randn(60, 3, generator=random, dtype=torch.float64)
    features[:, 1] = 100 + 5 * hot + torch.rand(60, generator=random, dtype=torch.float64)
    weak, strong = (leakage_check.fit_logistic(features, hot, ridge) for ridge in (1.0, 100.0))
    assert torch.equal(weak(features) > 0, hot > 0)
    assert weak.weights.abs().argmax() == 1
    assert 0 < strong.weights.norm() < weak.weights.norm() / 2
    # The mean probability equals the share of hot ones only without a penalty on the offset.
    assert torch.sigmoid(strong(features)).mean().item() == pytest.approx(0.5, abs=1e-6)


def test_check_leakage_finds_it_in_means_not_in_variation():
    clips = make_pours(20)
    found = leakage_check.check_leakage(clips, make_leaking_log_mels(clips))
    (_, random_means, random_variation), (_, means, variation), _ = found.scores
    assert random_means > 0.95 and random_variation > 0.95
    assert means < 0.8, "session A's room says nothing about temperature"
    assert variation > 0.95
    assert {c.session for c in found.clips} == set(V2)
    assert found.components.shape == (60, 2)


def test_principal_components_are_ordered_with_fixed_sign():
    random = torch.Generator().manual_seed(2)
    features = torch.randn(50, 4, generator=random) * torch.tensor([1.0, 9.0, 3.0, 0.1])
    found = leakage_check.principal_components(features, 2)
    centred = features - features.mean(0)
    for component, feature in ((0, 1), (1, 2)):
        pair = torch.stack([found[:, component], centred[:, feature]])
        assert torch.corrcoef(pair)[0, 1] > 0.99
