"""Checks that the documentation names files that exist and stays readable."""

import re
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
TOP_LEVEL = ("src/", "kernels/", "decoder/", "www/", "model/", "tests/", "hosting/", "patches/")
TOP_LEVEL += ("benches/", ".github/")
# Made by a build or by training, so a fresh checkout lacks them.
GENERATED = ("target/", "dist/", "release/", "data/", ".tools/", "www/wasm/")


def documents() -> list[Path]:
    """Markdown files of the repository, without packages, build outputs and expected output."""
    skipped = {"node_modules", "target", ".tools", "dist", "release", "data", "baseline"}
    return [
        path
        for path in sorted(REPOSITORY.rglob("*.md"))
        if not skipped & set(path.relative_to(REPOSITORY).parts) and path.name != "evaluate.md"
    ]


def named_paths(text: str) -> set[str]:
    """Paths of the repository in code spans, without globs and placeholders."""
    spans = re.findall(r"`([^`\n]+)`", text)
    return {
        span.removeprefix("./")
        for span in spans
        if span.removeprefix("./").startswith(TOP_LEVEL) and not re.search(r"[*<>{}… ]", span)
    }


def linked_paths(text: str) -> set[str]:
    """Targets of relative Markdown links, without anchors."""
    targets = re.findall(r"\]\(([^)\s]+)\)", re.sub(r"`[^`\n]*`", "", text))
    return {
        target.partition("#")[0]
        for target in targets
        if not re.match(r"[a-z]+:|#", target) and target.partition("#")[0]
    }


@pytest.mark.parametrize(
    "document", documents(), ids=lambda path: str(path.relative_to(REPOSITORY))
)
def test_document_names_existing_files(document: Path) -> None:
    text = document.read_text()
    missing = {
        name
        for name in named_paths(text)
        if not name.startswith(GENERATED) and not (REPOSITORY / name).exists()
    }
    missing |= {name for name in linked_paths(text) if not (document.parent / name).exists()}
    assert not missing


@pytest.mark.parametrize(
    "document", documents(), ids=lambda path: str(path.relative_to(REPOSITORY))
)
def test_document_lines_end_at_100_columns(document: Path) -> None:
    in_generated = False
    long = []
    for number, line in enumerate(document.read_text().splitlines(), 1):
        # Tables are as wide as their figures, and so are blocks that a command writes.
        if re.fullmatch(r"<!-- /?[a-z-]+ -->", line):
            in_generated = not line.startswith("<!-- /")
        is_free = in_generated or line.startswith("|") or "](http" in line
        if len(line) > 100 and not is_free:
            long.append(number)
    assert not long
