"""Fetches recordings of pours from their public repository and checks every SHA-256.

    python -m model.data.fetch             # all pours, into data/ (./build.sh data)
    python -m model.data.fetch --examples  # the page's four examples (a build of the site)

Only the standard library is needed. `model/clips.csv` lists each recording's source, author,
licence and digest. The other sounds of the list (ESC-10 and ESC-50) are not fetched: they come
from separate archives. Training needs them; `hot-or-cold evaluate` uses them if they are present.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import os
import shutil
import sys
import threading
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LIST = ROOT / "model" / "clips.csv"
# Pinned, so that the files cannot change.
COMMIT = "02c1cd43dc98f8489a51686a4a0beb46cb4b9706"
REPOSITORY = "github.com/cjjeakle/ml-hot-or-cold"
BASE = (
    os.environ.get("HOT_OR_COLD_SOURCE")
    or f"https://raw.githubusercontent.com/cjjeakle/ml-hot-or-cold/{COMMIT}"
)
# Largest response in bytes. A recording has about 100 kB.
MAX_BYTES = 10_000_000
# www/build/example-recordings.ts reads this folder too. Other tools don't use it as data folder.
EXAMPLES = ROOT / "data" / "examples-only"
# Longest wait for the network.
MAX_EXAMPLE_SECONDS = 20.0


def fetch(rows: list[dict[str, str]], folder: Path, base: str) -> list[str]:
    """Fetches missing and damaged recordings; returns a sentence for each that failed."""
    problems = []
    for row in rows:
        if is_intact(folder, row):
            continue
        # One failure must not stop the other recordings.
        try:
            fetch_one(row, folder, base)
        except Exception as error:
            problems.append(f"{row['path']} could not be fetched: {printable(error)}")
        else:
            print(f"  {row['path']}", flush=True)
    return problems


def fetch_one(row: dict[str, str], folder: Path, base: str) -> None:
    repository, _, source = row["source"].partition(":")
    if repository != REPOSITORY:
        raise ValueError(f"its source is {repository}")
    with urllib.request.urlopen(f"{base}/{source}", timeout=60) as response:
        content = response.read(MAX_BYTES)
    if digest(content) != row["sha256"]:
        raise ValueError("it is not the recording that the list describes, and was not saved")
    path = folder / row["path"]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def printable(error: Exception) -> str:
    """Returns the error on one line, without control characters that a server may have sent."""
    line = " ".join(str(error).split())
    return "".join(c for c in line if c.isprintable()) or type(error).__name__


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def is_intact(folder: Path, row: dict[str, str]) -> bool:
    path = folder / row["path"]
    return path.is_file() and digest(path.read_bytes()) == row["sha256"]


def holds_examples(folder: Path) -> bool:
    """Returns whether the folder has a list of recordings and every example of it, undamaged."""
    if not (folder / LIST.name).is_file():
        return False
    try:
        rows = examples(folder / LIST.name)
    except (KeyError, UnicodeDecodeError, OSError):
        return False
    return bool(rows) and all(is_intact(folder, row) for row in rows)


def fetch_examples(folder: Path, base: str, max_seconds: float = MAX_EXAMPLE_SECONDS) -> str | None:
    """Fetches the example recordings into a folder; returns the reason for a failure, or None.

    The list is copied last: a folder without a list counts as empty.
    """
    try:
        (folder / LIST.name).unlink(missing_ok=True)
    except OSError as error:
        return printable(error)
    outcome: list[list[str]] = []
    # A daemon thread: a DNS lookup can't be interrupted.
    thread = threading.Thread(
        target=lambda: outcome.append(fetch(examples(LIST), folder, base)),
        daemon=True,
    )
    thread.start()
    thread.join(max_seconds)
    if not outcome:
        return f"not fetched within {max_seconds:g} s"
    if outcome[0]:
        return outcome[0][0]
    try:
        shutil.copyfile(LIST, folder / LIST.name)
    except OSError as error:
        return printable(error)
    return None


def examples(listing: Path) -> list[dict[str, str]]:
    with listing.open(newline="") as file:
        return [row for row in csv.DictReader(file) if row["kind"] == "example"]


def main() -> int:
    parser = argparse.ArgumentParser(description="Fetches the recordings of pours into data/.")
    parser.add_argument("--examples", action="store_true", help="fetch only the page's examples")
    parser.add_argument(
        "folder", nargs="?", type=Path, help="skip if this data folder has the examples"
    )
    arguments = parser.parse_args()
    if not arguments.examples:
        return fetch_all()
    if arguments.folder is not None and holds_examples(arguments.folder):
        return 0
    problem = fetch_examples(EXAMPLES, BASE)
    if problem:
        print(
            f"▸ No example recordings, so the page offers synthesised pours ({problem})", flush=True
        )
    return 1 if problem else 0


def fetch_all() -> int:
    with LIST.open(newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["source"].startswith(REPOSITORY)]
    folder = ROOT / "data"
    print(
        f"▸ Fetching {len(rows)} recordings of pours (CC BY-SA 2.0, Chris Jeakle) "
        f"into {folder.name}/",
        flush=True,
    )
    problems = fetch(rows, folder, BASE)
    for problem in problems:
        print(f"✗ {problem}", file=sys.stderr)
    if not problems:
        shutil.copyfile(LIST, folder / LIST.name)
        print(f"▸ All {len(rows)} are there and whole")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
