"""A few steps end to end on toy pours: trained, exported, judged and calibrated. About a minute."""

import json
from dataclasses import replace

import pytest
import torch

from model import export
from model.data import LEAVE_ONE_SESSION_OUT, SHIPPED, folds
from model.evaluate import Scale, pooled_hot_logit, predict
from model.features import front_end, windows
from model.net import HOT, POURING, Net
from model.settings import parse_settings, read_settings
from model.train import centre, finish, fit, install_run, jobs, settle_claims, single_threaded, train_fold


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
    moved = [name for name, value in net.state_dict().items() if not torch.equal(value, weights[name])]
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


def test_end_to_end_on_toy_pours(settings, toy_recordings, tmp_path):
    """Only sessions A and B have toy pours, so only their folds can be judged."""
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
    trained = [train_fold(job, settings, staging, toy_recordings) for job in todo]
    claims, held_out = settle_claims(trained, settings, digest="toy")
    judged = [p for t in trained for p in t.predictions]
    assert len(judged) == 28
    install_run(
        staging, output, trained, claims, held_out, training={"data_digest": "toy"}, settings=settings
    )

    sidecar = json.loads((output / "hot-or-cold.json").read_text())
    assert 0 < sidecar["thresholds"]["pouring"] < 1
    assert sidecar["model"]["sha256"] == export.sha256(output / "hot-or-cold.onnx")
    golden = export.golden_inputs(front_end().mel_bands, windows().frames)
    ours = torch.tensor(json.loads((output / "golden.json").read_text())["logits"])
    theirs = export.onnx_logits(output / "hot-or-cold.onnx", golden)
    assert (torch.sigmoid(ours) - torch.sigmoid(theirs)).abs().max() < export.PARITY
    models = [
        model
        for fold in json.loads((output / "held-out/held-out.json").read_text())["protocols"][0]["folds"]
        for model in fold["models"]
    ]
    assert len(models) == 4
    for model in models:
        assert model["calibration"]["hot"]["scale"] > 0
        assert 0 < model["thresholds"]["pouring"] < 1
        assert (output / "held-out" / model["file"]).is_file()
