"""Tests of training: a few steps end to end on synthetic features. About a minute."""

import json
import shutil
from concurrent.futures import Executor, Future
from dataclasses import asdict, replace

import pytest
import torch

from model.data import room_simulation, synthetic
from model.data.clips import LEAVE_ONE_SESSION_OUT, TRAINED_ON_ALL, folds
from model.data.features import front_end, windows
from model.evaluate import ablate, leave_one_session_out
from model.evaluate.calibration import PlattScaling, fit_cups, shipped_cups
from model.evaluate.metrics import ScoredClip
from model.evaluate.pooling import pooled_hot_logit
from model.evaluate.predictions import predict
from model.train import calibrate, dataset, export
from model.train import jobs as train_jobs
from model.train.__main__ import install_run
from model.train.calibrate import calibrate_and_report
from model.train.finalize import center_hot_logit, finalize, pooled_features, refit_hot_head
from model.train.jobs import Job, make_jobs, train_fold, use_one_deterministic_thread
from model.train.net import HOT, POURING, Net
from model.train.settings import parse_settings, read_settings
from model.train.trainer import fit, pretrain

from .fixtures import make_clip


@pytest.fixture(scope="module")
def settings():
    use_one_deterministic_thread()
    defaults = read_settings()
    quick = replace(defaults.training, steps=30, batch_norm_batches=8, ema_decay=0.8)
    return replace(defaults, seeds=(5, 6), training=quick)


def test_parse_settings_names_misspelt_key():
    with pytest.raises(TypeError, match="sead"):
        parse_settings({"sead": 1})


def test_fit_repeats_for_same_seed(settings, fe, synthetic_features):
    short = replace(settings, training=replace(settings.training, steps=3, batch_norm_batches=2))
    one, two = (fit(synthetic_features, short, fe, windows().frames, seed=5) for _ in range(2))
    for (name, a), b in zip(one.state_dict().items(), two.state_dict().values(), strict=True):
        assert torch.equal(a, b), name


def test_fit_continues_from_start_weights(settings, fe, synthetic_features):
    """With a negligible learning rate the network keeps its start weights."""
    pours = [r for r in synthetic_features if r.clip.pouring]
    first = replace(settings, pretraining=replace(settings.pretraining, steps=3))
    start = pretrain(pours, first, fe, windows().frames, seed=5)
    still = replace(
        settings.training, steps=1, learning_rate=1e-12, weight_decay=0.0, batch_norm_batches=2
    )
    short = replace(settings, training=still)
    continued, fresh = (
        fit(synthetic_features, short, fe, windows().frames, 5, weights).state_dict()
        for weights in (start, None)
    )
    weight = "blocks.0.weight"
    assert torch.allclose(continued[weight], start[weight], atol=1e-6)
    assert not torch.allclose(fresh[weight], start[weight], atol=1e-3)


class TrainingStarted(Exception):
    """Stops a training run and holds its arguments."""


def test_training_excludes_held_out_clips(settings, synthetic_features, tmp_path, monkeypatch):
    def stop(features, settings, fe, frames, seed, start=None, log=None):
        raise TrainingStarted(*(f.clip for f in features))

    for module in (train_jobs, ablate, leave_one_session_out):
        monkeypatch.setattr(module, "fit", stop)
    clips = [r.clip for r in synthetic_features]
    for fold in folds():
        with pytest.raises(TrainingStarted) as started:
            train_fold(Job(fold, 5, 1), settings, tmp_path, synthetic_features, [], None)
        assert list(started.value.args) == [c for c in clips if not fold.holds_out(c)]
    assert any(fold.holds_out(c) for fold in folds() for c in clips)
    with pytest.raises(TrainingStarted) as started:
        ablate.train_without(synthetic_features, ablate.held_out_fold("AC"), settings, 5, None)
    assert {c.session for c in started.value.args if c.pouring} == {"B"}
    with pytest.raises(TrainingStarted) as started:
        leave_one_session_out.session_metrics(synthetic_features, settings, 5, None)
    assert {c.session for c in started.value.args if c.pouring} == {"B"}


