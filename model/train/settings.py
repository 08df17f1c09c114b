"""Reads config.yaml into checked dataclasses. Each setting's reason is given there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from ..data.clips import MODEL_FOLDER
from ..data.room_simulation import RoomSettings
from ..evaluate.pooling import Pooling
from .augment import AugmentSettings
from .net import NetSettings

CONFIG = MODEL_FOLDER / "config.yaml"


@dataclass(frozen=True)
class TrainingSettings:
    steps: int
    pours_per_batch: int
    negatives_per_batch: int
    noise_among_negatives: float
    lead_in_among_negatives: float
    active_below_loudest_db: float
    active_share: float
    short_frames: tuple[int, ...]
    short_share: float
    group_balance: float
    near_threshold_hot_below_f: float
    near_threshold_hot_weight: float
    learning_rate: float
    weight_decay: float
    warm_up: float
    label_smoothing: float
    mixup_alpha: float
    pouring_loss: float
    ema_decay: float
    batch_norm_batches: int
    hot_head_ridge: float
    hot_head_pouring: float
    hot_resonance: float
    center_hot_logit: bool
    session_weights: Mapping[str, float]


@dataclass(frozen=True)
class PretrainingSettings:
    pours: int
    first_seed: int
    seconds: int
    hot_f: tuple[int, int]
    cold_f: tuple[int, int]
    variants_of_pour: int
    steps: int


@dataclass(frozen=True)
class Settings:
    seeds: tuple[int, ...]
    workers: int
    pooling: Pooling
    net: NetSettings
    rooms: RoomSettings
    pretraining: PretrainingSettings
    augment: AugmentSettings
    training: TrainingSettings


def read_settings(path: Path = CONFIG) -> Settings:
    return parse_settings(yaml.safe_load(path.read_text()))


def parse_settings(text: dict) -> Settings:
    """Raises TypeError naming a missing or misspelt key, before training starts."""

    def fixed(value: object) -> object:
        return tuple(value) if isinstance(value, list) else value

    parts = {
        "pooling": Pooling,
        "net": NetSettings,
        "rooms": RoomSettings,
        "pretraining": PretrainingSettings,
        "augment": AugmentSettings,
        "training": TrainingSettings,
    }
    return Settings(
        **{
            k: parts[k](**{name: fixed(value) for name, value in v.items()})
            if k in parts
            else fixed(v)
            for k, v in text.items()
        }
    )
