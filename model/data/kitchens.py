"""The list of pours in other kitchens, by which models are measured and calibrated.

No network is trained on them. Their authors state no licence.
"""

from __future__ import annotations

import csv
import os
from pathlib import Path

from .clips import ROOT, Clip


def kitchens_dir() -> Path | None:
    """Returns the folder of the recordings, or None if there is none."""
    named = os.environ.get("HOT_OR_COLD_KITCHENS")
    folder = Path(named) if named else ROOT / "../shared/kitchens"
    return folder.resolve() if (folder / "clips.csv").is_file() else None


def read_matched_pours(folder: Path) -> list[Clip]:
    """Returns the pours into cups that were poured hot and cold in one night.

    As in src/cli/evaluate/manifests.rs a night is a session. A vessel has its kitchen's name too.
    """
    with (folder / "clips.csv").open(newline="") as listing:
        return [
            Clip(
                path=row["path"],
                pouring=True,
                label=row["label"],
                temperature_f=None,
                vessel=f"{row['cup']}, {row['kitchen']}",
                session=row["night"],
                negative_fold=None,
                sha256=row["sha256"],
            )
            for row in csv.DictReader(listing)
            if row["matched"] == "yes"
        ]
