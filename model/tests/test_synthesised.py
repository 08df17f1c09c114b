"""Synthesised pours are hot and cold by turns, the same each time, and in no fold."""

from dataclasses import replace

import pytest

pytest.importorskip(
    "imageio_ffmpeg", reason="imageio-ffmpeg is not installed: model/requirements.txt"
)

from model import data, synthesised
from model.data import read_pcm
from model.settings import read_settings


@pytest.fixture(scope="module")
def few():
    usual = read_settings()
    return replace(usual, pretraining=replace(usual.pretraining, pours=4, seconds=2))


@pytest.fixture(scope="module")
def pours(few, fe):
    try:
        return synthesised.pours(few.pretraining, fe.sample_rate)
    except FileNotFoundError as problem:
        pytest.skip(str(problem))


def test_hot_and_cold_by_turns_and_as_warm_as_they_say(few, pours):
    assert [c.label for c in pours] == ["hot", "cold", "hot", "cold"]
    for clip in pours:
        low, high = few.pretraining.hot_f if clip.hot else few.pretraining.cold_f
        assert low <= clip.temperature_f <= high
    assert len({c.temperature_f for c in pours if c.hot}) > 1


def test_each_is_another_sound_and_the_same_each_time(few, pours, fe, monkeypatch, tmp_path):
    assert len({c.sha256 for c in pours}) == len(pours)
    statistics = str(data.ROOT / few.pretraining.statistics)
    monkeypatch.setattr(synthesised, "ROOT", tmp_path)
    again = synthesised.pours(replace(few.pretraining, statistics=statistics), fe.sample_rate)
    assert [c.sha256 for c in again] == [c.sha256 for c in pours]
    assert all(str(tmp_path) in c.path for c in again)


def test_they_are_as_long_as_they_are_told_to_be(pours, fe, tmp_path):
    assert len(read_pcm(pours[0], tmp_path, fe.sample_rate)) == 2 * fe.sample_rate


def test_no_fold_holds_them_out_and_nothing_is_judged_in_their_rooms(few, pours):
    assert not any(fold.holds_out(clip) for fold in data.folds() for clip in pours)
    assert synthesised.in_rooms(few).shared_rooms == 0
    assert synthesised.in_rooms(few).variants_of_pour == few.pretraining.variants_of_pour


@pytest.mark.usefixtures("pours")
def test_a_program_that_fails_says_so(few, fe):
    with pytest.raises(RuntimeError, match="synthesise"):
        synthesised.pour(replace(few.pretraining, seconds=601), 7, fe.sample_rate)
