"""Trains one network, optionally from weights pre-trained on synthesised pours."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import torch
import torch.nn.functional as F
from torch import Tensor
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from ..data.features import ClipFeatures, FrontEnd
from .augment import Augmenter
from .batches import Batches
from .net import HOT, POURING, Net
from .settings import Settings

Weights = Mapping[str, Tensor]


def loss(logits: Tensor, target: Tensor, hot_weight: Tensor, pouring_loss: float) -> Tensor:
    each = F.binary_cross_entropy_with_logits(logits, target, reduction="none")
    hot = (each[:, HOT] * hot_weight).sum() / hot_weight.sum()
    return hot + pouring_loss * each[:, POURING].mean()


def pretrain(
    synthesised: list[ClipFeatures], settings: Settings, fe: FrontEnd, frames: int, seed: int
) -> Weights:
    """Returns weights trained on synthesised pours, for hot and cold only.

    Negatives differ between folds, so they are left out and one result serves all folds.
    """
    plan = replace(
        settings.training, steps=settings.pretraining.steps, negatives_per_batch=0, pouring_loss=0.0
    )
    net = fit(synthesised, replace(settings, training=plan), fe, frames, seed)
    return net.state_dict()


def fit(
    features: list[ClipFeatures],
    settings: Settings,
    fe: FrontEnd,
    frames: int,
    seed: int,
    start: Weights | None = None,
    log: Callable[[str], None] = lambda line: None,
) -> Net:
    """Trains from the weights in `start`, or from random ones; returns the averaged network."""
    torch.manual_seed(seed)
    generator = torch.Generator().manual_seed(seed)
    plan = settings.training
    augmenter = Augmenter(settings.augment, fe, generator)
    batches = Batches(features, plan, settings.rooms.share, augmenter, frames)
    net = Net(settings.net, fe.mel_bands).to(memory_format=torch.channels_last)
    if start is not None:
        net.load_state_dict(start)
    optimiser = torch.optim.AdamW(
        net.parameters(), lr=plan.learning_rate, weight_decay=plan.weight_decay
    )
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimiser, plan.learning_rate, plan.steps, pct_start=plan.warm_up
    )
    average = AveragedModel(net, multi_avg_fn=get_ema_multi_avg_fn(plan.ema_decay))
    net.train()
    for step in range(1, plan.steps + 1):
        log_mel, target, hot_weight = batches.draw()
        value = loss(net(log_mel), target, hot_weight, plan.pouring_loss)
        optimiser.zero_grad(set_to_none=True)
        value.backward()
        optimiser.step()
        schedule.step()
        average.update_parameters(net)
        if step % 500 == 0:
            log(f"step {step}/{plan.steps}, loss {value.item():.3f}")
    recompute_batch_norm_stats(average.module, batches, plan.batch_norm_batches)
    return average.module.eval()


@torch.no_grad()
def recompute_batch_norm_stats(net: Net, batches: Batches, count: int) -> None:
    """Recomputes batch-norm statistics for the averaged weights.

    The running statistics belong to the weights of earlier steps. With them, two held-out sessions
    were called hot throughout (experiment 2).
    """
    norms = [m for m in net.modules() if isinstance(m, torch.nn.BatchNorm2d)]
    for norm in norms:
        norm.reset_running_stats()
        norm.momentum = None
    net.train()
    for _ in range(count):
        net(batches.draw()[0])
