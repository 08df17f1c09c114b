"""The network: log-mel in dB in, two logits out. Everything the front end does not do happens here.

The first step fills holes, then takes away each band's mean over the window and what all bands do together.
Room tone, microphone and level are constant over two seconds and give the recording session away; a hand that
pours unevenly and a recorder that turns itself up and down move all bands at once. How a band flickers beside
the others is the bubbles.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn

POURING, HOT = 0, 1


@dataclass(frozen=True)
class NetSettings:
    """The settings of config.yaml's `net`."""

    channels: tuple[int, ...]
    range_db: float
    hole_db: float
    scale_db: float
    local_frames: int
    frequency_cells: int
    dropout: float


class Normalise(nn.Module):
    """dB in, two channels out: how a band flickers beside the others, and the strength of its fast part."""

    def __init__(self, settings: NetSettings) -> None:
        super().__init__()
        self.range_db = settings.range_db
        self.hole_db = settings.hole_db
        self.scale_db = settings.scale_db
        frames = settings.local_frames
        self.local = nn.AvgPool2d(
            (1, frames), stride=1, padding=(0, frames // 2), count_include_pad=False
        )

    def forward(self, log_mel: Tensor) -> Tensor:
        # Relative to the window's loudest cell, so that a quiet recording keeps the same picture.
        clipped = torch.maximum(log_mel, log_mel.amax((2, 3), keepdim=True) - self.range_db)
        # A hole, left by a codec or a noise gate, moves the means below by its depth.
        clipped = torch.maximum(clipped, clipped.mean(3, keepdim=True) - self.hole_db)
        flicker = (clipped - clipped.mean(3, keepdim=True)) / self.scale_db
        # In dB a gain is a term, and gone where no band is at the end of a range: BUILD_LOG.md, 38.
        flicker = flicker - flicker.mean(2, keepdim=True)
        slow = self.local(flicker)
        fast = flicker - slow
        return torch.cat([flicker, self.local(fast * fast)], 1)


class Net(nn.Module):
    def __init__(self, settings: NetSettings, bands: int) -> None:
        super().__init__()
        self.normalise = Normalise(settings)
        blocks: list[nn.Module] = []
        before = 2
        for channels in settings.channels:
            blocks += [
                nn.Conv2d(before, channels, 3, padding=1, bias=False),
                nn.BatchNorm2d(channels),
                nn.ReLU(),
                # Averages that overlap in time, not maxima or bare strides: a clip that starts 25 ms later
                # must read the same (Zhang 2019, "Making convolutional networks shift-invariant again").
                nn.AvgPool2d((2, 4), stride=2, padding=(0, 1), count_include_pad=False),
            ]
            before = channels
        self.blocks = nn.Sequential(*blocks)
        rows = bands >> len(settings.channels)
        # Where in frequency it flickers tells hot from cold, so a few cells of frequency survive the pooling.
        self.cells = nn.AvgPool2d((rows // settings.frequency_cells, 1))
        self.dropout = nn.Dropout(settings.dropout)
        self.head = nn.Linear(before * settings.frequency_cells, 2)

    def forward(self, log_mel: Tensor) -> Tensor:
        deep = self.blocks(self.normalise(log_mel).contiguous(memory_format=torch.channels_last))
        return self.head(self.dropout(self.cells(deep).mean(3).flatten(1)))


def parameters(net: nn.Module) -> int:
    return sum(p.numel() for p in net.parameters())


def macs(net: Net, bands: int, frames: int) -> int:
    """Multiply-accumulates of convolutions and the head for one window, counted by running it."""
    total = 0

    def count(module: nn.Module, _: object, output: Tensor) -> None:
        nonlocal total
        weight = module.weight
        total += output.numel() * weight.numel() // weight.shape[0]

    hooks = [
        m.register_forward_hook(count)
        for m in net.modules()
        if isinstance(m, nn.Conv2d | nn.Linear)
    ]
    with torch.no_grad():
        net(torch.zeros(1, 1, bands, frames))
    for hook in hooks:
        hook.remove()
    return total
