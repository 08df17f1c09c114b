"""Tests of ablations: overrides, folds and metrics."""

import pytest
import torch

from model.evaluate.ablate import ablation_metrics, held_out_fold, override_settings
from model.evaluate.predictions import Prediction
from model.train.settings import read_settings

from .fixtures import make_clip


def test_override_settings_replaces_one_value():
    settings = read_settings()
    other = override_settings(settings, ["rooms.share=0", "net.channels=[4, 8, 8, 8]", "workers=1"])
    assert (other.rooms.share, other.net.channels, other.workers) == (0, (4, 8, 8, 8), 1)
    assert other.augment == settings.augment
    with pytest.raises(TypeError, match="sheer"):
        override_settings(settings, ["rooms.sheer=0"])


def test_held_out_fold_rejects_seed_protocol_and_unknown_sessions():
    with pytest.raises(ValueError, match="seed protocol"):
        held_out_fold("AB")
    with pytest.raises(ValueError, match="no session F"):
        held_out_fold("CF")
    assert held_out_fold("CDE").sessions == ("C", "D", "E")


def test_reference_restores_ranking_if_rooms_shift_logits():
    """Every room ranks perfectly, but rooms differ by more than hot and cold do."""
    predictions = []
    for room in range(4):
        for index in range(8):
            hot = index % 2 == 0
            clip = make_clip(f"p{index}", "hot" if hot else "cold", "A", "glass")
            logit = 10.0 * room + (1 if hot else -1)
            predictions.append(
                Prediction(clip, torch.tensor([[9.0, logit]], dtype=torch.float64), room)
            )
    found = ablation_metrics(predictions)
    assert found["AUC"] == 1.0
    assert found["AUC in simulated rooms"] < 0.8
    # The boundary at 0 is right in room 0; in the other rooms all are above it.
    assert found["right"] == 1.0 and found["right in simulated rooms"] == 0.5
    assert found["AUC with a reference of weight 1.0"] == 1.0
