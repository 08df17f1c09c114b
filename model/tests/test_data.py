"""Folds hold out what they say, and nothing leaks by way of a copy."""

import csv

import pytest

from model import data

from .toys import toy_clip


def test_each_protocol_has_its_folds():
    protocols = [f.protocol for f in data.folds()]
    assert protocols.count(data.LEAVE_ONE_SESSION_OUT) == 5
    assert protocols.count(data.LEAVE_ONE_VESSEL_OUT) == 3
    assert protocols.count(data.SEED_PROTOCOL) == 1
    assert len({f.file for f in [*data.folds(), data.SHIPPED]}) == 10


def test_a_vessel_fold_holds_out_the_whole_family():
    fold = next(f for f in data.folds() if f.held_out == "glass")
    assert fold.holds_out(toy_clip("a", "hot", "A", "glassMug"))
    assert fold.holds_out(toy_clip("b", "hot", "C", "glass"))
    assert not fold.holds_out(toy_clip("c", "hot", "C", "ceramic"))
    assert not fold.holds_out(toy_clip("d", "rain", fold=1))


def test_shipped_holds_nothing_out():
    kept, held_out = data.SHIPPED.split(
        [toy_clip("a", "hot", "A", "glass"), toy_clip("b", "rain", fold=1)]
    )
    assert len(kept) == 2 and not held_out


def test_the_list_has_the_pours_and_no_examples(clips):
    assert sum(c.pouring for c in clips) == 132
    assert sum(not c.pouring for c in clips) == 591
    assert not any("examples" in c.path for c in clips)
    assert len({c.sha256 for c in clips}) == len(clips)
    assert {c.negative_fold for c in clips if not c.pouring} == {1, 2, 3, 4, 5}


def test_every_pour_has_an_onset_with_two_seconds_after_it(clips):
    """So that its first two seconds are just that."""
    with (data.ROOT / "model/clips.csv").open(newline="") as listing:
        seconds = {row["path"]: float(row["seconds"]) for row in csv.DictReader(listing)}
    assert data.onsets().keys() == {c.path for c in clips if c.pouring}
    assert all(0 <= at <= seconds[path] - 2 for path, at in data.onsets().items())


def test_session_folds_judge_every_clip_once(clips):
    held_out = [
        c
        for f in data.folds()
        if f.protocol == data.LEAVE_ONE_SESSION_OUT
        for c in f.split(clips)[1]
    ]
    assert sorted(c.path for c in held_out) == sorted(c.path for c in clips)


def test_vessel_folds_judge_every_pour_once(clips):
    held_out = [
        c
        for f in data.folds()
        if f.protocol == data.LEAVE_ONE_VESSEL_OUT
        for c in f.split(clips)[1]
    ]
    assert sorted(c.path for c in held_out) == sorted(c.path for c in clips if c.pouring)


def test_takes_of_one_source_share_a_fold(clips):
    assert data.negative_folds(
        ["hen-5-2348-A.flac", "rooster-4-2348-B.ogg", "dog-1-100-A.ogg"]
    ) == {
        2348: 4,
        100: 1,
    }
    folds = {}
    for clip in clips:
        if not clip.pouring:
            folds.setdefault(data.esc_fold_and_source(clip.path)[1], set()).add(clip.negative_fold)
    assert all(len(of_source) == 1 for of_source in folds.values())


def test_no_recordings_is_one_sentence(monkeypatch, tmp_path):
    monkeypatch.setenv("HOT_OR_COLD_DATA", str(tmp_path))
    with pytest.raises(FileNotFoundError, match="build.sh data"):
        data.data_dir()


def test_a_clip_listed_twice_is_refused(tmp_path):
    header = "path,kind,label,temperature_f,vessel,session,recorded_utc,seconds,licence,author,source,sha256\n"
    row = "a.m4a,pouring,hot,212,glass,A,,5.0,,,,abc\n"
    (tmp_path / "clips.csv").write_text(header + row + row)
    with pytest.raises(ValueError, match="twice"):
        data.read_clips(tmp_path)
