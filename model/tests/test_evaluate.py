"""Pooling, calibration and figures on predictions whose answer is known."""

from dataclasses import replace

import pytest
import torch

from model.evaluate import (
    LEAST_CONFIDENCE,
    MOST_REFERENCES,
    STEEPEST,
    Calibration,
    Judged,
    Prediction,
    Scale,
    Temperature,
    calibrate,
    calibration_error,
    choose_confidence_threshold,
    choose_thresholds,
    fit_temperature,
    judge,
    log_loss,
    pairs,
    pooled_hot_logit,
    predict_everywhere,
    ranking_area,
    references,
)
from model.features import windows
from model.pooling import Pooling

from .toys import toy_clip


def logits(*rows):
    return torch.tensor(rows, dtype=torch.float64)


def judged(label, pouring, hot):
    return Judged(toy_clip("x", label, "A" if label in ("hot", "cold") else ""), pouring, hot)


def test_windows_that_are_no_pour_do_not_vote():
    z = logits([100.0, 2.0], [-100.0, -50.0])
    assert pooled_hot_logit(z, Scale()).item() == pytest.approx(2.0)


def test_overconfidence_is_scaled_down():
    random = torch.Generator().manual_seed(1)
    predictions = []
    for index in range(200):
        hot = index % 2 == 0
        wrong = torch.rand(1, generator=random).item() < 0.2
        side = 1.0 if hot != wrong else -1.0
        clip = toy_clip(f"p{index}", "hot" if hot else "cold", "A")
        predictions.append(Prediction(clip, logits([5.0, 8.0 * side])))
    predictions += [
        Prediction(toy_clip(f"n{i}", "rain", fold=1), logits([-5.0, 0.0])) for i in range(50)
    ]
    fitted = calibrate([predictions], Pooling(1, 0.0), 1.0)
    assert fitted.hot.scale < 0.3 and abs(fitted.hot.offset) <= 0.5
    pours = [judge(p, fitted, Pooling(1, 0.0)) for p in predictions if p.clip.pouring]
    assert calibration_error(pours) < 0.05


def test_an_offset_moves_the_boundary_and_no_scale_is_too_steep():
    """Every hot logit above -1 and every cold one below: separable, but not at 0."""
    predictions = [
        Prediction(
            toy_clip(f"p{i}", "hot" if hot else "cold", "A"),
            logits([9.0, -1 + (0.5 if hot else -0.5)]),
        )
        for i, hot in enumerate([True, False] * 10)
    ]
    predictions += [
        Prediction(toy_clip(f"n{i}", "rain", fold=1), logits([-9.0, 0.0])) for i in range(10)
    ]
    fitted = calibrate([predictions], Pooling(1, 0.0), 1.0)
    assert fitted.hot.scale <= STEEPEST
    assert all(judge(p, fitted, Pooling(1, 0.0)).right for p in predictions if p.clip.pouring)


def test_where_the_line_is_drawn_rooms_count_too():
    """As recorded, any line from -3 to 3 tells hot from cold; in the rooms, only from 1 to 3."""
    predictions = []
    for room, cold in ((0, -3.0), (1, 1.0), (2, 1.0)):
        for index in range(10):
            clip = toy_clip(f"p{index}", "hot" if index % 2 else "cold", "A")
            predictions.append(Prediction(clip, logits([9.0, 3.0 if index % 2 else cold]), room))
    predictions += [
        Prediction(toy_clip(f"n{i}", "rain", fold=1), logits([-9.0, 0.0])) for i in range(5)
    ]

    def line(heard: list[Prediction]) -> float:
        hot = calibrate([heard], Pooling(1, 0.0), 1.0).hot
        return -hot.offset / hot.scale

    assert line([p for p in predictions if p.room == 0]) == pytest.approx(0.0, abs=0.2)
    assert 1.0 < line(predictions) < 3.0


