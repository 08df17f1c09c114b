"""Tests of pooling and calibration on known predictions."""

import math
from dataclasses import asdict, replace

import numpy as np
import pytest
import torch

from model.data.features import windows
from model.evaluate.calibration import (
    MAX_REFERENCES,
    CupStatistics,
    PlattScaling,
    TemperatureFit,
    calibrate,
    fit_cups,
    fit_temperature,
    reference_clips,
    reference_pairs,
    shipped_cups,
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


def kitchen_pours(cups, pours_of_cup, statistics, seed=1):
    """Pours drawn from the model of `CupStatistics`; every other one is hot."""
    random = np.random.default_rng(seed)
    predictions = []
    for cup in range(cups):
        midpoint = random.normal(statistics.midpoint, statistics.cup_variance**0.5)
        for index in range(pours_of_cup):
            label = "cold" if index % 2 else "hot"
            mean = midpoint + statistics.difference * (0.5 if label == "hot" else -0.5)
            clip = make_clip(f"{cup}-{index}", label, "0405", f"cup {cup}")
            z = random.normal(mean, statistics.pour_variance**0.5)
            predictions.append(Prediction(clip, logits([9.0, z])))
    return predictions


CUPS = CupStatistics(difference=1.2, midpoint=-0.3, pour_variance=0.4, cup_variance=0.2)


def test_fit_cups_recovers_statistics():
    fitted = fit_cups(kitchen_pours(400, 20, CUPS), PlattScaling())
    for name, value in asdict(CUPS).items():
        assert getattr(fitted, name) == pytest.approx(value, abs=0.05), name


def test_fit_cups_finds_no_variance_between_equal_cups():
    equal = replace(CUPS, cup_variance=0.0)
    assert fit_cups(kitchen_pours(40, 20, equal), PlattScaling()).cup_variance < 0.02


def test_fit_cups_ignores_share_of_hot_pours_of_a_cup():
    """Cold-sounding cups are poured cold more often, which widens the gap between the classes."""
    pours = kitchen_pours(400, 20, CUPS)
    mean = {
        c: np.mean([p.logits[0, 1] for p in pours if p.clip.vessel == c])
        for c in {p.clip.vessel for p in pours}
    }
    kept = [
        p
        for p in pours
        if (mean[p.clip.vessel] > CUPS.midpoint) == p.clip.hot or int(p.clip.path[-1]) < 4
    ]
    assert fit_cups(kept, PlattScaling()).difference == pytest.approx(1.2, abs=0.06)


def test_probabilities_of_unknown_cups_are_calibrated():
    pours = kitchen_pours(400, 20, CUPS)
    fitted = calibrate([pours + other_sounds()], Pooling(1, 0.0), pours)
    scored = [score(p, fitted, Pooling(1, 0.0)) for p in pours]
    assert calibration_error(scored) < 0.05
    assert any(s.confidence > 0.9 for s in scored)


def test_known_pours_of_a_cup_improve_log_loss():
    pours = kitchen_pours(200, 20, CUPS)
    losses = []
    for known in (0, 1, 5):
        loss = 0.0
        for start in range(0, len(pours), 20):
            cup = [(p.clip.hot, p.logits[0, 1]) for p in pours[start : start + 20]]
            cold = [z for hot, z in cup if not hot][:known]
            reference = torch.stack(cold).mean() if cold else torch.tensor(0.0)
            scaling = CUPS.scaling_with_cold_pours(known, reference)
            for hot, z in cup[10:]:
                p = scaling(z).item()
                loss -= math.log(p if hot else 1 - p)
        losses.append(loss)
    assert losses[0] > losses[1] > losses[2]


def test_calibrate_keeps_shipped_cups_without_kitchens():
    pours = kitchen_pours(5, 4, CUPS)
    assert calibrate([pours + other_sounds()], Pooling(1, 0.0), []).cups == shipped_cups()


def other_sounds():
    return [Prediction(make_clip(f"n{i}", "rain", fold=1), logits([-9.0, 0.0])) for i in range(5)]


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
        pouring = calibrate([calibrated_on], Pooling(1, 0.0), []).pouring
        return -pouring.offset / pouring.scale

    assert boundary([p for p in predictions if p.room == 0]) == pytest.approx(0.0, abs=0.2)
    assert -3.0 < boundary(predictions) < -1.0


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


def test_reference_pairs_have_mean_of_other_cold_pours():
    pours = [
        Prediction(make_clip(f"p{index}", label, "A", "glass"), logits([9.0, z]))
        for index, (label, z) in enumerate(
            [("cold", 1.0), ("cold", 2.0), ("cold", 4.0), ("hot", 5)]
        )
    ]
    pairs = reference_pairs([*pours, *other_sounds()], PlattScaling())
    assert [(p.logit.item(), p.reference.item(), p.references) for p in pairs] == [
        (1.0, 3.0, 2),
        (2.0, 2.5, 2),
        (4.0, 1.5, 2),
        (5.0, 1.5, 2),
    ]
    assert reference_pairs(pours[:1], PlattScaling()) == []


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
