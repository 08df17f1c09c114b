"""Tests of pooling and calibration on known predictions."""

from dataclasses import replace

import pytest
import torch

from model.data.features import windows
from model.evaluate.calibration import (
    MAX_REFERENCES,
    MAX_SLOPE,
    PlattScaling,
    TemperatureFit,
    calibrate,
    fit_temperature,
    reference_clips,
    reference_pairs,
)
from model.evaluate.metrics import (
    calibration_error,
    score,
)
from model.evaluate.pooling import Pooling, pooled_hot_logit
from model.evaluate.predictions import Prediction, predict_in_rooms

from .fixtures import make_clip


def logits(*rows):
    return torch.tensor(rows, dtype=torch.float64)


def test_pooled_hot_logit_ignores_windows_without_pour():
    z = logits([100.0, 2.0], [-100.0, -50.0])
    assert pooled_hot_logit(z, PlattScaling()).item() == pytest.approx(2.0)


def test_calibrate_lowers_scale_if_logits_are_overconfident():
    random = torch.Generator().manual_seed(1)
    predictions = []
    for index in range(200):
        hot = index % 2 == 0
        wrong = torch.rand(1, generator=random).item() < 0.2
        side = 1.0 if hot != wrong else -1.0
        clip = make_clip(f"p{index}", "hot" if hot else "cold", "A")
        predictions.append(Prediction(clip, logits([5.0, 8.0 * side])))
    predictions += [
        Prediction(make_clip(f"n{i}", "rain", fold=1), logits([-5.0, 0.0])) for i in range(50)
    ]
    fitted = calibrate([predictions], Pooling(1, 0.0), 1.0)
    assert fitted.hot.scale < 0.3 and abs(fitted.hot.offset) <= 0.5
    pours = [score(p, fitted, Pooling(1, 0.0)) for p in predictions if p.clip.pouring]
    assert calibration_error(pours) < 0.05


def test_calibrate_moves_boundary_and_limits_slope():
    """Hot logits are above -1 and cold ones below."""
    predictions = [
        Prediction(
            make_clip(f"p{i}", "hot" if hot else "cold", "A"),
            logits([9.0, -1 + (0.5 if hot else -0.5)]),
        )
        for i, hot in enumerate([True, False] * 10)
    ]
    predictions += [
        Prediction(make_clip(f"n{i}", "rain", fold=1), logits([-9.0, 0.0])) for i in range(10)
    ]
    fitted = calibrate([predictions], Pooling(1, 0.0), 1.0)
    assert fitted.hot.scale <= MAX_SLOPE
    assert all(score(p, fitted, Pooling(1, 0.0)).right for p in predictions if p.clip.pouring)


def test_calibrate_moves_hot_boundary_by_rooms():
    """As recorded, any boundary from -3 to 3 separates; in the rooms, only from 1 to 3."""
    predictions = []
    for room, cold in ((0, -3.0), (1, 1.0), (2, 1.0)):
        for index in range(10):
            clip = make_clip(f"p{index}", "hot" if index % 2 else "cold", "A")
            predictions.append(Prediction(clip, logits([9.0, 3.0 if index % 2 else cold]), room))
    predictions += [
        Prediction(make_clip(f"n{i}", "rain", fold=1), logits([-9.0, 0.0])) for i in range(5)
    ]

    def boundary(calibrated_on: list[Prediction]) -> float:
        hot = calibrate([calibrated_on], Pooling(1, 0.0), 1.0).hot
        return -hot.offset / hot.scale

    assert boundary([p for p in predictions if p.room == 0]) == pytest.approx(0.0, abs=0.2)
    assert 1.0 < boundary(predictions) < 3.0


def test_calibrate_moves_pouring_boundary_by_rooms():
    """As recorded, any boundary from -3 to 3 separates; in the rooms, only one below -1."""
    predictions = [
        Prediction(make_clip(f"n{i}", "rain", fold=1), logits([-3.0, 0.0])) for i in range(5)
    ]
    for room, pouring in ((0, 3.0), (1, -1.0), (2, -1.0)):
        for index in range(10):
            clip = make_clip(f"p{index}", "hot" if index % 2 else "cold", "A")
            predictions.append(Prediction(clip, logits([pouring, 6.0 * (index % 2) - 3.0]), room))

    def boundary(calibrated_on: list[Prediction]) -> float:
        pouring = calibrate([calibrated_on], Pooling(1, 0.0), 1.0).pouring
        return -pouring.offset / pouring.scale

    assert boundary([p for p in predictions if p.room == 0]) == pytest.approx(0.0, abs=0.2)
    assert -3.0 < boundary(predictions) < -1.0