def test_where_pours_begin_to_be_pours_rooms_count_too():
    """As recorded, any line from -3 to 3 keeps the pours; in the rooms, only one below -1."""
    predictions = [
        Prediction(toy_clip(f"n{i}", "rain", fold=1), logits([-3.0, 0.0])) for i in range(5)
    ]
    for room, pouring in ((0, 3.0), (1, -1.0), (2, -1.0)):
        for index in range(10):
            clip = toy_clip(f"p{index}", "hot" if index % 2 else "cold", "A")
            predictions.append(Prediction(clip, logits([pouring, 6.0 * (index % 2) - 3.0]), room))

    def line(heard: list[Prediction]) -> float:
        pouring = calibrate([heard], Pooling(1, 0.0), 1.0).pouring
        return -pouring.offset / pouring.scale

    assert line([p for p in predictions if p.room == 0]) == pytest.approx(0.0, abs=0.2)
    assert -3.0 < line(predictions) < -1.0


def test_recordings_weigh_more_than_all_rooms_together():
    """Recordings are told apart by a line at -1.5, six rooms by one at 1.5: neither by the other's."""
    predictions = [Prediction(toy_clip("n", "rain", fold=1), logits([-9.0, 0.0]))]
    for room in range(7):
        for index, label in enumerate(("cold", "hot") * 4):
            z = 3.0 * (index % 2) + (-3.0 if room == 0 else 0.0)
            predictions.append(
                Prediction(toy_clip(f"p{index}", label, "A"), logits([9.0, z]), room)
            )
    hot = calibrate([predictions], Pooling(1, 0.0), 1.0).hot
    assert -hot.offset / hot.scale < 0


def test_judging_uses_both_scales():
    verdict = judge(
        Prediction(toy_clip("p", "hot", "A"), logits([0.0, 2.0])),
        Calibration(Scale(0.5), Scale(1.0)),
        Pooling(1, 0.0),
    )
    assert verdict.hot == pytest.approx(torch.sigmoid(torch.tensor(1.0)).item(), abs=1e-6)
    assert verdict.right


def test_the_sentence_with_the_thresholds_counts_by_them():
    pours = [judged("hot", 0.9, 0.9), judged("cold", 0.8, 0.1), judged("cold", 0.4, 0.1)]
    noise = [judged("rain", 0.2, 0.5), judged("rain", 0.6, 0.5)]
    thresholds, why = choose_thresholds(pours + noise)
    assert thresholds.pouring == 0.5
    assert "66.7% of pours kept and 50.0% of negatives rejected" in why


def hot_pours(sessions, slope=8.0, wobble=0.0):
    clips, logits = [], []
    for session in sessions:
        for i, degrees in enumerate((175, 195, 212)):
            clips.append(replace(toy_clip(f"{session}{i}", "hot", session), temperature_f=degrees))
            logits.append((degrees - 190) / slope + wobble * (-1) ** i)
    clips.append(replace(toy_clip("cold", "cold", "E"), temperature_f=40))
    return clips, torch.tensor([*logits, 9.0], dtype=torch.float64)


def test_a_temperature_is_a_line_over_the_hot_pours_alone():
    temperature = fit_temperature(*hot_pours("AC"))
    assert (temperature.slope, temperature.offset) == pytest.approx((8.0, 190.0))
    assert (temperature.lowest, temperature.highest, temperature.interval) == (175, 212, 0)
    assert temperature(torch.tensor([-9.0, 0.0, 9.0])).tolist() == [175, 190, 212]


def test_the_interval_holds_the_errors_on_sessions_left_out():
    narrow, wide = (
        fit_temperature(*hot_pours("AC", wobble=0.3)),
        fit_temperature(*hot_pours("AC", wobble=0.9)),
    )
    assert 0 < narrow.interval < wide.interval


def test_one_hot_pour_has_no_line():
    clips, logits = hot_pours("A")
    assert fit_temperature(clips[:1], logits[:1]) == Temperature()


