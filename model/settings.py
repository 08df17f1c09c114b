"""config.yaml as checked, named values. Each setting's reason stands beside it there."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import yaml

from .augment import Augment
from .net import NetSettings
from .pooling import Pooling
from .rooms import Rooms

CONFIG = Path(__file__).with_name("config.yaml")


@dataclass(frozen=True)
class Training:
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
    barely_hot_below_f: float
    barely_hot_weight: float
    learning_rate: float
    weight_decay: float
    warm_up: float
    label_smoothing: float
    mixup_alpha: float
    pouring_loss: float
    ema_decay: float
    settle_batches: int
    centred: bool


@dataclass(frozen=True)
class Pretraining:
    pours: int
    first_seed: int
    seconds: int
    hot_f: tuple[int, int]
    cold_f: tuple[int, int]
    variants_of_pour: int
    steps: int
    statistics: str


@dataclass(frozen=True)
class Settings:
    seeds: tuple[int, ...]
    workers: int
    pooling: Pooling
    reference_weight: float
    net: NetSettings
    rooms: Rooms
    pretraining: Pretraining
    augment: Augment
    training: Training


def read_settings(path: Path = CONFIG) -> Settings:
    return parse_settings(yaml.safe_load(path.read_text()))


def parse_settings(text: dict) -> Settings:
    """A missing or misspelt key fails here by its name, not an hour later."""

    def fixed(value: object) -> object:
        return tuple(value) if isinstance(value, list) else value

    parts = {
        "pooling": Pooling,
        "net": NetSettings,
        "rooms": Rooms,
        "pretraining": Pretraining,
        "augment": Augment,
        "training": Training,
    }
    return Settings(
        **{
            k: parts[k](**{name: fixed(value) for name, value in v.items()})
            if k in parts
            else fixed(v)
            for k, v in text.items()
        }
    )
