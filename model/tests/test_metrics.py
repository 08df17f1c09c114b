"""Tests of scores, thresholds and metrics on known predictions."""

import pytest
import torch

from model.evaluate.calibration import Calibration, CupStatistics, PlattScaling
from model.evaluate.metrics import (
    ScoredClip,
    describe_thresholds,
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


def test_describe_thresholds_reports_rates_at_thresholds():
    pours = [scored("hot", 0.9, 0.9), scored("cold", 0.8, 0.9), scored("cold", 0.4, 0.4)]
    noise = [scored("rain", 0.2, 0.5), scored("rain", 0.6, 0.5)]
    figures = describe_thresholds(pours + noise)
    assert "66.7% of pours kept and 50.0% of negatives rejected" in figures
    assert "50.0% of verdicts right, 33.3% of pours unsure" in figures


def test_roc_auc_matches_known_value():
    assert roc_auc([0.1, 0.4, 0.35, 0.8], [False, False, True, True]) == pytest.approx(0.75)


def test_log_loss_matches_known_value_and_is_finite():
    """-(ln 0.8 + ln 0.5) / 2; a wrong certainty costs a finite loss."""
    assert log_loss([scored("hot", 1.0, 0.8), scored("cold", 1.0, 0.5)]) == pytest.approx(
        0.4581, abs=1e-4
    )
    assert log_loss([scored("cold", 1.0, 1.0)]) == pytest.approx(13.8, abs=0.1)
