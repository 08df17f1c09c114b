"""Sessions are judged by the calibration of the others, and beginnings are where the list of onsets says."""

from dataclasses import replace

import pytest
import torch

pytest.importorskip(
    "imageio_ffmpeg", reason="imageio-ffmpeg is not installed: model/requirements.txt"
)

from model import changes, data, each_session
from model.batches import Recording
from model.each_session import Session, beginning, summary
from model.evaluate import Prediction
from model.settings import read_settings

from .toys import toy_clip


def said(name, session, pouring, hot, label="cold"):
    clip = toy_clip(name, label, session, "glass") if session else toy_clip(name, "rain", fold=1)
    return Prediction(clip, torch.tensor([[pouring, hot]], dtype=torch.float64))


def session(name, cold, hot):
    pours = [said(f"{name}{i}", name, 6.0, cold - i / 9) for i in range(4)]
    pours += [said(f"{name}{i}", name, 6.0, hot + i / 9, "hot") for i in range(4, 8)]
    return pours + [said(f"{name}rain", "", -6.0, 0.0)]


def test_the_line_is_the_other_sessions():
    """Each net ranks its own pours rightly, but B's lie where A and C draw no line."""
    sessions = [
        Session(session("A", -3, 3), []),
        Session(session("B", 2, 8), []),
        Session(session("C", -3, 3), []),
    ]
    found = summary([Session(s.whole, s.whole[:8]) for s in sessions], read_settings())
    assert found["right"] == found["right of the first 2 s"] == 24 - 4
    assert found["kept"] == 24
    assert found["AUC"] == 1
    elsewhere = [replace(p, room=1) for p in session("C", 3, -3) if p.clip.pouring]
    in_rooms = [*sessions[:2], Session(sessions[2].whole + elsewhere, [])]
    assert summary([Session(s.whole, s.whole[:8]) for s in in_rooms], read_settings())["kept"] == 24
    alike = [Session(session(name, -3, 3), session(name, 3, -3)[:8]) for name in "AB"]
    found = summary(alike, read_settings())
    assert (found["right"], found["AUC"]) == (16, 1)
    assert (found["right of the first 2 s"], found["AUC of the first 2 s"]) == (0, 0)
    assert found["log-loss"] < 0.3 < found["log-loss of the first 2 s"]


def test_a_beginning_has_as_many_frames_as_two_seconds(fe):
    power = torch.arange(400.0)[None].expand(fe.mel_bands, -1)
    cut = beginning(power, 1.5, fe)
    assert cut.shape[1] == fe.frame_count(round(changes.EXCERPT_SECONDS * fe.sample_rate))
    assert cut[0, 0] == round((1.5 - changes.BEFORE_ONSET_SECONDS) * fe.sample_rate / fe.hop)
    assert beginning(power, 0.05, fe)[0, 0] == 0


def test_a_net_judges_what_its_fold_holds_out_and_the_beginnings_of_pours(
    fe, toy_recordings, monkeypatch
):
    fold = next(f for f in data.folds() if f.held_out == "A")
    monkeypatch.setattr(each_session, "onsets", lambda: {r.clip.path: 0.5 for r in toy_recordings})

    def net(log_mel):
        return log_mel.mean((2, 3)).expand(-1, 2)

    found = each_session.judge(net, toy_recordings, fold)
    held_out = [r for r in toy_recordings if fold.holds_out(r.clip)]
    assert [p.clip for p in found.whole] == [r.clip for r in held_out]
    assert [p.clip for p in found.beginnings] == [r.clip for r in held_out if r.clip.pouring]
    assert all(len(p.logits) == 1 for p in found.beginnings)
    roomy = [replace(r, shared_rooms=(r.power, r.power)) for r in held_out if r.clip.pouring][:1]
    assert [p.room for p in each_session.judge(net, roomy, fold).whole] == [0, 1, 2]
    short = Recording(held_out[0].clip, beginning(held_out[0].power, 0.5, fe))
    assert torch.equal(
        found.beginnings[0].logits,
        each_session.judge(net, [short], fold).whole[0].logits,
    )
