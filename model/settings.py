"""config.yaml as checked, named values. Each setting's reason stands beside it there."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import yaml

from .augment import Augment
from .net import NetSettings

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
    group_balance: float
    learning_rate: float
    weight_decay: float
    warm_up: float
    label_smoothing: float
    mixup_alpha: float
    pouring_loss: float
    ema_decay: float
    settle_batches: int


@dataclass(frozen=True)
class Settings:
    seed: int
    workers: int
    top_windows: int
    net: NetSettings
    augment: Augment
    training: Training


def read_settings(path: Path = CONFIG) -> Settings:
    return parse_settings(yaml.safe_load(path.read_text()))


def parse_settings(text: dict) -> Settings:
    """A missing or misspelt key fails here by its name, not an hour later."""

    def build(kind: type, part: dict):
        return kind(**{k: tuple(v) if isinstance(v, list) else v for k, v in part.items()})

    parts = {"net": NetSettings, "augment": Augment, "training": Training}
    return Settings(**{k: build(parts[k], v) if k in parts else v for k, v in text.items()})