def test_recordings_outweigh_all_rooms_together():
    """The boundary of the recordings is -1.5, that of six rooms is 1.5."""
    predictions = [Prediction(make_clip("n", "rain", fold=1), logits([-9.0, 0.0]))]
    for room in range(7):
        for index, label in enumerate(("cold", "hot") * 4):
            z = 3.0 * (index % 2) + (-3.0 if room == 0 else 0.0)
            predictions.append(
                Prediction(make_clip(f"p{index}", label, "A"), logits([9.0, z]), room)
            )
    hot = calibrate([predictions], Pooling(1, 0.0), 1.0).hot
    assert -hot.offset / hot.scale < 0


def hot_pours(sessions, slope=8.0, wobble=0.0):
    clips, logits = [], []
    for session in sessions:
        for i, degrees in enumerate((175, 195, 212)):
            clips.append(replace(make_clip(f"{session}{i}", "hot", session), temperature_f=degrees))
            logits.append((degrees - 190) / slope + wobble * (-1) ** i)
    clips.append(replace(make_clip("cold", "cold", "E"), temperature_f=40))
    return clips, torch.tensor([*logits, 9.0], dtype=torch.float64)


def test_fit_temperature_uses_hot_pours_only():
    temperature = fit_temperature(*hot_pours("AC"))
    assert (temperature.slope, temperature.offset) == pytest.approx((8.0, 190.0))
    assert (temperature.lowest, temperature.highest, temperature.interval) == (175, 212, 0)
    assert temperature(torch.tensor([-9.0, 0.0, 9.0])).tolist() == [175, 190, 212]


def test_temperature_interval_grows_with_held_out_errors():
    narrow, wide = (
        fit_temperature(*hot_pours("AC", wobble=0.3)),
        fit_temperature(*hot_pours("AC", wobble=0.9)),
    )
    assert 0 < narrow.interval < wide.interval


def test_fit_temperature_is_constant_for_one_hot_pour():
    clips, logits = hot_pours("A")
    assert fit_temperature(clips[:1], logits[:1]) == TemperatureFit()


def test_temperature_interval_skips_lines_of_one_temperature():
    """A has one temperature, so C's line serves A and there is none for C."""
    clips, logits = hot_pours("AC", wobble=0.9)
    clips = [replace(c, temperature_f=212) if c.session == "A" else c for c in clips]
    of_a = torch.tensor([c.session == "A" for c in clips])
    boundary = fit_temperature([c for c in clips if c.session != "A"], logits[~of_a])
    worst = (boundary(logits[of_a]) - 212).abs().max().item()
    found = fit_temperature(clips, logits).interval
    assert worst - 8 <= found <= worst + 1 and found != boundary.interval


def test_fit_temperature_is_constant_for_one_temperature():
    clips, logits = hot_pours("A")
    boiling = [replace(c, temperature_f=212) for c in clips if c.hot]
    assert fit_temperature(boiling, logits[: len(boiling)]) == TemperatureFit()


def test_reference_clips_prefer_cold_pours_of_the_same_vessel():
    clip = make_clip("own", "cold", "A", "glass")
    same_cup = [make_clip(f"same-{i}", "cold", "A", "glass") for i in range(3)]
    others = [make_clip("cup", "cold", "A", "ceramic"), make_clip("day", "cold", "B", "glass")]
    hot = make_clip("hot", "hot", "A", "glass")
    found = reference_clips(clip, [clip, hot, *others, *same_cup])
    assert found == same_cup[:MAX_REFERENCES]
    assert reference_clips(clip, [clip, hot, *others]) == others[:1]
    assert reference_clips(clip, [clip, hot, others[1]]) == []


def test_reference_calibration_removes_room_offset():
    """Rooms shift all their logits by -6 to +6, more than hot and cold differ."""
    predictions = []
    for room in range(7):
        for index in range(12):
            hot = index % 2 == 0
            clip = make_clip(f"p{index}", "hot" if hot else "cold", "A", "glass")
            z = 2.0 * (room - 3) + (1.5 if hot else -1.5) + 0.1 * index
            predictions.append(Prediction(clip, logits([9.0, z]), room))
    predictions += [
        Prediction(make_clip(f"n{i}", "rain", fold=1), logits([-9.0, 0.0])) for i in range(5)
    ]
    fitted = calibrate([predictions], Pooling(1, 0.0), 1.0)
    for pair in reference_pairs(predictions, fitted.pouring):
        assert (fitted.reference(pair.logit, pair.reference) >= 0.5) == pair.clip.hot


def test_predict_in_rooms_covers_recording_and_rooms(fe, synthetic_features):
    pour = next(r for r in synthetic_features if r.clip.pouring)
    predictions = predict_in_rooms(
        lambda log_mel: log_mel.mean((2, 3)).expand(-1, 2),
        [replace(pour, shared_rooms=(100 * pour.power, pour.power)), pour],
        fe,
        windows(),
    )
    assert [p.room for p in predictions] == [0, 1, 2, 0]
    as_recorded, louder, same, again = (p.logits for p in predictions)
    assert torch.equal(as_recorded, same) and torch.equal(as_recorded, again)
    assert (louder > as_recorded).all()
