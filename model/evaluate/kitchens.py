"""Measures the shipped model on pours from other kitchens: `python -m model.evaluate.kitchens`.

The recordings are those of Sound of Water 50 (Bagad et al., ICASSP 2025). Their authors state no
licence, so they are measured and never trained on.
"""

import argparse
import csv
import datetime
import hashlib
import json
import subprocess
import sys
from pathlib import Path

from ..data.clips import ROOT, program_path
from .held_out import wilson_interval

KITCHENS = ROOT.parent / "shared/kitchens"
OUTPUT = ROOT / "model/kitchens.json"


def matched_pours(folder: Path) -> list[dict[str, str]]:
    """Returns the pours of cups that were poured hot and cold in one night and room.

    Elsewhere a night is nearly a class, so only these can be compared.
    """
    with (folder / "clips.csv").open(newline="") as file:
        return [row for row in csv.DictReader(file) if row["matched"] == "yes"]


def classify(folder: Path, paths: list[str], program: Path) -> dict[str, dict]:
    """Returns the program's JSON line of each recording, by path."""
    command = [str(program), "classify", "--json", *paths]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    if len(lines) != len(paths):
        raise SystemExit(f"The program answered {len(lines)} of {len(paths)} recordings.")
    return {line["file"]: line for line in lines}


def measure(folder: Path, program: Path) -> dict:
    """Returns counts of hot-or-cold verdicts and of right ones, with both digests."""
    rows = matched_pours(folder)
    results = classify(folder, [row["path"] for row in rows], program)
    verdicts = [(row["label"], results[row["path"]]["verdict"]) for row in rows]
    firm = [(label, verdict) for label, verdict in verdicts if verdict in ("hot", "cold")]
    right = sum(label == verdict for label, verdict in firm)
    low, high = wilson_interval(right / len(firm), len(firm))
    sidecar = json.loads((ROOT / "model/hot-or-cold.json").read_text())
    return {
        "date": datetime.date.today().isoformat(),
        "data_digest": hashlib.sha256((folder / "clips.csv").read_bytes()).hexdigest(),
        "model_sha256": sidecar["model"]["sha256"],
        "pours": len(rows),
        "hot_or_cold_verdicts": len(firm),
        "right": right,
        "interval_low": round(low, 4),
        "interval_high": round(high, 4),
        "called_hot_of_cold": sum(v == ("cold", "hot") for v in verdicts),
        "called_cold_of_hot": sum(v == ("hot", "cold") for v in verdicts),
    }


def format_sentence(figures: dict) -> str:
    """Returns the sentence of README and model card."""
    right, firm = figures["right"], figures["hot_or_cold_verdicts"]
    low, high = figures["interval_low"], figures["interval_high"]
    return (
        f"In kitchens that it had never met, {right} of {firm} *hot* or *cold* verdicts were"
        f" right: {right / firm:.0%} (95% interval {low:.0%} to {high:.0%};"
        f" {figures['pours']} pours, {figures['date']},"
        f" data digest `{figures['data_digest'][:12]}`)."
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, default=KITCHENS)
    arguments = parser.parse_args()
    if not (arguments.folder / "clips.csv").is_file():
        raise SystemExit(f"There are no recordings of other kitchens in {arguments.folder}.")
    figures = measure(arguments.folder, program_path())
    OUTPUT.write_text(json.dumps(figures, indent=2) + "\n")
    sys.stdout.write(format_sentence(figures) + "\n")


if __name__ == "__main__":
    main()
