"""What a training step sees: which clips, which seconds of them, mixed with what."""

from __future__ import annotations

from dataclasses import dataclass, field

import torch
import torch.nn.functional as F
from torch import Tensor

from .augment import Augmenter
from .data import Clip
from .features import to_db
from .net import HOT, POURING
from .settings import Training


@dataclass(frozen=True)
class Recording:
    """Mel power [bands, frames] of a clip as recorded, and elsewhere (`rooms.py`)."""

    clip: Clip
    power: Tensor
    variants: tuple[Tensor, ...] = ()
    shared_rooms: tuple[Tensor, ...] = ()


def activity(power: Tensor, below_loudest_db: float, smooth_frames: int = 16) -> Tensor:
    """Which frames of a pour are pouring: those near the clip's own loudest tenth.

    Every pour begins with room tone, up to a third of the clip. Called "hot", it would teach the room.
    """
    level = power.clamp(min=1e-10).log10().mean(0) * 10
    level = F.avg_pool1d(
        level[None, None], smooth_frames + 1, 1, smooth_frames // 2, count_include_pad=False
    )[0, 0]
    return level >= level.quantile(0.9) - below_loudest_db


def barely_hot(clip: Clip, below_f: float) -> bool:
    return clip.hot and clip.temperature_f is not None and clip.temperature_f < below_f


def pour_weights(clips: list[Clip], settings: Training) -> Tensor:
    """Hot and cold equally often; within each, a session's temperatures by clip (a `group_balance` of 0) to
    equally often (1), and the hot ones nearest to cold more often than others, as the first to be missed.
    """
    groups = [(c.hot, c.session, c.temperature_f) for c in clips]
    size = {g: groups.count(g) for g in groups}
    weight = torch.tensor([size[g] ** -settings.group_balance for g in groups], dtype=torch.float64)
    near = torch.tensor([barely_hot(c, settings.barely_hot_below_f) for c in clips])
    weight[near] *= settings.barely_hot_weight
    hot = torch.tensor([c.hot for c in clips])
    for side in (hot, ~hot):
        weight[side] /= weight[side].sum().clamp(min=1e-12)
    return weight


def repeat_first(log_mel: Tensor, lengths: Tensor) -> Tensor:
    """The first frames over and over, as `features.cut_windows` fills a window from too short a clip."""
    at = torch.arange(log_mel.shape[2]) % lengths[:, None]
    return log_mel.gather(2, at[:, None, :].expand(-1, log_mel.shape[1], -1))


@dataclass(frozen=True)
class Take:
    """Mel power to crop from, and by a crop's length where it may start: anywhere if there are none."""

    power: Tensor
    starts: dict[int, tuple[int, ...]] = field(default_factory=dict)


