"""Tests of synthesised pours for pre-training."""

from dataclasses import replace

import pytest

pytest.importorskip(
    "imageio_ffmpeg", reason="imageio-ffmpeg is not installed: model/requirements.txt"
)

from model.data import synthetic
from model.data.clips import folds, program_path, read_pcm
from model.train.settings import read_settings


@pytest.fixture(scope="module")
def few():
    defaults = read_settings()
    return replace(defaults, pretraining=replace(defaults.pretraining, pours=4, seconds=2))


@pytest.fixture(scope="module")
def pours(few, fe):
    return synthetic.synthesise_pours(few.pretraining, fe.sample_rate)


def test_synthesised_pours_alternate_within_configured_temperatures(few, pours):
    assert [c.label for c in pours] == ["hot", "cold", "hot", "cold"]
    for clip in pours:
        low, high = few.pretraining.hot_f if clip.hot else few.pretraining.cold_f
        assert low <= clip.temperature_f <= high
    assert len({c.temperature_f for c in pours if c.hot}) > 1


def test_synthesised_pours_differ_and_repeat(few, pours, fe, monkeypatch, tmp_path):
    assert len({c.sha256 for c in pours}) == len(pours)
    monkeypatch.setattr(synthetic, "ROOT", tmp_path)
    again = synthetic.synthesise_pours(few.pretraining, fe.sample_rate)
    assert [c.sha256 for c in again] == [c.sha256 for c in pours]
    assert all(str(tmp_path) in c.path for c in again)


def test_synthesised_pours_have_configured_length(pours, fe, tmp_path):
    try:
        program_path()
    except FileNotFoundError as problem:
        pytest.skip(str(problem))
    assert len(read_pcm(pours[0], tmp_path, fe.sample_rate)) == 2 * fe.sample_rate


def test_synthesised_pours_are_in_no_fold_and_no_shared_room(few, pours):
    assert not any(fold.holds_out(clip) for fold in folds() for clip in pours)
    assert synthetic.synthetic_room_settings(few).shared_rooms == 0
    assert (
        synthetic.synthetic_room_settings(few).variants_of_pour == few.pretraining.variants_of_pour
    )
