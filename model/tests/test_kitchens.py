"""Tests of the figures of other kitchens."""

import json

import pytest

from model.data.clips import ROOT, program_path
from model.evaluate.kitchens import KITCHENS, OUTPUT, format_sentence, matched_pours, measure


@pytest.mark.parametrize("document", ["README.md", "model/MODEL_CARD.md"])
def test_document_states_the_measured_figures(document):
    text = " ".join((ROOT / document).read_text().split())
    assert format_sentence(json.loads(OUTPUT.read_text())) in text


def test_matched_pours_skips_cups_of_one_temperature(tmp_path):
    (tmp_path / "clips.csv").write_text("path,matched\na.m4a,yes\nb.m4a,no\n")
    assert [row["path"] for row in matched_pours(tmp_path)] == ["a.m4a"]


def test_figures_equal_a_new_measurement():
    if not (KITCHENS / "clips.csv").is_file():
        pytest.skip("the recordings of other kitchens are not here")
    written = json.loads(OUTPUT.read_text())
    assert measure(KITCHENS, program_path()) | {"date": written["date"]} == written
