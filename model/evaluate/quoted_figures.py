"""Measures figures again and writes them wherever they are quoted: `./build.sh figures`.

README.md and MODEL_CARD.md quote reports between `<!-- name -->` and `<!-- /name -->`, and
tests/figures.rs compares them word for word. The page reads figures.json and kitchens.json.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

from ..data.clips import ROOT, data_dir, program_path
from ..data.kitchens import kitchens_dir

README = "README.md"
CARD = "model/MODEL_CARD.md"
# By name of the report, in the order of the time that they take.
REPORTS = ("kitchens", "evaluate", "live", "robustness", "surroundings")


def run_report(*arguments: str | Path) -> str:
    command = [program_path(), "evaluate", *arguments]
    return subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout


def replace_quoted(text: str, name: str, report: str) -> str:
    """Returns `text` with another report between its marks.

    Raises ValueError if it has no such marks.
    """
    begin, end = f"<!-- {name} -->\n", f"<!-- /{name} -->"
    before, found, rest = text.partition(begin)
    _, closed, after = rest.partition(end)
    if not found or not closed:
        raise ValueError(f"there is no place for {name!r} between {begin.strip()} and {end}")
    return f"{before}{begin}{report.strip()}\n{end}{after}"


def first_paragraph(report: str) -> str:
    return report.strip().split("\n\n")[0]


def title_and_accuracy(report: str) -> str:
    """Returns what README.md quotes: the model, and the accuracy by the main protocol."""
    lines = report.strip().splitlines()
    return "\n".join([lines[0], next(x for x in lines if x.startswith("Right of all pours"))])


def quote(file: str, name: str, report: str) -> None:
    path = ROOT / file
    path.write_text(replace_quoted(path.read_text(), name, report))


def arguments_of(name: str, kitchens: Path | None) -> list[str | Path]:
    if name == "kitchens":
        return ["--kitchens", kitchens]
    options = {
        "evaluate": [],
        "live": ["--live", "model/onsets.csv"],
        "robustness": ["--changed", "target/changed"],
        "surroundings": ["--surroundings", "model/onsets.csv"],
    }
    return [data_dir() / "clips.csv", *options[name]]


def measure(name: str, kitchens: Path | None) -> None:
    """Runs a report and writes what it prints."""
    if name == "robustness":
        subprocess.run([sys.executable, "-m", "model.data.corruptions"], cwd=ROOT, check=True)
    arguments = arguments_of(name, kitchens)
    report = run_report(*arguments)
    quote(CARD, name, report)
    if name == "kitchens":
        quote(README, name, first_paragraph(report))
        (ROOT / "model/kitchens.json").write_text(run_report(*arguments, "--json"))
    if name == "evaluate":
        quote(README, name, title_and_accuracy(report))
        (ROOT / "model/figures.json").write_text(run_report(*arguments, "--json"))


def main() -> int:
    parser = argparse.ArgumentParser(prog="./build.sh figures", description=__doc__)
    parser.add_argument(
        "reports", nargs="*", metavar="REPORT", help=f"some of {', '.join(REPORTS)}"
    )
    wanted = parser.parse_args().reports or REPORTS
    if unknown := set(wanted) - set(REPORTS):
        parser.error(f"unknown report: {', '.join(sorted(unknown))}")
    kitchens = kitchens_dir()
    for name in REPORTS:
        if name not in wanted:
            continue
        if name == "kitchens" and kitchens is None:
            print("kitchens: skipped, no recordings here (HOT_OR_COLD_KITCHENS names them)")
            continue
        print(f"{name} …", flush=True)
        try:
            measure(name, kitchens)
        except (FileNotFoundError, ValueError, subprocess.CalledProcessError) as problem:
            print(f"Cannot measure: {problem}", file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