def test_a_session_of_one_temperature_judges_no_other():
    """A has boiling water alone: it is judged by C's line, and C by none, not by a line of its own."""
    clips, logits = hot_pours("AC", wobble=0.9)
    clips = [replace(c, temperature_f=212) if c.session == "A" else c for c in clips]
    of_a = torch.tensor([c.session == "A" for c in clips])
    line = fit_temperature([c for c in clips if c.session != "A"], logits[~of_a])
    worst = (line(logits[of_a]) - 212).abs().max().item()
    found = fit_temperature(clips, logits).interval
    assert worst - 8 <= found <= worst + 1 and found != line.interval


def test_hot_pours_of_one_temperature_have_no_line():
    clips, logits = hot_pours("A")
    boiling = [replace(c, temperature_f=212) for c in clips if c.hot]
    assert fit_temperature(boiling, logits[: len(boiling)]) == Temperature()


def test_no_more_than_a_sixth_are_unsure():
    coin = [judged("hot" if i % 2 else "cold", 1.0, 0.6 + 0.002 * i) for i in range(100)]
    threshold, _ = choose_confidence_threshold(coin)
    assert sum(j.confidence >= threshold for j in coin) >= 85


def test_certainty_needs_no_threshold():
    threshold, _ = choose_confidence_threshold([judged("hot", 1.0, 0.9), judged("cold", 1.0, 0.1)])
    assert threshold == LEAST_CONFIDENCE


def test_ranking_area():
    assert ranking_area([0.1, 0.4, 0.35, 0.8], [False, False, True, True]) == pytest.approx(0.75)


def test_log_loss():
    """-(ln 0.8 + ln 0.5) / 2, and certainty that is wrong costs no infinity."""
    assert log_loss([judged("hot", 1.0, 0.8), judged("cold", 1.0, 0.5)]) == pytest.approx(
        0.4581, abs=1e-4
    )
    assert log_loss([judged("cold", 1.0, 1.0)]) == pytest.approx(13.8, abs=0.1)


def test_a_reference_is_another_cold_pour_of_the_session_and_of_the_cup_where_there_is_one():
    clip = toy_clip("own", "cold", "A", "glass")
    same_cup = [toy_clip(f"same-{i}", "cold", "A", "glass") for i in range(3)]
    others = [toy_clip("cup", "cold", "A", "ceramic"), toy_clip("day", "cold", "B", "glass")]
    hot = toy_clip("hot", "hot", "A", "glass")
    found = references(clip, [clip, hot, *others, *same_cup])
    assert found == same_cup[:MOST_REFERENCES]
    assert references(clip, [clip, hot, *others]) == others[:1]
    assert references(clip, [clip, hot, others[1]]) == []


def test_a_reference_takes_away_what_a_kitchen_adds():
    """Rooms add -6 to +6 to every logit of theirs: more than hot and cold differ by."""
    predictions = []
    for room in range(7):
        for index in range(12):
            hot = index % 2 == 0
            clip = toy_clip(f"p{index}", "hot" if hot else "cold", "A", "glass")
            z = 2.0 * (room - 3) + (1.5 if hot else -1.5) + 0.1 * index
            predictions.append(Prediction(clip, logits([9.0, z]), room))
    predictions += [
        Prediction(toy_clip(f"n{i}", "rain", fold=1), logits([-9.0, 0.0])) for i in range(5)
    ]
    fitted = calibrate([predictions], Pooling(1, 0.0), 1.0)
    for pair in pairs(predictions, fitted.pouring):
        assert (fitted.reference(pair.logit, pair.reference) >= 0.5) == pair.clip.hot


def test_pours_are_judged_as_recorded_and_in_every_room(fe, toy_recordings):
    pour = next(r for r in toy_recordings if r.clip.pouring)
    said = predict_everywhere(
        lambda log_mel: log_mel.mean((2, 3)).expand(-1, 2),
        [replace(pour, shared_rooms=(100 * pour.power, pour.power)), pour],
        fe,
        windows(),
    )
    assert [p.room for p in said] == [0, 1, 2, 0]
    as_recorded, louder, same, again = (p.logits for p in said)
    assert torch.equal(as_recorded, same) and torch.equal(as_recorded, again)
    assert (louder > as_recorded).all()
