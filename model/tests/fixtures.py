"""Clips, samples and scores made from a seed, for tests."""

from dataclasses import replace

import torch

from model.data.clips import SESSIONS, Clip
from model.evaluate.held_out import HeldOutScore
from model.evaluate.metrics import ScoredClip

TEMPERATURES = {"hot": (175, 212), "cold": (40, 75)}


def make_clip(
    name: str, label: str = "", session: str = "", vessel: str = "", fold: int | None = None
) -> Clip:
    return Clip(name, bool(session), label, None, vessel, session, fold, sha256=name)


def make_pcm(rate: int, clicks_per_second: float, seed: int) -> torch.Tensor:
    """Returns three seconds of decaying clicks in faint noise, at a rate a network can learn."""
    random = torch.Generator().manual_seed(seed)
    pcm = 0.001 * torch.randn(3 * rate, generator=random)
    decay = torch.exp(-torch.arange(rate // 50) / (rate / 400))
    click = torch.sin(torch.arange(rate // 50) * 0.9) * decay
    for _ in range(int(3 * clicks_per_second)):
        start = int(torch.randint(len(pcm) - len(click), (1,), generator=random))
        pcm[start : start + len(click)] += 0.1 * click
    return pcm


def make_pours(per_kind: int) -> list[Clip]:
    """Returns pours of v2, where each session is one class, and of session A, which has both."""
    kinds = [("C", "hot"), ("D", "cold"), ("E", "cold"), ("A", "hot"), ("A", "cold")]
    return [
        replace(
            make_clip(f"{session}-{label}-{k}", label, session, ("glass", "ceramic")[k % 2]),
            temperature_f=TEMPERATURES[label][k % 2],
        )
        for session, label in kinds
        for k in range(per_kind)
    ]


def make_leaking_log_mels(clips: list[Clip]) -> list[torch.Tensor]:
    """Returns [8, 200] each: sessions differ in mean spectrum, classes only in variation."""
    random = torch.Generator().manual_seed(4)
    rooms = {s: torch.randn(8, 1, generator=random) for s in SESSIONS}
    return [
        rooms[c.session] + (0.3 + 0.3 * c.hot) * torch.randn(8, 200, generator=random)
        for c in clips
    ]


def make_scores_of_two_seeds(clips: list[Clip]) -> list[list[HeldOutScore]]:
    random = torch.Generator().manual_seed(8)
    return [
        [
            HeldOutScore(ScoredClip(c, 0.9, hot), None if c.session == "D" else hot**2)
            for c, hot in zip(clips, torch.rand(len(clips), generator=random).tolist(), strict=True)
        ]
        for _ in range(2)
    ]
