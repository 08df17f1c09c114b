"""Prepares a trained network for export."""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor

from ..data.features import ClipFeatures, FrontEnd, Windows, cut_windows, to_db
from ..evaluate.calibration import PlattScaling
from ..evaluate.pooling import pooled_hot_logit
from ..evaluate.predictions import hot_labels, predict
from . import export
from .net import HOT, POURING, Net
from .settings import Settings, TrainingSettings


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
    if settings.training.hot_head_ridge > 0:
        pours = [f for f in training if f.clip.pouring]
        refit_hot_head(net, pours, settings.training, fe, spec)
    net.resonance_share[HOT] = settings.training.hot_resonance
    if settings.training.center_hot_logit:
        offset = center_hot_logit(net, [f for f in training if f.clip.pouring], fe, spec)
        log(f"hot logits moved by {offset:.3f}")
    return net


@torch.no_grad()
def refit_hot_head(
    net: Net, pours: list[ClipFeatures], settings: TrainingSettings, fe: FrontEnd, spec: Windows
) -> None:
    """Replaces the head's weights for hot by a regularised linear discriminant (Friedman 1989).

    The trained head uses whatever separates the sessions. The difference of the class means, with
    directions attenuated in which pours of one session and class differ, ranks other kitchens
    better (experiment 55). `hot_head_pouring` times the pouring logit is added, since cups that
    raise one of the two logits mostly lower the other.
    """
    features = torch.stack([pooled_features(net, f, fe, spec) for f in pours])
    hot = hot_labels([f.clip for f in pours]) > 0
    groups = [(f.clip.hot, f.clip.session) for f in pours]
    residuals = features.clone()
    for group in set(groups):
        members = torch.tensor([g == group for g in groups])
        residuals[members] -= features[members].mean(0)
    covariance = residuals.T @ residuals / len(residuals)
    size = len(covariance)
    ridge = settings.hot_head_ridge * covariance.trace() / size
    difference = features[hot].mean(0) - features[~hot].mean(0)
    direction = torch.linalg.solve(covariance + ridge * torch.eye(size).double(), difference)
    # As widely spread as before, so that scales of calibrations keep their meaning.
    trained = net.head.weight.double()
    direction *= (features @ trained[HOT]).std() / (features @ direction).std()
    weights = direction + settings.hot_head_pouring * trained[POURING]
    net.head.weight[HOT] = weights.half().float()


def pooled_features(net: Net, pour: ClipFeatures, fe: FrontEnd, spec: Windows) -> Tensor:
    """Averages the features of a pour's windows, each weighted by its probability of a pour."""
    features = net.features(cut_windows(to_db(pour.power, fe).float(), spec)[:, None])
    weight = torch.sigmoid(net.head(features)[:, POURING])
    return ((weight[:, None] * features).sum(0) / weight.sum()).double()


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
