"""Tests of leave-one-session-out scores and of the beginnings of pours."""

from dataclasses import replace

import pytest
import torch

pytest.importorskip(
    "imageio_ffmpeg", reason="imageio-ffmpeg is not installed: model/requirements.txt"
)

from model.data import corruptions
from model.data.clips import folds
from model.data.features import ClipFeatures
from model.evaluate import leave_one_session_out
from model.evaluate.leave_one_session_out import SessionPredictions, cut_beginning, summarise
from model.evaluate.predictions import Prediction
from model.train.settings import read_settings

from .fixtures import make_clip


def prediction(name, session, pouring, hot, label="cold"):
    clip = make_clip(name, label, session, "glass") if session else make_clip(name, "rain", fold=1)
    return Prediction(clip, torch.tensor([[pouring, hot]], dtype=torch.float64))


def session(name, cold, hot):
    pours = [prediction(f"{name}{i}", name, 6.0, cold - i / 9) for i in range(4)]
    pours += [prediction(f"{name}{i}", name, 6.0, hot + i / 9, "hot") for i in range(4, 8)]
    return pours + [prediction(f"{name}rain", "", -6.0, 0.0)]


def test_summarise_calibrates_by_the_other_sessions():
    """Every session is ranked rightly, but B's boundary differs from that of A and C."""
    sessions = [
        SessionPredictions(session("A", -3, 3), []),
        SessionPredictions(session("B", 2, 8), []),
        SessionPredictions(session("C", -3, 3), []),
    ]
    summary = summarise(
        [SessionPredictions(s.whole, s.whole[:8]) for s in sessions], read_settings()
    )
    assert summary["right"] == summary["right of the first 2 s"] == 24 - 4
    assert summary["kept"] == 24
    assert summary["AUC"] == 1
    rooms = [replace(p, room=1) for p in session("C", 3, -3) if p.clip.pouring]
    in_rooms = [*sessions[:2], SessionPredictions(sessions[2].whole + rooms, [])]
    assert (
        summarise([SessionPredictions(s.whole, s.whole[:8]) for s in in_rooms], read_settings())[
            "kept"
        ]
        == 24
    )
    equal_sessions = [
        SessionPredictions(session(name, -3, 3), session(name, 3, -3)[:8]) for name in "AB"
    ]
    summary = summarise(equal_sessions, read_settings())
    assert (summary["right"], summary["AUC"]) == (16, 1)
    assert (summary["right of the first 2 s"], summary["AUC of the first 2 s"]) == (0, 0)
    assert summary["log-loss"] < 0.3 < summary["log-loss of the first 2 s"]


def test_cut_beginning_has_the_frames_of_two_seconds(fe):
    power = torch.arange(400.0)[None].expand(fe.mel_bands, -1)
    cut = cut_beginning(power, 1.5, fe)
    assert cut.shape[1] == fe.frame_count(round(corruptions.EXCERPT_SECONDS * fe.sample_rate))
    assert cut[0, 0] == round((1.5 - corruptions.BEFORE_ONSET_SECONDS) * fe.sample_rate / fe.hop)
    assert cut_beginning(power, 0.05, fe)[0, 0] == 0


def test_predict_session_covers_held_out_clips_and_beginnings(fe, synthetic_features, monkeypatch):
    fold = next(f for f in folds() if f.held_out == "A")
    monkeypatch.setattr(
        leave_one_session_out, "read_onsets", lambda: {r.clip.path: 0.5 for r in synthetic_features}
    )

    def net(log_mel):
        return log_mel.mean((2, 3)).expand(-1, 2)

    predictions = leave_one_session_out.predict_session(net, synthetic_features, fold)
    held_out = [r for r in synthetic_features if fold.holds_out(r.clip)]
    assert [p.clip for p in predictions.whole] == [r.clip for r in held_out]
    assert [p.clip for p in predictions.beginnings] == [r.clip for r in held_out if r.clip.pouring]
    assert all(len(p.logits) == 1 for p in predictions.beginnings)
    with_rooms = [replace(r, shared_rooms=(r.power, r.power)) for r in held_out if r.clip.pouring][
        :1
    ]
    assert [p.room for p in leave_one_session_out.predict_session(net, with_rooms, fold).whole] == [
        0,
        1,
        2,
    ]
    short = ClipFeatures(held_out[0].clip, cut_beginning(held_out[0].power, 0.5, fe))
    assert torch.equal(
        predictions.beginnings[0].logits,
        leave_one_session_out.predict_session(net, [short], fold).whole[0].logits,
    )
