"""Ideas are compared on what they say they change, and never by the seed protocol."""

import pytest
import torch

from model.compare import changed, figures, without
from model.evaluate import Prediction
from model.settings import read_settings

from .toys import toy_clip


def test_a_change_replaces_one_value():
    usual = read_settings()
    other = changed(usual, ["rooms.share=0", "net.channels=[4, 8, 8, 8]", "workers=1"])
    assert (other.rooms.share, other.net.channels, other.workers) == (0, (4, 8, 8, 8), 1)
    assert other.augment == usual.augment
    with pytest.raises(TypeError, match="sheer"):
        changed(usual, ["rooms.sheer=0"])


def test_the_seed_protocol_is_refused():
    with pytest.raises(ValueError, match="seed protocol"):
        without("AB")
    with pytest.raises(ValueError, match="no session F"):
        without("CF")
    assert without("CDE").sessions == ("C", "D", "E")


def test_figures_tell_a_kitchen_s_offset_from_not_knowing():
    """Ranked perfectly within every room, but rooms differ by more than hot and cold: references mend it."""
    predictions = []
    for room in range(4):
        for index in range(8):
            hot = index % 2 == 0
            clip = toy_clip(f"p{index}", "hot" if hot else "cold", "A", "glass")
            logit = 10.0 * room + (1 if hot else -1)
            predictions.append(
                Prediction(clip, torch.tensor([[9.0, logit]], dtype=torch.float64), room)
            )
    found = figures(predictions)
    assert found["AUC"] == 1.0
    assert found["AUC in other rooms"] < 0.8
    # As hot or cold as 0 says: in room 0 that is so, in the others all are called hot.
    assert found["right"] == 1.0 and found["right in other rooms"] == 0.5
    assert found["beside a reference weighing 1.0"] == 1.0
