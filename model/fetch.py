"""Fetches the recordings of pours from their public repository into data/ and checks every SHA-256.

Run by `./build.sh data`; only the standard library is needed. The list, `model/clips.csv`, names each
recording's source, author, licence and digest. The other sounds of the list (ESC-10 and ESC-50) are not
fetched, since they come from archives of their own: training needs them, and `hot-or-cold evaluate` counts
them where they are.
"""

from __future__ import annotations

import csv
import hashlib
import http.client
import os
import shutil
import sys
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LIST = ROOT / "model" / "clips.csv"
# The repository is finished; a commit, so that it cannot change under us.
COMMIT = "02c1cd43dc98f8489a51686a4a0beb46cb4b9706"
REPOSITORY = "github.com/cjjeakle/ml-hot-or-cold"
BASE = os.environ.get(
    "HOT_OR_COLD_SOURCE", f"https://raw.githubusercontent.com/cjjeakle/ml-hot-or-cold/{COMMIT}"
)


def fetch(rows: list[dict[str, str]], folder: Path, base: str) -> list[str]:
    """Fetches what is missing or damaged; returns a sentence for each recording that could not be had."""
    problems = []
    for row in rows:
        path = folder / row["path"]
        if path.is_file() and digest(path.read_bytes()) == row["sha256"]:
            continue
        repository, _, source = row["source"].partition(":")
        assert repository == REPOSITORY, repository
        try:
            with urllib.request.urlopen(f"{base}/{source}", timeout=60) as response:
                content = response.read()
        except (OSError, http.client.HTTPException) as error:
            problems.append(f"{row['path']} could not be fetched: {error}")
            continue
        if digest(content) != row["sha256"]:
            problems.append(f"{row['path']} is not the recording that the list describes; it was not kept")
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        print(f"  {row['path']}", flush=True)
    return problems


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def main() -> int:
    with LIST.open(newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["source"].startswith(REPOSITORY)]
    folder = ROOT / "data"
    print(
        f"▸ Fetching {len(rows)} recordings of pours (CC BY-SA 2.0, Chris Jeakle) into {folder.name}/",
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