def test_training_starts_from_pretrained_weights(
    settings, synthetic_features, tmp_path, monkeypatch
):
    def stop(features, settings, fe, frames, seed, start=None, log=None):
        raise TrainingStarted(start)

    for module in (train_jobs, ablate, leave_one_session_out):
        monkeypatch.setattr(module, "fit", stop)
    for call in (
        lambda: train_fold(
            make_jobs(settings, [TRAINED_ON_ALL])[0],
            settings,
            tmp_path,
            synthetic_features,
            [],
            "weights",
        ),
        lambda: ablate.train_without(
            synthetic_features, ablate.held_out_fold("A"), settings, 5, "weights"
        ),
        lambda: leave_one_session_out.session_metrics(synthetic_features, settings, 5, "weights"),
    ):
        with pytest.raises(TrainingStarted, match="weights"):
            call()


def test_pretraining_uses_synthesised_pours_only(settings, fe, tmp_path, monkeypatch):
    made = [
        make_clip(name, label, synthetic.SYNTHETIC_SESSION)
        for name, label in (("a", "hot"), ("b", "cold"))
    ]
    monkeypatch.setattr(synthetic, "synthesise_pours", lambda settings, rate: made)
    monkeypatch.setattr(dataset, "read_pcm", lambda clip, folder, rate: torch.zeros(rate))
    nothing = room_simulation.SimulatedRooms((), ())
    monkeypatch.setattr(room_simulation, "read_variants", lambda *arguments: nothing)
    calls = []

    def record_call(features, settings, fe, frames, seed):
        calls.append(([f.clip for f in features], seed))
        return "weights"

    monkeypatch.setattr(dataset, "pretrain", record_call)
    some = replace(settings, pretraining=replace(settings.pretraining, steps=800))
    assert dataset.pretrained_weights(tmp_path, some, 7) == "weights"
    assert calls == [(made, 7)]
    without = replace(settings, pretraining=replace(settings.pretraining, steps=0))
    assert dataset.pretrained_weights(tmp_path, without, 7) is None
    assert len(calls) == 1


class InlineExecutor(Executor):
    """Runs work in this process, at once."""

    def __init__(self, workers, **options):
        super().__init__()

    def submit(self, work, *arguments):
        done = Future()
        done.set_result(work(*arguments))
        return done


def test_train_all_starts_from_weights_of_own_seed(settings, tmp_path, monkeypatch):
    monkeypatch.setattr(train_jobs, "ProcessPoolExecutor", InlineExecutor)
    monkeypatch.setattr(
        train_jobs, "pretrain_in_worker", lambda folder, settings, seed: f"of {seed}"
    )
    monkeypatch.setattr(
        train_jobs,
        "train_in_worker",
        lambda job, settings, output, start: (job.number, job.seed, start),
    )
    models = train_jobs.train_all(
        make_jobs(settings, [TRAINED_ON_ALL, *folds()]), settings, tmp_path, tmp_path
    )
    assert [start for _, _, start in models] == [f"of {seed}" for _, seed, _ in models]
    assert {number for number, _, _ in models} == {1, 2}


def test_center_hot_logit_balances_training_pours(settings, fe, synthetic_features):
    net = Net(settings.net, fe.mel_bands).eval()
    pours = [r for r in synthetic_features if r.clip.pouring]
    net.head.bias.data[HOT] += 3
    weights = {name: value.clone() for name, value in net.state_dict().items()}

    def mean(hot):
        predictions = [
            predict(net, r.clip, r.power, fe, windows()) for r in pours if r.clip.hot == hot
        ]
        return (
            torch.stack([pooled_hot_logit(p.logits, PlattScaling()) for p in predictions])
            .mean()
            .item()
        )

    apart = mean(True) - mean(False)
    assert mean(True) + mean(False) > 1
    center_hot_logit(net, pours, fe, windows())
    assert mean(True) + mean(False) == pytest.approx(0, abs=1e-5)
    assert mean(True) - mean(False) == pytest.approx(apart, abs=1e-5)
    moved = [
        name for name, value in net.state_dict().items() if not torch.equal(value, weights[name])
    ]
    assert moved == ["head.bias"]


@torch.no_grad()
def test_refit_hot_head_separates_classes_and_adds_pouring(settings, fe, synthetic_features):
    net = Net(settings.net, fe.mel_bands).eval()
    pours = [r for r in synthetic_features if r.clip.pouring]
    features = torch.stack([pooled_features(net, r, fe, windows()) for r in pours])
    hot = torch.tensor([r.clip.hot for r in pours])
    before = {name: value.clone() for name, value in net.state_dict().items()}
    directions = []
    for share in (0.0, 0.5):
        plan = replace(settings.training, hot_head_ridge=5.0, hot_head_pouring=share)
        net.load_state_dict(before)
        refit_hot_head(net, pours, plan, fe, windows())
        directions.append(net.head.weight[HOT].clone())
    logits = features @ directions[0].double()
    assert logits[hot].min() > logits[~hot].max()
    spread = (features @ before["head.weight"][HOT].double()).std().item()
    assert logits.std().item() == pytest.approx(spread, rel=1e-2)
    added = directions[1] - directions[0]
    assert torch.allclose(added, 0.5 * before["head.weight"][POURING], atol=1e-3)
    assert torch.equal(net.head.weight[POURING], before["head.weight"][POURING])


