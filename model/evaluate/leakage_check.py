"""Measures session leakage: the accuracy of simple statistics within and across sessions.

A mean spectrum describes a room and a microphone. A random split puts recordings of one session on
both sides, so a classifier of mean spectra seems accurate (the "session trap" of the model card).
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor

from ..data.clips import V1, V2, Clip
from .predictions import hot_labels

# scikit-learn's default.
RIDGE = 1.0
RANDOM_SPLITS = 10


def mean_spectrum(log_mel: Tensor) -> Tensor:
    """Returns each band's mean over time, relative to the clip's loudness."""
    bands = log_mel.mean(1)
    return bands - bands.mean()


def variation(log_mel: Tensor) -> Tensor:
    """Returns each band's standard deviation over time, which does not depend on its mean."""
    return log_mel.std(1)


def principal_components(features: Tensor, count: int) -> Tensor:
    """Projects [clips, features] to [clips, count]."""
    centred = features - features.mean(0)
    axes = torch.linalg.svd(centred, full_matrices=False).Vh[:count]
    # Fixes the sign of each component, in which implementations of LAPACK differ.
    largest = axes.gather(1, axes.abs().argmax(1, keepdim=True))
    return centred @ (axes * largest.sign()).T


@dataclass(frozen=True)
class LogisticRegression:
    mean: Tensor
    spread: Tensor
    weights: Tensor
    offset: Tensor

    def __call__(self, features: Tensor) -> Tensor:
        return (features - self.mean) / self.spread @ self.weights + self.offset


def fit_logistic(features: Tensor, hot: Tensor, ridge: float) -> LogisticRegression:
    """Fits ridge logistic regression, with features standardised by the training part alone."""
    mean, spread = features.mean(0), features.std(0).clamp(min=1e-9)
    standard = (features - mean) / spread
    solution = torch.zeros(features.shape[1] + 1, dtype=features.dtype, requires_grad=True)
    solver = torch.optim.LBFGS(
        [solution], max_iter=500, tolerance_grad=1e-8, line_search_fn="strong_wolfe"
    )

    def loss() -> Tensor:
        solver.zero_grad()
        logits = standard @ solution[1:] + solution[0]
        log_loss = F.binary_cross_entropy_with_logits(logits, hot, reduction="sum")
        total = log_loss + ridge / 2 * solution[1:].square().sum()
        total.backward()
        return total

    solver.step(loss)
    fitted = solution.detach()
    return LogisticRegression(mean, spread, fitted[1:], fitted[0])


def accuracy(features: Tensor, hot: Tensor, train: Tensor, test: Tensor) -> float:
    verdicts = fit_logistic(features[train], hot[train], RIDGE)(features[test]) > 0
    return (verdicts == (hot[test] > 0)).double().mean().item()


def random_cross_validation(features: Tensor, hot: Tensor, among: Tensor) -> float:
    """Returns the accuracy of five-fold cross-validation, averaged over random splits."""
    generator = torch.Generator().manual_seed(0)
    scores = []
    for _ in range(RANDOM_SPLITS):
        fifths = among[torch.randperm(len(among), generator=generator)].chunk(5)
        for held_out in range(5):
            train = torch.cat([part for k, part in enumerate(fifths) if k != held_out])
            scores.append(accuracy(features, hot, train, fifths[held_out]))
    return sum(scores) / len(scores)


@dataclass(frozen=True)
class LeakageCheck:
    """Accuracies of simple statistics, and the clips of v2 in two principal components.

    `components` has the second and third component; the first differs little between sessions.
    `scores` has a row for each split: its name, the accuracy by mean spectra and by variation.
    Nothing of the shipped model is chosen by these.
    """

    clips: list[Clip]
    components: Tensor
    scores: list[tuple[str, float, float]]


def check_leakage(clips: list[Clip], log_mels: list[Tensor]) -> LeakageCheck:
    hot = hot_labels(clips)
    v2 = torch.tensor([k for k, c in enumerate(clips) if c.session in V2])
    v1 = torch.tensor([k for k, c in enumerate(clips) if c.session in V1])
    means = torch.stack([mean_spectrum(m.double()) for m in log_mels])
    variations = torch.stack([variation(m.double()) for m in log_mels])
    both = (means, variations)
    scores = [
        ("Random fifths of v2", *(random_cross_validation(f, hot, v2) for f in both)),
        ("Trained on v2, tested on v1", *(accuracy(f, hot, v2, v1) for f in both)),
        ("Trained on v1, tested on v2", *(accuracy(f, hot, v1, v2) for f in both)),
    ]
    components = principal_components(means[v2], 3)[:, 1:]
    return LeakageCheck([clips[k] for k in v2.tolist()], components, scores)
