"""Runs the Rust side of the comparison, the examples `bench-clip` and `bench-long`."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

PROGRAMS = Path(__file__).resolve().parents[3] / "target/release/examples"


class ClipProgram:
    """A `bench-clip` process that times each run itself, and lives as long as the comparison."""

    def __init__(self, pcm: Path, recordings: Path | None):
        command = [PROGRAMS / "bench-clip", pcm, *([recordings] if recordings else [])]
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True)
        self.clip = json.loads(self.process.stdout.readline())

    def run(self, task: str) -> dict:
        print(task, file=self.process.stdin, flush=True)
        return json.loads(self.process.stdout.readline())

    def close(self) -> None:
        self.process.stdin.close()
        self.process.wait()


def run_long(minutes: int, recordings: Path | None) -> dict:
    command = [PROGRAMS / "bench-long", str(minutes), *([recordings] if recordings else [])]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