def test_finalize_centers_only_if_configured(settings, fe, synthetic_features):
    net = Net(settings.net, fe.mel_bands)
    plain, centred = (
        finalize(
            net,
            synthetic_features,
            replace(settings, training=replace(settings.training, center_hot_logit=on)),
            fe,
            windows(),
        )
        for on in (False, True)
    )
    moved = centred.head.bias - plain.head.bias
    assert moved[HOT] != 0 and moved[POURING] == 0


def test_run_trains_exports_and_calibrates(settings, synthetic_features, tmp_path, monkeypatch):
    """Only sessions A and B have synthetic pours, so only their folds are used."""
    fitted_to, original = [], calibrate.calibrate

    def spy(by_seed, *rest):
        fitted_to.append([p.clip for one in by_seed for p in one])
        return original(by_seed, *rest)

    monkeypatch.setattr(calibrate, "calibrate", spy)
    staging, output = tmp_path / "staging", tmp_path / "model"
    chosen = [f for f in folds() if f.protocol == LEAVE_ONE_SESSION_OUT and f.held_out in "AB"]
    jobs = make_jobs(settings, [TRAINED_ON_ALL, *chosen])
    assert [(job.file, job.seed) for job in jobs] == [
        ("hot-or-cold.onnx", 5),
        ("session-A-1.onnx", 5),
        ("session-B-1.onnx", 5),
        ("all-2.onnx", 6),
        ("session-A-2.onnx", 6),
        ("session-B-2.onnx", 6),
    ]
    kitchens = [
        replace(f, clip=replace(f.clip, session=f"night {f.clip.session}"))
        for f in synthetic_features
        if f.clip.pouring
    ]
    trained = [
        train_fold(job, settings, staging, synthetic_features, kitchens, None) for job in jobs
    ]
    calibration, lists = calibrate_and_report(trained, settings, "toy", "toy kitchens")
    # One calibration for each model of a fold, then one for each model of all clips.
    of_folds = fitted_to[:-2]
    for one, clips in zip(
        [t for t in trained if t.job.fold != TRAINED_ON_ALL], of_folds, strict=True
    ):
        assert clips and not any(one.job.fold.holds_out(c) for c in clips)
    check_kitchen_folds(lists["other-kitchens.json"], trained)
    check_without_kitchens([replace(t, kitchens=[]) for t in trained], settings)
    predictions = [p for t in trained for p in t.predictions]
    assert len(predictions) == 28
    install_run(
        staging,
        output,
        trained,
        calibration,
        lists,
        training={"data_digest": "toy"},
        settings=settings,
    )

    # Predictions of the installed models give the same calibration.
    monkeypatch.setattr(train_jobs, "ProcessPoolExecutor", InlineExecutor)
    monkeypatch.setattr(train_jobs, "_worker_features", synthetic_features)
    monkeypatch.setattr(train_jobs, "_worker_kitchens", kitchens)
    again, listed = calibrate_and_report(
        train_jobs.predict_with_exported(jobs, settings, tmp_path, output, "toy"),
        settings,
        "toy",
        "toy kitchens",
    )
    assert again["calibration"]["pouring"] == calibration["calibration"]["pouring"]
    assert again["calibration"]["cups"] == pytest.approx(calibration["calibration"]["cups"], 1e-2)
    held_out = [job for job in jobs if job.fold != TRAINED_ON_ALL]
    other_seed = [replace(job, seed=7) for job in held_out]
    other_fold = [replace(job, fold=replace(job.fold, negative_fold=5)) for job in held_out]
    for others in (held_out[:1], other_seed, other_fold):
        with pytest.raises(RuntimeError, match="other folds or seeds"):
            train_jobs.predict_with_exported(others, settings, tmp_path, output, "toy")
    with pytest.raises(RuntimeError, match="no leave-one-vessel-out"):
        train_jobs.predict_with_exported(
            make_jobs(settings, folds()), settings, tmp_path, output, "toy"
        )
    (output / "held-out/all-2.onnx").unlink()
    with pytest.raises(RuntimeError, match="all-2.onnx"):
        train_jobs.predict_with_exported(jobs, settings, tmp_path, output, "toy")
    again["thresholds"]["pouring"] = 0.375
    export.install_calibration(output, again, listed)
    for name, content in listed.items():
        assert json.loads((output / "held-out" / name).read_text()) == content
    (tmp_path / "copy").mkdir()
    for file in output.glob("hot-or-cold.*"):
        shutil.copy(file, tmp_path / "copy")
    (tmp_path / "copy/hot-or-cold.onnx").write_bytes(b"another")
    with pytest.raises(RuntimeError, match="is not the file"):
        export.install_calibration(tmp_path / "copy", again, listed)
    assert not (tmp_path / "copy/held-out").exists()

    sidecar = json.loads((output / "hot-or-cold.json").read_text())
    assert sidecar["thresholds"]["pouring"] == 0.375
    assert sidecar["model"]["sha256"] == export.sha256(output / "hot-or-cold.onnx")
    golden = export.golden_inputs(front_end().mel_bands, windows().frames)
    expected = torch.tensor(json.loads((output / "golden.json").read_text())["logits"])
    exported = export.onnx_logits(output / "hot-or-cold.onnx", golden)
    assert (torch.sigmoid(expected) - torch.sigmoid(exported)).abs().max() < export.MAX_PARITY_GAP
    models = [
        model
        for fold in json.loads((output / "held-out/held-out.json").read_text())["protocols"][0][
            "folds"
        ]
        for model in fold["models"]
    ]
    assert len(models) == 4
    for model in models:
        assert model["calibration"]["cups"]["pour_variance"] > 0
        assert 0 < model["thresholds"]["pouring"] < 1
        assert (output / "held-out" / model["file"]).is_file()


