"""Tests of writing figures where they are quoted, without recordings."""

import json
import subprocess

import pytest

from model.evaluate import quoted_figures

REPORT = """Model 1, 10 clips.

| table |

Right of all pours: 90 %.
"""


def test_replaces_what_is_between_the_marks():
    text = "a\n<!-- live -->\nold\n<!-- /live -->\nb <!-- evaluate -->"
    replaced = quoted_figures.replace_quoted(text, "live", "new\n\n")
    assert replaced == "a\n<!-- live -->\nnew\n<!-- /live -->\nb <!-- evaluate -->"
    assert quoted_figures.replace_quoted(replaced, "live", "new") == replaced


@pytest.mark.parametrize("text", ["", "<!-- live -->\nold", "old\n<!-- /live -->"])
def test_refuses_a_text_without_marks(text):
    with pytest.raises(ValueError, match="no place for 'live'"):
        quoted_figures.replace_quoted(text, "live", "new")


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A project whose program prints REPORT, or its arguments for `--json`."""
    (tmp_path / "model").mkdir()
    for file in (quoted_figures.README, quoted_figures.CARD):
        marks = (f"<!-- {name} -->\nold\n<!-- /{name} -->" for name in quoted_figures.REPORTS)
        (tmp_path / file).write_text("\n".join(marks))
    monkeypatch.setattr(quoted_figures, "ROOT", tmp_path)
    monkeypatch.setattr(
        quoted_figures,
        "run_report",
        lambda *arguments: (
            json.dumps([*map(str, arguments)]) if arguments[-1] == "--json" else REPORT
        ),
    )
    return tmp_path


def test_writes_a_report_to_card_readme_and_page(project):
    quoted_figures.measure("kitchens", project)
    card = (project / quoted_figures.CARD).read_text()
    assert f"<!-- kitchens -->\n{REPORT.strip()}\n<!-- /kitchens -->" in card
    assert "<!-- live -->\nold\n" in card
    readme = (project / quoted_figures.README).read_text()
    assert "<!-- kitchens -->\nModel 1, 10 clips.\n<!-- /kitchens -->" in readme
    figures = json.loads((project / "model/kitchens.json").read_text())
    assert figures == ["--kitchens", str(project), "--json"]


def test_readme_quotes_the_accuracy_at_home():
    quoted = quoted_figures.title_and_accuracy(REPORT)
    assert quoted == "Model 1, 10 clips.\nRight of all pours: 90 %."


def test_says_in_a_sentence_why_a_report_failed(project, monkeypatch, capsys):
    def fail(*arguments):
        raise subprocess.CalledProcessError(1, "hot-or-cold")

    monkeypatch.setattr(quoted_figures, "run_report", fail)
    monkeypatch.setattr(quoted_figures, "kitchens_dir", lambda: project)
    monkeypatch.setattr("sys.argv", ["figures", "kitchens"])
    assert quoted_figures.main() == 1
    assert "Cannot measure: " in capsys.readouterr().err


def test_refuses_unknown_reports(monkeypatch, capsys):
    monkeypatch.setattr("sys.argv", ["figures", "lively"])
    with pytest.raises(SystemExit):
        quoted_figures.main()
    assert "unknown report: lively" in capsys.readouterr().err
