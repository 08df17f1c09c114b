"""The pictures, on toy data: their bytes, and what happens without recordings."""

import re

import pytest

from model import plots, trap

from .toy_pours import pours, trapped_log_mels, two_seeds


@pytest.mark.parametrize("name", ["trap", "temperature", "reliability", "reference"])
def test_pictures_are_the_same_byte_for_byte(name, tmp_path):
    clips = pours(10)
    drawn = trap.spring_trap(clips, trapped_log_mels(clips)) if name == "trap" else two_seeds(clips)
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


def test_missing_recordings_are_one_sentence(monkeypatch, tmp_path, capsys):
    monkeypatch.setenv("HOT_OR_COLD_DATA", str(tmp_path / "nowhere"))
    monkeypatch.setattr("sys.argv", ["model.plots", "--output", str(tmp_path / "plots")])
    assert plots.main() == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert re.fullmatch(r"Cannot draw: no clips\.csv in .*nowhere: run .*\n", said.err)
    assert not (tmp_path / "plots").exists()
