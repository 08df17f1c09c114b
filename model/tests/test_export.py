"""Tests of the export: parity, reproducible bytes, and consistent committed files."""

import json

import numpy as np
import onnx
import pytest
import torch

from model.data.features import SIDECAR, front_end, read_sidecar, windows
from model.train import export
from model.train.net import Net
from model.train.settings import read_settings

FOLDER = SIDECAR.parent
PLAIN = {"AveragePool", "Add", "Cast", "Concat", "Conv", "Div", "Flatten", "Gemm", "Max", "Mul"}
PLAIN |= {"Log", "Min", "ReduceMax", "ReduceMean", "Relu", "Reshape", "Sqrt", "Sub"}


@pytest.fixture(scope="module")
def net():
    torch.manual_seed(1)
    net = Net(read_settings().net, front_end().mel_bands)
    for module in net.modules():
        if isinstance(module, torch.nn.BatchNorm2d):
            torch.nn.init.normal_(module.running_mean)
            torch.nn.init.uniform_(module.running_var, 0.5, 2.0)
    return net.eval()


@pytest.fixture(scope="module")
def shipped(net):
    return export.fold_and_round(net)


@pytest.fixture(scope="module")
def exported(shipped, tmp_path_factory):
    path = tmp_path_factory.mktemp("export") / "a.onnx"
    export.write_onnx(shipped, path, front_end().mel_bands, windows().frames)
    return path


def test_exported_model_has_plain_operators_and_fixed_shapes(exported):
    model = onnx.load(exported)
    assert {n.op_type for n in model.graph.node} <= PLAIN
    sides = [
        (side.name, side.type.tensor_type.shape.dim)
        for side in (*model.graph.input, *model.graph.output)
    ]
    shapes = {name: [d.dim_value for d in dims] for name, dims in sides}
    assert shapes == {"log_mel": [1, 1, front_end().mel_bands, windows().frames], "logits": [1, 2]}
    assert [o.version for o in model.opset_import if o.domain == ""] == [export.OPSET]


def test_fold_and_round_changes_probability_little(net, shipped):
    inputs = export.golden_inputs(front_end().mel_bands, windows().frames)
    with torch.no_grad():
        assert (torch.sigmoid(net(inputs)) - torch.sigmoid(shipped(inputs))).abs().max() < 0.01
    assert not any(isinstance(m, torch.nn.BatchNorm2d) for m in shipped.modules())
    assert any(isinstance(m, torch.nn.BatchNorm2d) for m in net.modules()), (
        "the trained net stays as it was"
    )


def test_exported_weights_are_half_precision(shipped, exported):
    weights = sum(p.numel() for p in shipped.parameters() if p.ndim > 1)
    assert exported.stat().st_size < 2.5 * weights


def test_exported_model_contains_no_path(exported):
    assert b".py" not in exported.read_bytes() and b"/home" not in exported.read_bytes()


def test_write_onnx_repeats_bytes(shipped, exported, tmp_path):
    again = export.write_onnx(shipped, tmp_path / "b.onnx", front_end().mel_bands, windows().frames)
    assert again == export.sha256(exported)


def test_check_parity_rejects_different_logits(shipped, exported):
    other = Net(read_settings().net, front_end().mel_bands).eval()
    inputs = export.golden_inputs(front_end().mel_bands, windows().frames)
    with torch.no_grad():
        other.head.bias += 1.0
    assert export.check_parity(shipped, exported, inputs) <= export.MAX_PARITY_GAP
    with pytest.raises(ValueError, match="differ"):
        export.check_parity(other, exported, inputs)


@pytest.mark.skipif(not (FOLDER / "golden.json").is_file(), reason="no trained model yet")
def test_committed_model_matches_golden_logits():
    golden = json.loads((FOLDER / "golden.json").read_text())
    assert golden["model_sha256"] == export.sha256(FOLDER / "hot-or-cold.onnx")
    inputs = np.fromfile(FOLDER / golden["file"], "<f4").reshape(golden["shape"])
    probabilities = torch.sigmoid(
        export.onnx_logits(FOLDER / "hot-or-cold.onnx", torch.from_numpy(inputs))
    )
    expected = torch.sigmoid(torch.tensor(golden["logits"]))
    assert (probabilities - expected).abs().max() < golden["tolerance_probability"]


@pytest.mark.skipif(not (FOLDER / "golden.json").is_file(), reason="no trained model yet")
def test_sidecar_and_held_out_list_match_committed_files():
    sidecar = read_sidecar()
    assert tuple(sidecar) == export.SIDECAR_KEYS
    assert sidecar["model"]["sha256"] == export.sha256(FOLDER / sidecar["model"]["file"])
    held_out = json.loads((FOLDER / "held-out/held-out.json").read_text())
    assert held_out["data_digest"] == sidecar["training"]["data_digest"]
    folds = [fold for protocol in held_out["protocols"] for fold in protocol["folds"]]
    assert len(folds) == 9
    for fold in folds:
        assert [model["seed"] for model in fold["models"]] == list(read_settings().seeds)
        for model in fold["models"]:
            assert model["sha256"] == export.sha256(FOLDER / "held-out" / model["file"])
