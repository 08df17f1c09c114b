"""The session trap: how well plain statistics tell hot from cold where they may know the room, and where not.

A mean spectrum is a room and a microphone. Split at random, recordings of one session lie on both sides.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor

from . import evaluate
from .data import V1, V2, Clip

# What scikit-learn takes when told nothing. The trap must not need a setting to show itself.
RIDGE = 1.0
RANDOM_SPLITS = 10


def mean_spectrum(log_mel: Tensor) -> Tensor:
    """What a room and a microphone sound like: each band's mean over time, the clip's loudness removed."""
    bands = log_mel.mean(1)
    return bands - bands.mean()


def variation(log_mel: Tensor) -> Tensor:
    """What the water does: how far each band strays from its mean, which takes the mean itself away."""
    return log_mel.std(1)


def principal_components(features: Tensor, count: int) -> Tensor:
    """[clips, features] to [clips, count]."""
    centred = features - features.mean(0)
    axes = torch.linalg.svd(centred, full_matrices=False).Vh[:count]
    # A component has no sign of its own, and LAPACKs differ in the one they give it.
    largest = axes.gather(1, axes.abs().argmax(1, keepdim=True))
    return centred @ (axes * largest.sign()).T


@dataclass(frozen=True)
class Logistic:
    mean: Tensor
    spread: Tensor
    weights: Tensor
    offset: Tensor

    def __call__(self, features: Tensor) -> Tensor:
        return (features - self.mean) / self.spread @ self.weights + self.offset


def fit_logistic(features: Tensor, hot: Tensor, ridge: float) -> Logistic:
    """Ridge logistic regression. Standardised on what it is fitted to: it sees nothing of the test part."""
    mean, spread = features.mean(0), features.std(0).clamp(min=1e-9)
    standard = (features - mean) / spread
    solution = torch.zeros(features.shape[1] + 1, dtype=features.dtype, requires_grad=True)
    solver = torch.optim.LBFGS(
        [solution], max_iter=500, tolerance_grad=1e-8, line_search_fn="strong_wolfe"
    )

    def loss() -> Tensor:
        solver.zero_grad()
        logits = standard @ solution[1:] + solution[0]
        misfit = F.binary_cross_entropy_with_logits(logits, hot, reduction="sum")
        total = misfit + ridge / 2 * solution[1:].square().sum()
        total.backward()
        return total

    solver.step(loss)
    found = solution.detach()
    return Logistic(mean, spread, found[1:], found[0])


def share_right(features: Tensor, hot: Tensor, train: Tensor, test: Tensor) -> float:
    verdicts = fit_logistic(features[train], hot[train], RIDGE)(features[test]) > 0
    return (verdicts == (hot[test] > 0)).double().mean().item()


def random_fifths(features: Tensor, hot: Tensor, among: Tensor) -> float:
    """Five-fold cross-validation that knows nothing of sessions; averaged, since one split may be lucky."""
    generator = torch.Generator().manual_seed(0)
    scores = []
    for _ in range(RANDOM_SPLITS):
        fifths = among[torch.randperm(len(among), generator=generator)].chunk(5)
        for held_out in range(5):
            train = torch.cat([part for k, part in enumerate(fifths) if k != held_out])
            scores.append(share_right(features, hot, train, fifths[held_out]))
    return sum(scores) / len(scores)


@dataclass(frozen=True)
class Trap:
    """`places`: each clip's second and third principal component. The first, most of the spread, differs
    little between sessions; the trap is in the next ones, as a classifier finds out.

    `scores`: a row for each way to split, of (way, mean spectra, variation). Shown to warn of random splits;
    nothing of the shipped model is chosen by it.
    """

    clips: list[Clip]
    places: Tensor
    scores: list[tuple[str, float, float]]


def spring_trap(clips: list[Clip], log_mels: list[Tensor]) -> Trap:
    hot = evaluate.truth(clips)
    v2 = torch.tensor([k for k, c in enumerate(clips) if c.session in V2])
    v1 = torch.tensor([k for k, c in enumerate(clips) if c.session in V1])
    means = torch.stack([mean_spectrum(m.double()) for m in log_mels])
    variations = torch.stack([variation(m.double()) for m in log_mels])
    scores = [
        ("Random fifths of v2", *(random_fifths(f, hot, v2) for f in (means, variations))),
        (
            "Trained on v2, tested on v1",
            *(share_right(f, hot, v2, v1) for f in (means, variations)),
        ),
        (
            "Trained on v1, tested on v2",
            *(share_right(f, hot, v1, v2) for f in (means, variations)),
        ),
    ]
    return Trap([clips[k] for k in v2.tolist()], principal_components(means[v2], 3)[:, 1:], scores)
