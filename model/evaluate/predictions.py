"""Logits of clips, as recorded and in simulated rooms."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor

from ..data.clips import Clip
from ..data.features import ClipFeatures, FrontEnd, Windows, cut_windows, to_db

# Maps log-mel [B, 1, bands, frames] to logits [B, 2]: a network, or an exported one.
Predictor = Callable[[Tensor], Tensor]


@dataclass(frozen=True)
class Prediction:
    """Logits [windows, 2] of a clip, by a model that was not trained on it.

    Room 0 is the recording itself. Each other room is simulated and the same for all clips.
    """

    clip: Clip
    logits: Tensor
    room: int = 0


@torch.no_grad()
def predict(
    predictor: Predictor, clip: Clip, power: Tensor, fe: FrontEnd, spec: Windows, room: int = 0
) -> Prediction:
    log_mel = cut_windows(to_db(power, fe).float(), spec)[:, None]
    return Prediction(clip, predictor(log_mel).double(), room)


def predict_in_rooms(
    predictor: Predictor, features: list[ClipFeatures], fe: FrontEnd, spec: Windows
) -> list[Prediction]:
    """Predicts each clip as recorded (room 0) and in its shared rooms."""
    return [
        predict(predictor, f.clip, power, fe, spec, room)
        for f in features
        for room, power in enumerate((f.power, *f.shared_rooms))
    ]


def hot_labels(clips: list[Clip]) -> Tensor:
    return torch.tensor([float(c.hot) for c in clips], dtype=torch.float64)
