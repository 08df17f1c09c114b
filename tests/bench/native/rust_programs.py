"""Ours: a process that lives as long as the comparison, and answers how long each run took inside it."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

PROGRAMS = Path(__file__).resolve().parents[3] / "target/release/examples"


class Ours:
    def __init__(self, pcm: Path, recordings: Path | None):
        command = [PROGRAMS / "bench-clip", pcm, *([recordings] if recordings else [])]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.clip = json.loads(self.process.stdout.readline())

    def ask(self, command: str) -> dict:
        print(command, file=self.process.stdin, flush=True)
        return json.loads(self.process.stdout.readline())

    def close(self) -> None:
        self.process.stdin.close()
        self.process.wait()


def long(minutes: int, recordings: Path | None) -> dict:
    command = [PROGRAMS / "bench-long", str(minutes), *([recordings] if recordings else [])]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
