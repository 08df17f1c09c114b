"""Lists the files of the repository for the tests in this folder."""

import subprocess
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]


def tracked_files() -> list[str]:
    """Paths of tracked files that exist, relative to the repository.

    Skips the calling module where there is no git checkout.
    """
    listed = subprocess.run(
        ["git", "ls-files"], cwd=REPOSITORY, capture_output=True, text=True, check=False
    )
    files = [name for name in listed.stdout.splitlines() if (REPOSITORY / name).is_file()]
    if not files:
        pytest.skip("this folder is no git checkout", allow_module_level=True)
    return files
