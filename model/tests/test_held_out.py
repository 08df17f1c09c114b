"""Tests of the scores of held-out models, on synthetic data."""

import pytest
import torch

from model.data.clips import folds
from model.data.features import Windows
from model.evaluate import held_out
from model.evaluate.calibration import Calibration, CupStatistics, PlattScaling
from model.evaluate.metrics import Thresholds, calibration_error
from model.evaluate.pooling import Pooling
from model.train import export
from model.train.net import HOT

from .fixtures import make_pours, make_scores_of_two_seeds


def test_wilson_interval_matches_textbook():
    assert held_out.wilson_interval(0.8, 10) == pytest.approx((0.4902, 0.9433), abs=1e-4)
    assert held_out.wilson_interval(1, 10) == pytest.approx((0.7225, 1), abs=1e-4)


def test_confidence_bins_sum_to_calibration_error():
    by_seed = make_scores_of_two_seeds(make_pours(20))
    scored = [v.scored for one in by_seed for v in one]
    bins = held_out.confidence_bins(by_seed)
    assert sum(b.verdicts for b in bins) == len(scored) == 200
    gap = sum(b.verdicts * abs(b.right - b.confidence) for b in bins) / len(scored)
    assert gap == pytest.approx(calibration_error(scored))


def test_confidence_interval_ignores_repeated_seeds():
    one = make_scores_of_two_seeds(make_pours(5))[0]
    once, twice = held_out.confidence_bins([one]), held_out.confidence_bins([one, one])
    assert [b.interval for b in once] == [b.interval for b in twice]


def test_average_seeds_returns_means():
    by_seed = make_scores_of_two_seeds(make_pours(2))
    probabilities = {c.clip: c for c in held_out.average_seeds(by_seed)}
    assert len(probabilities) == 10
    for first, second in zip(*by_seed, strict=True):
        probability = probabilities[first.clip]
        assert probability.alone == pytest.approx((first.scored.hot + second.scored.hot) / 2)
        if first.with_reference is None:
            assert probability.with_reference is None
        else:
            assert probability.with_reference == pytest.approx(
                (first.with_reference + second.with_reference) / 2
            )


POOLING = Pooling(2, 0.5)
CALIBRATION = Calibration(
    CupStatistics(difference=1.5, midpoint=0.2, pour_variance=0.6, cup_variance=0.4),
    PlattScaling(1.0, -0.5),
)


def test_calibration_round_trips_through_export():
    assert export.read_calibration(export.calibration_entry(CALIBRATION)) == CALIBRATION
    assert export.read_pooling(export.pooling_entry(POOLING)) == POOLING


@pytest.fixture
def model(tmp_path):
    """Two seeds of session A in the export format; the models are placeholders."""
    fold = folds()[0]
    (tmp_path / "held-out").mkdir()
    entries = []
    for seed in (1, 2):
        file = tmp_path / f"held-out/session-A-{seed}.onnx"
        file.write_bytes(bytes([seed]))
        thresholds = Thresholds(0.5, 0.6)
        entries.append(
            export.held_out_model(seed, file.name, export.sha256(file), CALIBRATION, thresholds)
        )
    listing = export.held_out_list("toy", {fold.protocol: [export.held_out_entry(fold, entries)]})
    export.write_json(tmp_path / "held-out/held-out.json", listing)
    export.write_json(tmp_path / "hot-or-cold.json", {"pooling": export.pooling_entry(POOLING)})
    return tmp_path


def test_held_out_models_score_their_session_alone_and_with_reference(model, monkeypatch):
    clips = make_pours(2)
    log_mels = [torch.full((8, 40 + k), float(k)) for k in range(len(clips))]
    calls = []

    def logits(path, windows):
        calls.append((path.name, tuple(windows.shape[1:])))
        result = torch.zeros(len(windows), 2)
        result[:, HOT] = windows.mean((1, 2, 3))
        return result

    monkeypatch.setattr(export, "onnx_logits", logits)
    by_seed = held_out.score_held_out(model, "toy", clips, log_mels, Windows(20, 5, 1.0))
    assert calls == [("session-A-1.onnx", (1, 8, 20)), ("session-A-2.onnx", (1, 8, 20))]
    assert [[v.clip for v in one] for one in by_seed] == [clips[6:], clips[6:]]
    hot, other_hot, cold, other_cold = by_seed[0]
    # Every band of clip k is k, and so is its logit. The references are clips 8 and 9.
    cups = CALIBRATION.cups
    assert hot.scored.hot == pytest.approx(cups.scaling()(torch.tensor(6.0)).item())
    for pour, logit, reference in ((hot, 6.0, 8.0), (cold, 8.0, 9.0)):
        scaling = cups.scaling_with_cold_pours(1, torch.tensor(reference))
        assert pour.with_reference == pytest.approx(scaling(torch.tensor(logit)).item())


def test_read_folds_rejects_files_of_another_run(model):
    assert held_out.read_folds(model, "toy")[0]["held_out"] == "A"
    with pytest.raises(RuntimeError, match="other recordings"):
        held_out.read_folds(model, "tot")
    (model / "held-out/session-A-2.onnx").write_bytes(b"another")
    with pytest.raises(RuntimeError, match="session-A-2.onnx is not the file"):
        held_out.read_folds(model, "toy")
    with pytest.raises(FileNotFoundError, match="model.train"):
        held_out.read_folds(model / "missing", "toy")
