"""The pictures, on toy data: the statistics under them, their bytes, and what happens without recordings."""

import re
from dataclasses import replace

import pytest
import torch

from model import data, evaluate, export, plots
from model.evaluate import Calibration, Judged, Relative, Scale, Thresholds
from model.features import Windows
from model.net import HOT
from model.plots import Verdict

from .toys import toy_clip

TEMPERATURES = {"hot": (175, 212), "cold": (40, 75)}


def pours(per_kind: int) -> list[data.Clip]:
    """v2 as it is, a class a session; v1 with both classes in session A."""
    kinds = [("C", "hot"), ("D", "cold"), ("E", "cold"), ("A", "hot"), ("A", "cold")]
    return [
        replace(
            toy_clip(f"{session}-{label}-{k}", label, session, ("glass", "ceramic")[k % 2]),
            temperature_f=TEMPERATURES[label][k % 2],
        )
        for session, label in kinds
        for k in range(per_kind)
    ]


def trapped_log_mels(clips: list[data.Clip]) -> list[torch.Tensor]:
    """[8, 200] each: sessions differ in mean spectrum, and only the classes in how much a band flickers."""
    random = torch.Generator().manual_seed(4)
    rooms = {s: torch.randn(8, 1, generator=random) for s in data.SESSIONS}
    return [rooms[c.session] + (0.3 + 0.3 * c.hot) * torch.randn(8, 200, generator=random) for c in clips]


def two_seeds(clips: list[data.Clip]) -> list[list[Verdict]]:
    random = torch.Generator().manual_seed(8)
    return [
        [
            Verdict(Judged(c, 0.9, chance), None if c.session == "D" else chance**2)
            for c, chance in zip(clips, torch.rand(len(clips), generator=random).tolist(), strict=True)
        ]
        for _ in range(2)
    ]


def test_logistic_regression_separates_and_ridge_shrinks():
    random = torch.Generator().manual_seed(1)
    hot = (torch.arange(60) % 2).double()
    features = torch.randn(60, 3, generator=random, dtype=torch.float64)
    features[:, 1] = 100 + 5 * hot + torch.rand(60, generator=random, dtype=torch.float64)
    weak, strong = (plots.fit_logistic(features, hot, ridge) for ridge in (1.0, 100.0))
    assert torch.equal(weak(features) > 0, hot > 0)
    assert weak.weights.abs().argmax() == 1
    assert 0 < strong.weights.norm() < weak.weights.norm() / 2
    # Only where the offset goes unpunished is the mean probability the share of hot ones.
    assert torch.sigmoid(strong(features)).mean().item() == pytest.approx(0.5, abs=1e-6)


def test_the_trap_is_sprung_by_means_and_not_by_variation():
    clips = pours(20)
    trap = plots.spring_trap(clips, trapped_log_mels(clips))
    (_, random_means, random_variation), (_, means, variation), _ = trap.scores
    assert random_means > 0.95 and random_variation > 0.95
    assert means < 0.8, "session A's room tells nothing of heat"
    assert variation > 0.95
    assert {c.session for c in trap.clips} == set(data.FIRST_DAY)
    assert trap.places.shape == (60, 2)


def test_principal_components_are_ordered_and_keep_their_sign():
    random = torch.Generator().manual_seed(2)
    features = torch.randn(50, 4, generator=random) * torch.tensor([1.0, 9.0, 3.0, 0.1])
    found = plots.principal_components(features, 2)
    centred = features - features.mean(0)
    for component, feature in ((0, 1), (1, 2)):
        pair = torch.stack([found[:, component], centred[:, feature]])
        assert torch.corrcoef(pair)[0, 1] > 0.99


def test_wilson_is_the_textbook_interval():
    assert plots.wilson(0.8, 10) == pytest.approx((0.4902, 0.9433), abs=1e-4)
    assert plots.wilson(1, 10) == pytest.approx((0.7225, 1), abs=1e-4)


def test_bins_add_up_to_the_calibration_error():
    by_seed = two_seeds(pours(20))
    judged = [v.judged for one in by_seed for v in one]
    bins = plots.confidence_bins(by_seed)
    assert sum(b.verdicts for b in bins) == len(judged) == 200
    gap = sum(b.verdicts * abs(b.right - b.confidence) for b in bins) / len(judged)
    assert gap == pytest.approx(evaluate.calibration_error(judged))


