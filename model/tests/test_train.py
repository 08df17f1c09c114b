"""A few steps end to end on toy pours: trained, exported, judged and calibrated. About a minute."""

import json
import shutil
from concurrent.futures import Executor, Future
from dataclasses import replace

import pytest
import torch

from model import compare, each_session, evaluate, export, rooms, synthesised, train
from model.data import LEAVE_ONE_SESSION_OUT, SHIPPED, folds
from model.evaluate import Scale, pooled_hot_logit, predict
from model.features import front_end, windows
from model.fit import fit, pretrain
from model.net import HOT, POURING, Net
from model.settings import parse_settings, read_settings
from model.train import (
    Job,
    centre,
    finish,
    install_run,
    jobs,
    settle_claims,
    single_threaded,
    train_fold,
)

from .toys import toy_clip


@pytest.fixture(scope="module")
def settings():
    single_threaded()
    usual = read_settings()
    quick = replace(usual.training, steps=30, settle_batches=8, ema_decay=0.8)
    return replace(usual, seeds=(5, 6), training=quick)


def test_a_misspelt_setting_is_named():
    with pytest.raises(TypeError, match="sead"):
        parse_settings({"sead": 1})


def test_the_same_seed_trains_the_same_net(settings, fe, toy_recordings):
    short = replace(settings, training=replace(settings.training, steps=3, settle_batches=2))
    one, two = (fit(toy_recordings, short, fe, windows().frames, seed=5) for _ in range(2))
    for (name, a), b in zip(one.state_dict().items(), two.state_dict().values(), strict=True):
        assert torch.equal(a, b), name


def test_training_goes_on_from_what_was_learnt_before(settings, fe, toy_recordings):
    """With a step too small to matter the net is what it began with, however it is called."""
    pours = [r for r in toy_recordings if r.clip.pouring]
    first = replace(settings, pretraining=replace(settings.pretraining, steps=3))
    start = pretrain(pours, first, fe, windows().frames, seed=5)
    still = replace(
        settings.training, steps=1, learning_rate=1e-12, weight_decay=0.0, settle_batches=2
    )
    short = replace(settings, training=still)
    begun, fresh = (
        fit(toy_recordings, short, fe, windows().frames, 5, weights).state_dict()
        for weights in (start, None)
    )
    weight = "blocks.0.weight"
    assert torch.allclose(begun[weight], start[weight], atol=1e-6)
    assert not torch.allclose(fresh[weight], start[weight], atol=1e-3)


class Begun(Exception):
    """With what."""


def test_no_net_hears_what_its_fold_holds_out(settings, toy_recordings, tmp_path, monkeypatch):
    def began(recordings, settings, fe, frames, seed, start=None, say=None):
        raise Begun(*(r.clip for r in recordings))

    for module in (train, compare, each_session):
        monkeypatch.setattr(module, "fit", began)
    clips = [r.clip for r in toy_recordings]
    for fold in folds():
        with pytest.raises(Begun) as heard:
            train_fold(Job(fold, 5, 1), settings, tmp_path, toy_recordings, None)
        assert list(heard.value.args) == [c for c in clips if not fold.holds_out(c)]
    assert any(fold.holds_out(c) for fold in folds() for c in clips)
    with pytest.raises(Begun) as heard:
        compare.learn(toy_recordings, compare.without("AC"), settings, 5, None)
    assert {c.session for c in heard.value.args if c.pouring} == {"B"}
    with pytest.raises(Begun) as heard:
        each_session.figures(toy_recordings, settings, 5, None)
    assert {c.session for c in heard.value.args if c.pouring} == {"B"}


def test_every_net_begins_with_what_was_learnt_before(
    settings, toy_recordings, tmp_path, monkeypatch
):
    def began(recordings, settings, fe, frames, seed, start=None, say=None):
        raise Begun(start)

    for module in (train, compare, each_session):
        monkeypatch.setattr(module, "fit", began)
    for call in (
        lambda: train_fold(
            jobs(settings, [SHIPPED])[0], settings, tmp_path, toy_recordings, "weights"
        ),
        lambda: compare.learn(toy_recordings, compare.without("A"), settings, 5, "weights"),
        lambda: each_session.figures(toy_recordings, settings, 5, "weights"),
    ):
        with pytest.raises(Begun, match="weights"):
            call()


