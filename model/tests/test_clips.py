"""Tests of the list of clips and the folds."""

import csv

import pytest

from model.data.clips import (
    LEAVE_ONE_SESSION_OUT,
    LEAVE_ONE_VESSEL_OUT,
    ROOT,
    SEED_PROTOCOL,
    TRAINED_ON_ALL,
    data_dir,
    esc_fold_and_source,
    folds,
    negative_folds,
    read_clips,
    read_onsets,
)

from .fixtures import make_clip


def test_folds_cover_every_protocol():
    protocols = [f.protocol for f in folds()]
    assert protocols.count(LEAVE_ONE_SESSION_OUT) == 5
    assert protocols.count(LEAVE_ONE_VESSEL_OUT) == 3
    assert protocols.count(SEED_PROTOCOL) == 1
    assert len({f.file for f in [*folds(), TRAINED_ON_ALL]}) == 10


def test_vessel_fold_holds_out_whole_family():
    fold = next(f for f in folds() if f.held_out == "glass")
    assert fold.holds_out(make_clip("a", "hot", "A", "glassMug"))
    assert fold.holds_out(make_clip("b", "hot", "C", "glass"))
    assert not fold.holds_out(make_clip("c", "hot", "C", "ceramic"))
    assert not fold.holds_out(make_clip("d", "rain", fold=1))


def test_shipped_fold_holds_out_nothing():
    training, held_out = TRAINED_ON_ALL.split(
        [make_clip("a", "hot", "A", "glass"), make_clip("b", "rain", fold=1)]
    )
    assert len(training) == 2 and not held_out


def test_read_clips_lists_pours_without_examples(clips):
    assert sum(c.pouring for c in clips) == 132
    assert sum(not c.pouring for c in clips) == 591
    assert not any("examples" in c.path for c in clips)
    assert len({c.sha256 for c in clips}) == len(clips)
    assert {c.negative_fold for c in clips if not c.pouring} == {1, 2, 3, 4, 5}


def test_onsets_leave_two_seconds_of_every_pour(clips):
    with (ROOT / "model/clips.csv").open(newline="") as listing:
        seconds = {row["path"]: float(row["seconds"]) for row in csv.DictReader(listing)}
    assert read_onsets().keys() == {c.path for c in clips if c.pouring}
    assert all(0 <= at <= seconds[path] - 2 for path, at in read_onsets().items())


def test_session_folds_hold_out_every_clip_once(clips):
    held_out = [
        c for f in folds() if f.protocol == LEAVE_ONE_SESSION_OUT for c in f.split(clips)[1]
    ]
    assert sorted(c.path for c in held_out) == sorted(c.path for c in clips)


def test_vessel_folds_hold_out_every_pour_once(clips):
    held_out = [c for f in folds() if f.protocol == LEAVE_ONE_VESSEL_OUT for c in f.split(clips)[1]]
    assert sorted(c.path for c in held_out) == sorted(c.path for c in clips if c.pouring)


def test_negatives_of_one_source_share_a_fold(clips):
    assert negative_folds(["hen-5-2348-A.flac", "rooster-4-2348-B.ogg", "dog-1-100-A.ogg"]) == {
        2348: 4,
        100: 1,
    }
    folds = {}
    for clip in clips:
        if not clip.pouring:
            folds.setdefault(esc_fold_and_source(clip.path)[1], set()).add(clip.negative_fold)
    assert all(len(of_source) == 1 for of_source in folds.values())


def test_missing_recordings_give_one_line(monkeypatch, tmp_path):
    monkeypatch.setenv("HOT_OR_COLD_DATA", str(tmp_path))
    with pytest.raises(FileNotFoundError, match="build.sh data"):
        data_dir()


def test_read_clips_rejects_duplicate(tmp_path):
    header = (
        "path,kind,label,temperature_f,vessel,session,"
        "recorded_utc,seconds,licence,author,source,sha256\n"
    )
    row = "a.m4a,pouring,hot,212,glass,A,,5.0,,,,abc\n"
    (tmp_path / "clips.csv").write_text(header + row + row)
    with pytest.raises(ValueError, match="twice"):
        read_clips(tmp_path)
