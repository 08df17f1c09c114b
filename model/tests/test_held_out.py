"""What is made of held-out models' answers, on toy data."""

import pytest
import torch

from model import data, evaluate, export, held_out
from model.evaluate import Calibration, Relative, Scale, Thresholds
from model.features import Windows
from model.net import HOT
from model.pooling import Pooling

from .toy_pours import pours, two_seeds


def test_wilson_is_the_textbook_interval():
    assert held_out.wilson(0.8, 10) == pytest.approx((0.4902, 0.9433), abs=1e-4)
    assert held_out.wilson(1, 10) == pytest.approx((0.7225, 1), abs=1e-4)


def test_bins_add_up_to_the_calibration_error():
    by_seed = two_seeds(pours(20))
    judged = [v.judged for one in by_seed for v in one]
    bins = held_out.confidence_bins(by_seed)
    assert sum(b.verdicts for b in bins) == len(judged) == 200
    gap = sum(b.verdicts * abs(b.right - b.confidence) for b in bins) / len(judged)
    assert gap == pytest.approx(evaluate.calibration_error(judged))


def test_a_seed_that_says_the_same_again_narrows_no_interval():
    one = two_seeds(pours(5))[0]
    once, twice = held_out.confidence_bins([one]), held_out.confidence_bins([one, one])
    assert [b.interval for b in once] == [b.interval for b in twice]


def test_chances_are_means_over_seeds():
    by_seed = two_seeds(pours(2))
    chances = {c.clip: c for c in held_out.average(by_seed)}
    assert len(chances) == 10
    for first, second in zip(*by_seed, strict=True):
        chance = chances[first.clip]
        assert chance.alone == pytest.approx((first.judged.hot + second.judged.hot) / 2)
        if first.beside is None:
            assert chance.beside is None
        else:
            assert chance.beside == pytest.approx((first.beside + second.beside) / 2)


POOLING = Pooling(2, 0.5)
CALIBRATION = Calibration(Scale(1.5, 0.2), Scale(1.0, -0.5), Relative(0.5, Scale(2.0, -1.0)))


def test_calibrations_come_back_as_they_were_exported():
    assert export.read_calibration(export.calibration_entry(CALIBRATION)) == CALIBRATION
    assert export.read_pooling(export.pooling_entry(POOLING)) == POOLING


@pytest.fixture
def model(tmp_path):
    """Two seeds of session A, in export's own format; the nets are a few bytes."""
    fold = data.folds()[0]
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


def test_held_out_models_judge_their_session_alone_and_beside(model, monkeypatch):
    clips = pours(2)
    log_mels = [torch.full((8, 40 + k), float(k)) for k in range(len(clips))]
    asked = []

    def logits(path, windows):
        asked.append((path.name, tuple(windows.shape[1:])))
        answers = torch.zeros(len(windows), 2)
        answers[:, HOT] = windows.mean((1, 2, 3))
        return answers

    monkeypatch.setattr(export, "onnx_logits", logits)
    by_seed = held_out.judge_held_out(model, "toy", clips, log_mels, Windows(20, 5, 1.0))
    assert asked == [("session-A-1.onnx", (1, 8, 20)), ("session-A-2.onnx", (1, 8, 20))]
    assert [[v.clip for v in one] for one in by_seed] == [clips[6:], clips[6:]]
    hot, other_hot, cold, other_cold = by_seed[0]
    # Every band of clip k is k, so its logit is; the same cup's cold pour is clip 8, or clip 9.
    assert hot.judged.hot == pytest.approx(torch.tensor(1.5 * 6 + 0.2).sigmoid().item())
    assert hot.beside == pytest.approx(torch.tensor(2.0 * (6 - 0.5 * 8) - 1).sigmoid().item())
    assert cold.beside == pytest.approx(torch.tensor(2.0 * (8 - 0.5 * 9) - 1).sigmoid().item())


def test_another_runs_files_are_refused(model):
    assert held_out.read_folds(model, "toy")[0]["held_out"] == "A"
    with pytest.raises(RuntimeError, match="other recordings"):
        held_out.read_folds(model, "tot")
    (model / "held-out/session-A-2.onnx").write_bytes(b"another")
    with pytest.raises(RuntimeError, match="session-A-2.onnx is not the file"):
        held_out.read_folds(model, "toy")
    with pytest.raises(FileNotFoundError, match="model.train"):
        held_out.read_folds(model / "elsewhere", "toy")