def test_what_is_learnt_first_is_of_synthesised_pours_alone(settings, fe, tmp_path, monkeypatch):
    made = [
        toy_clip(name, label, synthesised.NOWHERE) for name, label in (("a", "hot"), ("b", "cold"))
    ]
    monkeypatch.setattr(synthesised, "pours", lambda settings, rate: made)
    monkeypatch.setattr(train, "read_pcm", lambda clip, folder, rate: torch.zeros(rate))
    nothing = rooms.Elsewhere((), ())
    monkeypatch.setattr(rooms, "read", lambda clip, samples, in_rooms, seed, fe: nothing)
    heard = []

    def learnt(recordings, settings, fe, frames, seed):
        heard.append(([r.clip for r in recordings], seed))
        return "weights"

    monkeypatch.setattr(train, "pretrain", learnt)
    some = replace(settings, pretraining=replace(settings.pretraining, steps=800))
    assert train.pretrained(tmp_path, some, 7) == "weights"
    assert heard == [(made, 7)]
    without = replace(settings, pretraining=replace(settings.pretraining, steps=0))
    assert train.pretrained(tmp_path, without, 7) is None
    assert len(heard) == 1


class Inline(Executor):
    """A pool of this process alone."""

    def __init__(self, workers, **options):
        super().__init__()

    def submit(self, work, *arguments):
        done = Future()
        done.set_result(work(*arguments))
        return done


def test_each_net_begins_with_what_its_own_seed_learnt(settings, tmp_path, monkeypatch):
    monkeypatch.setattr(train, "ProcessPoolExecutor", Inline)
    monkeypatch.setattr(train, "pretrain_in_worker", lambda folder, settings, seed: f"of {seed}")
    monkeypatch.setattr(
        train, "train_in_worker", lambda job, settings, output, start: (job.number, job.seed, start)
    )
    begun = train.train_all(jobs(settings, [SHIPPED, *folds()]), settings, tmp_path, tmp_path)
    assert [start for _, _, start in begun] == [f"of {seed}" for _, seed, _ in begun]
    assert {number for number, _, _ in begun} == {1, 2}


def test_a_centred_net_lies_evenly_about_its_own_pours(settings, fe, toy_recordings):
    net = Net(settings.net, fe.mel_bands).eval()
    pours = [r for r in toy_recordings if r.clip.pouring]
    net.head.bias.data[HOT] += 3
    weights = {name: value.clone() for name, value in net.state_dict().items()}

    def mean(hot):
        said = [predict(net, r.clip, r.power, fe, windows()) for r in pours if r.clip.hot == hot]
        return torch.stack([pooled_hot_logit(p.logits, Scale()) for p in said]).mean().item()

    apart = mean(True) - mean(False)
    assert mean(True) + mean(False) > 1
    centre(net, pours, fe, windows())
    assert mean(True) + mean(False) == pytest.approx(0, abs=1e-5)
    assert mean(True) - mean(False) == pytest.approx(apart, abs=1e-5)
    moved = [
        name for name, value in net.state_dict().items() if not torch.equal(value, weights[name])
    ]
    assert moved == ["head.bias"]


def test_centring_is_a_setting(settings, fe, toy_recordings):
    net = Net(settings.net, fe.mel_bands)
    plain, centred = (
        finish(
            net,
            toy_recordings,
            replace(settings, training=replace(settings.training, centred=on)),
            fe,
            windows(),
        )
        for on in (False, True)
    )
    moved = centred.head.bias - plain.head.bias
    assert moved[HOT] != 0 and moved[POURING] == 0


