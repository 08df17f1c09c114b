"""Prepares a trained network for export."""

from __future__ import annotations

from collections.abc import Callable

import torch

from ..data.features import ClipFeatures, FrontEnd, Windows
from ..evaluate.calibration import PlattScaling
from ..evaluate.pooling import pooled_hot_logit
from ..evaluate.predictions import hot_labels, predict
from . import export
from .net import HOT, Net
from .settings import Settings


def finalize(
    net: Net,
    training: list[ClipFeatures],
    settings: Settings,
    fe: FrontEnd,
    spec: Windows,
    log: Callable[[str], None] = lambda line: None,
) -> Net:
    """Returns the network in the form that is shipped and measured."""
    net = export.fold_and_round(net)
    if settings.training.center_hot_logit:
        offset = center_hot_logit(net, [f for f in training if f.clip.pouring], fe, spec)
        log(f"hot logits moved by {offset:.3f}")
    return net


@torch.no_grad()
def center_hot_logit(net: Net, pours: list[ClipFeatures], fe: FrontEnd, spec: Windows) -> float:
    """Moves the hot logit so that the mean hot and cold training pours are equally far from 0.

    The boundary of a single network is partly random. Its calibration is fitted to other networks
    and cannot correct that (experiment 27). Returns the offset.
    """
    predictions = [predict(net, f.clip, f.power, fe, spec) for f in pours]
    pooled = torch.stack([pooled_hot_logit(p.logits, PlattScaling()) for p in predictions])
    hot = hot_labels([f.clip for f in pours]) > 0
    offset = -(pooled[hot].mean() + pooled[~hot].mean()) / 2
    net.head.bias[HOT] += offset
    return offset.item()
