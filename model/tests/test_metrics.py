"""Tests of scores, thresholds and metrics on known predictions."""

import pytest
import torch

from model.evaluate.calibration import Calibration, CupStatistics, PlattScaling
from model.evaluate.metrics import (
    MIN_CONFIDENCE,
    ScoredClip,
    choose_confidence_threshold,
    choose_thresholds,
    log_loss,
    roc_auc,
    score,
)
from model.evaluate.pooling import Pooling
from model.evaluate.predictions import Prediction

from .fixtures import make_clip


def logits(*rows):
    return torch.tensor(rows, dtype=torch.float64)


def scored(label, pouring, hot):
    return ScoredClip(make_clip("x", label, "A" if label in ("hot", "cold") else ""), pouring, hot)


def test_score_applies_both_scalings():
    verdict = score(
        Prediction(make_clip("p", "hot", "A"), logits([0.0, 2.0])),
        Calibration(CupStatistics(difference=1.0, pour_variance=2.0), PlattScaling(1.0)),
        Pooling(1, 0.0),
    )
    assert verdict.hot == pytest.approx(torch.sigmoid(torch.tensor(1.0)).item(), abs=1e-6)
    assert verdict.right


def test_choose_thresholds_reports_rates_at_threshold():
    pours = [scored("hot", 0.9, 0.9), scored("cold", 0.8, 0.1), scored("cold", 0.4, 0.1)]
    noise = [scored("rain", 0.2, 0.5), scored("rain", 0.6, 0.5)]
    thresholds, figures = choose_thresholds(pours + noise)
    assert thresholds.pouring == 0.5
    assert "66.7% of pours kept and 50.0% of negatives rejected" in figures


def test_confidence_threshold_leaves_few_unsure():
    coin = [scored("hot" if i % 2 else "cold", 1.0, MIN_CONFIDENCE + 0.002 * i) for i in range(100)]
    threshold, _ = choose_confidence_threshold(coin)
    assert sum(j.confidence >= threshold for j in coin) >= 85


def test_confidence_threshold_is_minimal_if_all_are_right():
    threshold, _ = choose_confidence_threshold([scored("hot", 1.0, 0.9), scored("cold", 1.0, 0.1)])
    assert threshold == MIN_CONFIDENCE


def test_roc_auc_matches_known_value():
    assert roc_auc([0.1, 0.4, 0.35, 0.8], [False, False, True, True]) == pytest.approx(0.75)


def test_log_loss_matches_known_value_and_is_finite():
    """-(ln 0.8 + ln 0.5) / 2; a wrong certainty costs a finite loss."""
    assert log_loss([scored("hot", 1.0, 0.8), scored("cold", 1.0, 0.5)]) == pytest.approx(
        0.4581, abs=1e-4
    )
    assert log_loss([scored("cold", 1.0, 1.0)]) == pytest.approx(13.8, abs=0.1)