def test_a_seed_that_says_the_same_again_narrows_no_interval():
    one = two_seeds(pours(5))[0]
    once, twice = plots.confidence_bins([one]), plots.confidence_bins([one, one])
    assert [b.interval for b in once] == [b.interval for b in twice]


def test_chances_are_means_over_seeds():
    by_seed = two_seeds(pours(2))
    chances = {c.clip: c for c in plots.average(by_seed)}
    assert len(chances) == 10
    for first, second in zip(*by_seed, strict=True):
        chance = chances[first.clip]
        assert chance.alone == pytest.approx((first.judged.hot + second.judged.hot) / 2)
        if first.beside is None:
            assert chance.beside is None
        else:
            assert chance.beside == pytest.approx((first.beside + second.beside) / 2)


@pytest.mark.parametrize("name", ["trap", "temperature", "reliability", "reference"])
def test_pictures_are_the_same_byte_for_byte(name, tmp_path):
    clips = pours(10)
    drawn = plots.spring_trap(clips, trapped_log_mels(clips)) if name == "trap" else two_seeds(clips)
    first, second = tmp_path / "one.svg", tmp_path / "folder/two.svg"
    for path in (first, second):
        getattr(plots, f"draw_{name}")(drawn, path)
    svg = first.read_text()
    assert first.read_bytes() == second.read_bytes()
    assert len(svg) < 150_000
    assert "<text" in svg and "<title>" in svg
    assert "dc:date" not in svg
    # Without the fixed salt these ids are new every time; without any, nothing here is tested.
    assert re.search(r'id="[a-z0-9]{11}"', svg)


CALIBRATION = Calibration(Scale(1.5, 0.2), Scale(1.0, -0.5), Relative(0.5, Scale(2.0, -1.0)))


def test_calibrations_come_back_as_they_were_exported():
    assert export.read_calibration(export.calibration_entry(CALIBRATION)) == CALIBRATION


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
        entries.append(export.held_out_model(seed, file.name, export.sha256(file), CALIBRATION, thresholds))
    listing = export.held_out_list("toy", {fold.protocol: [export.held_out_entry(fold, entries)]})
    export.write_json(tmp_path / "held-out/held-out.json", listing)
    export.write_json(tmp_path / "hot-or-cold.json", {"pooling": {"pouring_top_windows": 2}})
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
    by_seed = plots.judge_held_out(model, "toy", clips, log_mels, Windows(20, 5, 1.0))
    assert asked == [("session-A-1.onnx", (1, 8, 20)), ("session-A-2.onnx", (1, 8, 20))]
    assert [[v.clip for v in one] for one in by_seed] == [clips[6:], clips[6:]]
    hot, other_hot, cold, other_cold = by_seed[0]
    # Every band of clip k is k, so its logit is; the same cup's cold pour is clip 8, or clip 9.
    assert hot.judged.hot == pytest.approx(torch.tensor(1.5 * 6 + 0.2).sigmoid().item())
    assert hot.beside == pytest.approx(torch.tensor(2.0 * (6 - 0.5 * 8) - 1).sigmoid().item())
    assert cold.beside == pytest.approx(torch.tensor(2.0 * (8 - 0.5 * 9) - 1).sigmoid().item())


def test_another_runs_files_are_refused(model):
    assert plots.read_folds(model, "toy")[0]["held_out"] == "A"
    with pytest.raises(RuntimeError, match="other recordings"):
        plots.read_folds(model, "tot")
    (model / "held-out/session-A-2.onnx").write_bytes(b"another")
    with pytest.raises(RuntimeError, match="session-A-2.onnx is not the file"):
        plots.read_folds(model, "toy")
    with pytest.raises(FileNotFoundError, match="model.train"):
        plots.read_folds(model / "elsewhere", "toy")


def test_missing_recordings_are_one_sentence(monkeypatch, tmp_path, capsys):
    monkeypatch.setenv("HOT_OR_COLD_DATA", str(tmp_path / "nowhere"))
    monkeypatch.setattr("sys.argv", ["model.plots", "--output", str(tmp_path / "plots")])
    assert plots.main() == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert re.fullmatch(r"Cannot draw: no clips\.csv in .*nowhere: run .*\n", said.err)
    assert not (tmp_path / "plots").exists()
