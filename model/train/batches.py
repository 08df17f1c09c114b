"""Draws training batches: crops of clips, augmented and mixed."""

from __future__ import annotations

from dataclasses import dataclass, field

import torch
from torch import Tensor

from ..data.clips import Clip
from ..data.features import ClipFeatures, find_active_frames, to_db
from .augment import Augmenter
from .net import HOT, POURING
from .settings import TrainingSettings


def is_near_threshold_hot(clip: Clip, below_f: float) -> bool:
    return clip.hot and clip.temperature_f is not None and clip.temperature_f < below_f


def pour_weights(clips: list[Clip], settings: TrainingSettings) -> Tensor:
    """Returns sampling weights; those of hot and of cold pours each sum to 1.

    Within a class, `group_balance` goes from equal weights of clips (0) to equal weights of the
    temperatures of a session (1). Hot pours near the threshold weigh more, since models miss them
    first. `session_weights` multiply the weights of a session, unless it is all that a class has.
    """
    groups = [(c.hot, c.session, c.temperature_f) for c in clips]
    size = {g: groups.count(g) for g in groups}
    weight = torch.tensor([size[g] ** -settings.group_balance for g in groups], dtype=torch.float64)
    near = torch.tensor(
        [is_near_threshold_hot(c, settings.near_threshold_hot_below_f) for c in clips]
    )
    weight[near] *= settings.near_threshold_hot_weight
    weight *= torch.tensor(
        [settings.session_weights.get(c.session, 1.0) for c in clips], dtype=torch.float64
    )
    hot = torch.tensor([c.hot for c in clips])
    for side in (hot, ~hot):
        weight[side] /= weight[side].sum().clamp(min=1e-12)
    return weight


def repeat_frames(log_mel: Tensor, lengths: Tensor) -> Tensor:
    """Repeats the first frames, as `features.cut_windows` does with a short clip."""
    at = torch.arange(log_mel.shape[2]) % lengths[:, None]
    return log_mel.gather(2, at[:, None, :].expand(-1, log_mel.shape[1], -1))


@dataclass(frozen=True)
class CropSource:
    """Mel power to crop from, and the allowed starts by crop length (any, if there are none)."""

    power: Tensor
    starts: dict[int, tuple[int, ...]] = field(default_factory=dict)