def check_kitchen_folds(listed, trained):
    """No night is calibrated by itself: its statistics are those of the other night."""
    folds = {fold["held_out"]: fold for fold in listed["protocols"][0]["folds"]}
    assert list(folds) == ["night A", "night B", calibrate.UNLISTED_NIGHTS]
    assert [fold["sessions"] for fold in folds.values()] == [["night A"], ["night B"], []]
    on_all = [t for t in trained if t.job.fold == TRAINED_ON_ALL]
    for night, fold in folds.items():
        files = [model["file"] for model in fold["models"]]
        assert files == ["../hot-or-cold.onnx", "all-2.onnx"]
        for one, model in zip(on_all, fold["models"], strict=True):
            pouring = PlattScaling(**model["calibration"]["pouring"])
            others = [p for p in one.kitchens if p.clip.session != night]
            assert model["calibration"]["cups"] == asdict(fit_cups(others, pouring))


def check_without_kitchens(trained, settings):
    """The shipped statistics of cups remain, in a list that the program can read."""
    entries, lists = calibrate_and_report(trained, settings, "toy", None)
    cups = asdict(shipped_cups())
    assert entries["calibration"]["cups"] == cups
    listed = lists["other-kitchens.json"]
    assert listed["data_digest"] == ""
    [fold] = listed["protocols"][0]["folds"]
    assert fold["held_out"] == calibrate.UNLISTED_NIGHTS
    assert [model["calibration"]["cups"] for model in fold["models"]] == [cups, cups]


def test_print_room_metrics_lists_seeds_and_sessions(capsys):
    def scored(session, label, hot, pouring=0.9):
        return ScoredClip(make_clip(f"{session}{label}", label, session), pouring, hot)

    first = [
        scored("A", "hot", 0.8),
        scored("A", "cold", 0.05),
        scored("C", "hot", 0.04, pouring=0.1),
    ]
    second = [scored("A", "hot", 0.2), scored("A", "cold", 0.4), scored("C", "hot", 0.02)]
    calibrate.print_room_metrics({5: first, 6: second}, threshold=0.5)
    where = "in simulated rooms"
    assert capsys.readouterr().out.splitlines() == [
        f"{where}: 50.0% right, log-loss 1.588",
        f"{where}: of 2 verdicts with 90% confidence or more 1 right",
        f"{where}, all pours: ROC AUC by seed 0.500, 0.000",
        # C has no cold pour to rank a hot one above.
        f"{where}, session A: ROC AUC by seed 1.000, 0.000",
        f"{where}: 75.0% of 4 hot pours kept",
        f"{where}: 100.0% of 2 cold pours kept",
    ]
    calibrate.print_room_metrics({}, threshold=0.5)
    assert capsys.readouterr().out == ""
