"""Pours that have the sessions of the recordings, for what is said of them."""

from dataclasses import replace

import torch

from model import data
from model.evaluate import Judged
from model.held_out import Verdict

from .toys import toy_clip

TEMPERATURES = {"hot": (175, 212), "cold": (40, 75)}


def pours(per_kind: int) -> list[data.Clip]:
    """v2 as it is, a class a session; v1 with both classes in session A."""
    kinds = [("C", "hot"), ("D", "cold"), ("E", "cold"), ("A", "hot"), ("A", "cold")]
    return [
        replace(
            toy_clip(f"{session}-{label}-{k}", label, session, ("glass", "ceramic")[k % 2]),
            temperature_f=TEMPERATURES[label][k % 2],
        )
        for session, label in kinds
        for k in range(per_kind)
    ]


def trapped_log_mels(clips: list[data.Clip]) -> list[torch.Tensor]:
    """[8, 200] each: sessions differ in mean spectrum, and only the classes in how much a band flickers."""
    random = torch.Generator().manual_seed(4)
    rooms = {s: torch.randn(8, 1, generator=random) for s in data.SESSIONS}
    return [
        rooms[c.session] + (0.3 + 0.3 * c.hot) * torch.randn(8, 200, generator=random)
        for c in clips
    ]


def two_seeds(clips: list[data.Clip]) -> list[list[Verdict]]:
    random = torch.Generator().manual_seed(8)
    return [
        [
            Verdict(Judged(c, 0.9, chance), None if c.session == "D" else chance**2)
            for c, chance in zip(
                clips, torch.rand(len(clips), generator=random).tolist(), strict=True
            )
        ]
        for _ in range(2)
    ]