class Batches:
    def __init__(
        self,
        features: list[ClipFeatures],
        settings: TrainingSettings,
        variant_share: float,
        augmenter: Augmenter,
        frames: int,
    ) -> None:
        self.settings = settings
        self.variant_share = variant_share
        self.augmenter = augmenter
        self.frames = frames
        self.need = augmenter.source_frames(frames)
        self.pours = [r for r in features if r.clip.pouring]
        self.negatives = [r for r in features if not r.clip.pouring]
        self.weights = pour_weights([r.clip for r in self.pours], settings)
        self.pour_sources = [
            [CropSource(p, self.allowed_starts(p)) for p in (r.power, *r.variants)]
            for r in self.pours
        ]
        self.negative_sources = [
            [CropSource(p) for p in (r.power, *r.variants)] for r in self.negatives
        ]
        self.lead_ins = [
            t for t in map(self.lead_in, self.pours) if t.power.shape[1] >= self.need // 2
        ]

    def allowed_starts(self, power: Tensor) -> dict[int, tuple[int, ...]]:
        """Returns where crops of a pour may start, by crop length."""
        active = find_active_frames(power, self.settings.active_below_loudest_db).float()
        starts = {}
        for frames in (self.frames, *self.settings.short_frames):
            length = min(self.augmenter.source_frames(frames), len(active))
            share = active.unfold(0, length, 1).mean(1)
            wanted = min(self.settings.active_share, share.max().item())
            starts[frames] = tuple((share >= wanted).nonzero()[:, 0].tolist())
        return starts

    def lead_in(self, recording: ClipFeatures) -> CropSource:
        """Returns the room tone before the pour."""
        first = (
            find_active_frames(recording.power, self.settings.active_below_loudest_db)
            .float()
            .argmax()
        )
        return CropSource(recording.power[:, : max(0, int(first) - 16)])

    def pick_source(self, sources: list[CropSource]) -> CropSource:
        """Picks the recording, or one of its variants with probability `rooms.share`."""
        a = self.augmenter
        if len(sources) > 1 and a.uniform(0, 1, 1).item() < self.variant_share:
            return sources[1 + a.integer(len(sources) - 1)]
        return sources[0]

    def crop(self, source: CropSource, frames: int) -> Tensor:
        """Cuts enough frames for a window; the first `frames` of them are used."""
        length = source.power.shape[1]
        last = length - self.augmenter.source_frames(frames)
        starts = source.starts.get(frames) or range(last + 1 if last >= 0 else length)
        start = starts[self.augmenter.integer(len(starts))]
        return source.power[:, (start + torch.arange(self.need)) % length]

    def draw_negative(self, lead_in_share: float, frames: int) -> Tensor:
        a = self.augmenter
        if self.lead_ins and a.uniform(0, 1, 1).item() < lead_in_share:
            return self.crop(self.lead_ins[a.integer(len(self.lead_ins))], frames)
        return self.crop(
            self.pick_source(self.negative_sources[a.integer(len(self.negative_sources))]), frames
        )

    def draw_lengths(self, count: int) -> Tensor:
        """Draws how many frames of each crop are used: the whole window, or fewer."""
        a, s = self.augmenter, self.settings
        short = torch.tensor(s.short_frames)[
            torch.randint(len(s.short_frames), (count,), generator=a.generator)
        ]
        return torch.where(a.draw_mask(s.short_share, count)[:, 0, 0] > 0, short, self.frames)

    def draw(self) -> tuple[Tensor, Tensor, Tensor]:
        """Returns log-mel [B,1,bands,F], targets [B,2], hot loss weights [B] (0 for negatives)."""
        a, s = self.augmenter, self.settings
        chosen = torch.multinomial(
            self.weights, s.pours_per_batch, replacement=True, generator=a.generator
        ).tolist()
        lengths = self.draw_lengths(s.pours_per_batch + s.negatives_per_batch)
        pour_lengths, negative_lengths = (
            lengths[: len(chosen)].tolist(),
            lengths[len(chosen) :].tolist(),
        )
        pours = [
            self.crop(self.pick_source(self.pour_sources[i]), n)
            for i, n in zip(chosen, pour_lengths, strict=True)
        ]
        negatives = [self.draw_negative(s.lead_in_among_negatives, n) for n in negative_lengths]
        power = torch.stack(pours + negatives)
        if self.negatives:
            backgrounds = torch.stack(
                [self.draw_negative(0.0, self.frames) for _ in range(len(power))]
            )
            power = a.add_background(power, backgrounds)
        power = a.reverberate(a.warp(power, self.frames))
        if negatives:
            power[len(pours) :] = self.replace_with_noise(power[len(pours) :])
        power = a.apply_lowpass(a.add_noise(a.apply_response(power)))
        log_mel = a.apply_mask(repeat_frames(to_db(a.apply_gain(power), a.fe), lengths))
        target = torch.zeros(len(power), 2)
        target[: len(pours), POURING] = 1
        target[: len(pours), HOT] = torch.tensor([float(self.pours[i].clip.hot) for i in chosen])
        hot_weight = target[:, POURING].clone()
        log_mel, target = self.mix(log_mel, target, len(pours))
        smooth = s.label_smoothing
        return log_mel[:, None], target * (1 - smooth) + smooth / 2, hot_weight

    def replace_with_noise(self, negatives: Tensor) -> Tensor:
        """Replaces some negatives by steady noise, as of an empty kitchen or a fan."""
        a = self.augmenter
        pick = a.draw_mask(self.settings.noise_among_negatives, len(negatives))
        level = negatives.mean((1, 2), keepdim=True).clamp(min=1e-9)
        return torch.where(pick > 0, level * a.draw_noise(*negatives.shape), negatives)

    def mix(self, log_mel: Tensor, target: Tensor, pours: int) -> tuple[Tensor, Tensor]:
        """Applies mixup (Zhang et al. 2018) among pours, and separately among negatives."""
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
