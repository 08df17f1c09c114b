"""Checks limits that keep source files readable and that no formatter checks."""

from tracked_files import REPOSITORY, tracked_files

MAX_LINES = 450
MAX_COLUMNS = 100
# Message catalogues are data: one string per line.
CATALOGUES = "www/src/i18n/"
FOLDERS = ("src/", "kernels/src/", "decoder/src/", "www/src/")
SOURCES = (".rs", ".ts", ".tsx", ".js", ".mjs", ".css", ".html", ".py", ".sh", ".yaml", ".yml")

FILES = tracked_files()


def test_source_files_have_at_most_450_lines() -> None:
    long = {
        name: count
        for name in FILES
        if name.startswith(FOLDERS) and name.endswith(SOURCES)
        if (count := len((REPOSITORY / name).read_text().splitlines())) > MAX_LINES
    }
    assert not long


def test_source_lines_end_at_100_columns() -> None:
    long = [
        f"{name}:{number}"
        for name in FILES
        if name.endswith(SOURCES)
        and not (name.startswith(CATALOGUES) and "/" in name.removeprefix(CATALOGUES))
        for number, line in enumerate((REPOSITORY / name).read_text().splitlines(), 1)
        if len(line) > MAX_COLUMNS and "http" not in line
    ]
    assert not long
