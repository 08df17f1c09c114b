"""The network: log-mel in dB in, two logits out (pouring, hot).

The first layer normalises. It raises holes, then subtracts each band's mean over the window and
each frame's mean over the bands. Room tone, microphone and level are constant over two seconds and
would reveal the recording session. An uneven pour and gain control change all bands at once. The
rest, each band's own fluctuation ("flicker"), comes from bubbles.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn

POURING, HOT = 0, 1


@dataclass(frozen=True)
class NetSettings:
    """The settings of config.yaml's `net`; their reasons are given there."""

    channels: tuple[int, ...]
    dynamic_range_db: float
    floor_below_band_mean_db: float
    scale_db: float
    local_frames: int
    frequency_cells: int
    dropout: float


class Normalise(nn.Module):
    """Turns dB into two channels: each band's flicker, and the strength of its fast part."""

    def __init__(self, settings: NetSettings) -> None:
        super().__init__()
        self.dynamic_range_db = settings.dynamic_range_db
        self.floor_below_band_mean_db = settings.floor_below_band_mean_db
        self.scale_db = settings.scale_db
        frames = settings.local_frames
        self.local = nn.AvgPool2d(
            (1, frames), stride=1, padding=(0, frames // 2), count_include_pad=False
        )

    def forward(self, log_mel: Tensor) -> Tensor:
        # Relative to the window's loudest cell, so that the level does not matter.
        floor = log_mel.amax((2, 3), keepdim=True) - self.dynamic_range_db
        clipped = torch.maximum(log_mel, floor)
        # A hole, left by a codec or a noise gate, would otherwise shift the means below.
        band_floor = clipped.mean(3, keepdim=True) - self.floor_below_band_mean_db
        clipped = torch.maximum(clipped, band_floor)
        flicker = (clipped - clipped.mean(3, keepdim=True)) / self.scale_db
        # A gain is a term in dB, so this removes it if no band is clipped (experiment 38).
        flicker = flicker - flicker.mean(2, keepdim=True)
        slow = self.local(flicker)
        fast = flicker - slow
        return torch.cat([flicker, self.local(fast * fast)], 1)


class Resonance(nn.Module):
    """Measures how strongly a vessel resonates: the ripple of the mean spectrum, as a logarithm.

    Only bands up to 1.6 kHz count, which every codec and telephone keeps.
    """

    SMOOTH_BANDS = 7
    FIRST_BAND, END_BAND = 2, 28
    # In dB. It bounds the logarithm of a smooth spectrum.
    OFFSET_DB = 0.1
    # Recorded pours have 0.6 on average, with a standard deviation of 0.24.
    RANGE = (-0.4, 1.6)

    def __init__(self, bands: int) -> None:
        super().__init__()
        identity = torch.eye(bands)
        smooth = nn.functional.avg_pool1d(
            identity, self.SMOOTH_BANDS, 1, self.SMOOTH_BANDS // 2, count_include_pad=False
        ).T
        ripple = (identity - smooth)[self.FIRST_BAND : self.END_BAND]
        self.register_buffer("ripple", ripple.contiguous(), persistent=False)

    def forward(self, log_mel: Tensor) -> Tensor:
        ripple = nn.functional.linear(log_mel.mean(3).flatten(1), self.ripple)
        deviation = ripple - ripple.mean(1, keepdim=True)
        spread = (deviation * deviation).mean(1, keepdim=True).sqrt()
        logarithm = (spread + self.OFFSET_DB).log()
        low, high = (logarithm.new_tensor(limit) for limit in self.RANGE)
        return torch.minimum(torch.maximum(logarithm, low), high)


class Net(nn.Module):
    def __init__(self, settings: NetSettings, bands: int) -> None:
        super().__init__()
        self.normalise = Normalise(settings)
        self.resonance = Resonance(bands)
        # Of the resonance in each logit. 0 in training; `finalize.py` sets it.
        self.register_buffer("resonance_share", torch.zeros(2))
        blocks: list[nn.Module] = []
        before = 2
        for channels in settings.channels:
            blocks += [
                nn.Conv2d(before, channels, 3, padding=1, bias=False),
                nn.BatchNorm2d(channels),
                nn.ReLU(),
                # Averages that overlap in time make the logits shift-invariant (Zhang 2019,
                # "Making convolutional networks shift-invariant again").
                nn.AvgPool2d((2, 4), stride=2, padding=(0, 1), count_include_pad=False),
            ]
            before = channels
        self.blocks = nn.Sequential(*blocks)
        rows = bands >> len(settings.channels)
        # A few cells of frequency remain, since hot and cold flicker at different frequencies.
        self.cells = nn.AvgPool2d((rows // settings.frequency_cells, 1))
        self.dropout = nn.Dropout(settings.dropout)
        self.head = nn.Linear(before * settings.frequency_cells, 2)

    def features(self, log_mel: Tensor) -> Tensor:
        """Returns the head's input, [B, channels × frequency cells]."""
        deep = self.blocks(self.normalise(log_mel).contiguous(memory_format=torch.channels_last))
        return self.cells(deep).mean(3).flatten(1)

    def forward(self, log_mel: Tensor) -> Tensor:
        logits = self.head(self.dropout(self.features(log_mel)))
        return logits + self.resonance(log_mel) * self.resonance_share


def count_parameters(net: nn.Module) -> int:
    return sum(p.numel() for p in net.parameters())


def count_macs(net: Net, bands: int, frames: int) -> int:
    """Counts multiply-accumulates of the convolutions and the head, by running one window."""
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