def test_end_to_end_on_toy_pours(settings, toy_recordings, tmp_path, monkeypatch):
    """Only sessions A and B have toy pours, so only their folds can be judged."""
    fitted_to, calibrate = [], evaluate.calibrate

    def spied(by_seed, *rest):
        fitted_to.append([p.clip for one in by_seed for p in one])
        return calibrate(by_seed, *rest)

    monkeypatch.setattr(evaluate, "calibrate", spied)
    staging, output = tmp_path / "staging", tmp_path / "model"
    chosen = [f for f in folds() if f.protocol == LEAVE_ONE_SESSION_OUT and f.held_out in "AB"]
    todo = jobs(settings, [SHIPPED, *chosen])
    assert [(job.file, job.seed) for job in todo] == [
        ("hot-or-cold.onnx", 5),
        ("session-A-1.onnx", 5),
        ("session-B-1.onnx", 5),
        ("session-A-2.onnx", 6),
        ("session-B-2.onnx", 6),
    ]
    trained = [train_fold(job, settings, staging, toy_recordings, None) for job in todo]
    claims, held_out = settle_claims(trained, settings, digest="toy")
    # Of each fold's models in turn, then of the shipped one.
    *of_folds, _ = fitted_to
    for one, clips in zip([t for t in trained if t.job.fold != SHIPPED], of_folds, strict=True):
        assert clips and not any(one.job.fold.holds_out(c) for c in clips)
    judged = [p for t in trained for p in t.predictions]
    assert len(judged) == 28
    install_run(
        staging,
        output,
        trained,
        claims,
        held_out,
        training={"data_digest": "toy"},
        settings=settings,
    )

    # The installed models, asked again, are calibrated as they were.
    monkeypatch.setattr(train, "ProcessPoolExecutor", Inline)
    monkeypatch.setattr(train, "_worker_recordings", toy_recordings)
    again, listed = settle_claims(
        train.ask_all(todo[1:], settings, tmp_path, output, "toy"), settings, "toy"
    )
    assert [again["calibration"][of] for of in ("hot", "pouring")] == [
        claims["calibration"][of] for of in ("hot", "pouring")
    ]
    other_seed = [replace(job, seed=7) for job in todo[1:]]
    other_fold = [replace(job, fold=replace(job.fold, negative_fold=5)) for job in todo[1:]]
    for others in (todo[1:2], other_seed, other_fold):
        with pytest.raises(RuntimeError, match="other folds or seeds"):
            train.ask_all(others, settings, tmp_path, output, "toy")
    with pytest.raises(RuntimeError, match="no leave-one-vessel-out"):
        train.ask_all(jobs(settings, folds()), settings, tmp_path, output, "toy")
    again["thresholds"]["pouring"] = 0.375
    export.install_claims(output, again, listed)
    assert json.loads((output / "held-out/held-out.json").read_text()) == listed
    (tmp_path / "copy").mkdir()
    for file in output.glob("hot-or-cold.*"):
        shutil.copy(file, tmp_path / "copy")
    (tmp_path / "copy/hot-or-cold.onnx").write_bytes(b"another")
    with pytest.raises(RuntimeError, match="is not the file"):
        export.install_claims(tmp_path / "copy", again, listed)
    assert not (tmp_path / "copy/held-out").exists()

    sidecar = json.loads((output / "hot-or-cold.json").read_text())
    assert sidecar["thresholds"]["pouring"] == 0.375
    assert sidecar["model"]["sha256"] == export.sha256(output / "hot-or-cold.onnx")
    golden = export.golden_inputs(front_end().mel_bands, windows().frames)
    ours = torch.tensor(json.loads((output / "golden.json").read_text())["logits"])
    theirs = export.onnx_logits(output / "hot-or-cold.onnx", golden)
    assert (torch.sigmoid(ours) - torch.sigmoid(theirs)).abs().max() < export.PARITY
    models = [
        model
        for fold in json.loads((output / "held-out/held-out.json").read_text())["protocols"][0][
            "folds"
        ]
        for model in fold["models"]
    ]
    assert len(models) == 4
    for model in models:
        assert model["calibration"]["hot"]["scale"] > 0
        assert 0 < model["thresholds"]["pouring"] < 1
        assert (output / "held-out" / model["file"]).is_file()


def test_what_the_rooms_say_is_said_by_seed_and_session(capsys):
    def heard(session, label, hot, pouring=0.9):
        return evaluate.Judged(toy_clip(f"{session}{label}", label, session), pouring, hot)

    first = [heard("A", "hot", 0.8), heard("A", "cold", 0.05), heard("C", "hot", 0.04, pouring=0.1)]
    second = [heard("A", "hot", 0.2), heard("A", "cold", 0.4), heard("C", "hot", 0.02)]
    train.say_rooms({5: first, 6: second}, threshold=0.5)
    where = "in the made-up rooms"
    assert capsys.readouterr().out.splitlines() == [
        f"{where}: 50.0% right, log-loss 1.588",
        f"{where}: of 2 verdicts with 90% confidence or more 1 right",
        f"{where}, all pours: ROC AUC by seed 0.500, 0.000",
        # C has no cold pour to rank a hot one above.
        f"{where}, session A: ROC AUC by seed 1.000, 0.000",
        f"{where}: 75.0% of 4 hot pours kept",
        f"{where}: 100.0% of 2 cold pours kept",
    ]
    train.say_rooms({}, threshold=0.5)
    assert capsys.readouterr().out == ""
