"""Tests of the plots, on synthetic data and without recordings."""

import re

import pytest

from model.evaluate import leakage_check, plots

from .fixtures import make_leaking_log_mels, make_pours, make_scores_of_two_seeds


@pytest.mark.parametrize("name", ["leakage", "temperature", "reliability", "reference"])
def test_plots_repeat_bytes(name, tmp_path):
    clips = make_pours(10)
    drawn = (
        leakage_check.check_leakage(clips, make_leaking_log_mels(clips))
        if name == "leakage"
        else make_scores_of_two_seeds(clips)
    )
    first, second = tmp_path / "one.svg", tmp_path / "folder/two.svg"
    for path in (first, second):
        getattr(plots, f"draw_{name}")(drawn, path)
    svg = first.read_text()
    assert first.read_bytes() == second.read_bytes()
    assert len(svg) < 150_000
    assert "<text" in svg and "<title>" in svg
    assert "dc:date" not in svg
    # These ids depend on the salt, which is fixed.
    assert re.search(r'id="[a-z0-9]{11}"', svg)


def test_plots_report_missing_recordings_in_one_line(monkeypatch, tmp_path, capsys):
    monkeypatch.setenv("HOT_OR_COLD_DATA", str(tmp_path / "nowhere"))
    monkeypatch.setattr("sys.argv", ["plots", "--output", str(tmp_path / "plots")])
    assert plots.main() == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert re.fullmatch(r"Cannot draw: no clips\.csv in .*nowhere: run .*\n", printed.err)
    assert not (tmp_path / "plots").exists()
