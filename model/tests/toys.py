"""Toy clips and sounds, made from a seed."""

import torch

from model import data


def toy_clip(
    name: str, label: str = "", session: str = "", vessel: str = "", fold: int | None = None
) -> data.Clip:
    return data.Clip(name, bool(session), label, None, vessel, session, fold, sha256=name)


def toy_pcm(rate: int, clicks_per_second: float, seed: int) -> torch.Tensor:
    """Three seconds of decaying clicks in faint noise: something that flickers, at a rate a net can learn."""
    random = torch.Generator().manual_seed(seed)
    pcm = 0.001 * torch.randn(3 * rate, generator=random)
    click = torch.sin(torch.arange(rate // 50) * 0.9) * torch.exp(
        -torch.arange(rate // 50) / (rate / 400)
    )
    for _ in range(int(3 * clicks_per_second)):
        start = int(torch.randint(len(pcm) - len(click), (1,), generator=random))
        pcm[start : start + len(click)] += 0.1 * click
    return pcm