class Batches:
    def __init__(
        self,
        recordings: list[Recording],
        settings: Training,
        variant_share: float,
        augmenter: Augmenter,
        frames: int,
    ) -> None:
        self.settings = settings
        self.variant_share = variant_share
        self.augmenter = augmenter
        self.frames = frames
        self.need = augmenter.source_frames(frames)
        self.pours = [r for r in recordings if r.clip.pouring]
        self.negatives = [r for r in recordings if not r.clip.pouring]
        self.weights = pour_weights([r.clip for r in self.pours], settings)
        self.pour_takes = [
            [Take(p, self.starts(p)) for p in (r.power, *r.variants)] for r in self.pours
        ]
        self.negative_takes = [[Take(p) for p in (r.power, *r.variants)] for r in self.negatives]
        self.lead_ins = [
            t for t in map(self.lead_in, self.pours) if t.power.shape[1] >= self.need // 2
        ]

    def starts(self, power: Tensor) -> dict[int, tuple[int, ...]]:
        """Where crops of a pour may start, by their length."""
        active = activity(power, self.settings.active_below_loudest_db).float()
        found = {}
        for frames in (self.frames, *self.settings.short_frames):
            length = min(self.augmenter.source_frames(frames), len(active))
            share = active.unfold(0, length, 1).mean(1)
            wanted = min(self.settings.active_share, share.max().item())
            found[frames] = tuple((share >= wanted).nonzero()[:, 0].tolist())
        return found

    def lead_in(self, recording: Recording) -> Take:
        """What is heard before it pours."""
        first = activity(recording.power, self.settings.active_below_loudest_db).float().argmax()
        return Take(recording.power[:, : max(0, int(first) - 16)])

    def pick(self, takes: list[Take]) -> Take:
        """The recording itself, or one of its variants as often as `rooms.share` says."""
        a = self.augmenter
        if len(takes) > 1 and a.uniform(0, 1, 1).item() < self.variant_share:
            return takes[1 + a.integer(len(takes) - 1)]
        return takes[0]

    def crop(self, take: Take, frames: int) -> Tensor:
        """Enough for a window, of which the first `frames` will count."""
        length = take.power.shape[1]
        last = length - self.augmenter.source_frames(frames)
        starts = take.starts.get(frames) or range(last + 1 if last >= 0 else length)
        start = starts[self.augmenter.integer(len(starts))]
        return take.power[:, (start + torch.arange(self.need)) % length]

    def negative(self, lead_in_share: float, frames: int) -> Tensor:
        a = self.augmenter
        if self.lead_ins and a.uniform(0, 1, 1).item() < lead_in_share:
            return self.crop(self.lead_ins[a.integer(len(self.lead_ins))], frames)
        return self.crop(
            self.pick(self.negative_takes[a.integer(len(self.negative_takes))]), frames
        )

    def lengths(self, count: int) -> Tensor:
        """Frames of each crop that count: all of the window's, or few."""
        a, s = self.augmenter, self.settings
        short = torch.tensor(s.short_frames)[
            torch.randint(len(s.short_frames), (count,), generator=a.generator)
        ]
        return torch.where(a.chance(s.short_share, count)[:, 0, 0] > 0, short, self.frames)

    def draw(self) -> tuple[Tensor, Tensor, Tensor]:
        """Log-mel [B,1,bands,F], targets [B,2], weight of the hot loss [B]: zero where nothing pours."""
        a, s = self.augmenter, self.settings
        chosen = torch.multinomial(
            self.weights, s.pours_per_batch, replacement=True, generator=a.generator
        ).tolist()
        lengths = self.lengths(s.pours_per_batch + s.negatives_per_batch)
        for_pours, for_negatives = lengths[: len(chosen)].tolist(), lengths[len(chosen) :].tolist()
        pours = [
            self.crop(self.pick(self.pour_takes[i]), n)
            for i, n in zip(chosen, for_pours, strict=True)
        ]
        negatives = [self.negative(s.lead_in_among_negatives, n) for n in for_negatives]
        power = torch.stack(pours + negatives)
        if self.negatives:
            backgrounds = torch.stack([self.negative(0.0, self.frames) for _ in range(len(power))])
            power = a.add_background(power, backgrounds)
        power = a.reverberate(a.warp(power, self.frames))
        if negatives:
            power[len(pours) :] = self.silences(power[len(pours) :])
        power = a.lowpass(a.add_noise(a.response(power)))
        log_mel = a.mask(repeat_first(to_db(a.gain(power), a.fe), lengths))
        target = torch.zeros(len(power), 2)
        target[: len(pours), POURING] = 1
        target[: len(pours), HOT] = torch.tensor([float(self.pours[i].clip.hot) for i in chosen])
        hot_weight = target[:, POURING].clone()
        log_mel, target = self.mix(log_mel, target, len(pours))
        smooth = s.label_smoothing
        return log_mel[:, None], target * (1 - smooth) + smooth / 2, hot_weight

    def silences(self, negatives: Tensor) -> Tensor:
        """Some negatives become nothing but steady noise: an empty kitchen, a fan, a microphone's hiss."""
        a = self.augmenter
        pick = a.chance(self.settings.noise_among_negatives, len(negatives))
        level = negatives.mean((1, 2), keepdim=True).clamp(min=1e-9)
        return torch.where(pick > 0, level * a.noise(*negatives.shape), negatives)

    def mix(self, log_mel: Tensor, target: Tensor, pours: int) -> tuple[Tensor, Tensor]:
        """Mixup (Zhang et al. 2018) among pours, and among negatives: half a pour is still a pour."""
        a = self.augmenter
        order = torch.cat(
            [
                torch.randperm(pours, generator=a.generator),
                pours + torch.randperm(len(log_mel) - pours, generator=a.generator),
            ]
        )
        weight = a.mixup_weights(len(log_mel), self.settings.mixup_alpha)
        mixed = weight[:, None, None] * log_mel + (1 - weight)[:, None, None] * log_mel[order]
        return mixed, weight[:, None] * target + (1 - weight)[:, None] * target[order]
