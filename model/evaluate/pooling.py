"""Pools the windows of a clip for calibration.

The classifier finds each pour and pools the windows within it (src/classify/pour_segmentation.rs).
Here all windows of a clip are pooled: each recording in the list is one pour.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from torch import Tensor

from ..train.net import HOT, POURING


@dataclass(frozen=True)
class Pooling:
    """Pools the windows' probabilities of a pour: the mean of the `top_windows` highest.

    A clip with fewer windows leaves less to choose from. `single_window_logit` is added to the
    pooled logit of a single window, and proportionally less for more windows.
    """

    top_windows: int
    single_window_logit: float

    def probability_pouring(self, windows: Tensor) -> Tensor:
        count = min(self.top_windows, len(windows))
        mean = windows.topk(count).values.mean()
        missing = (self.top_windows - count) / max(1, self.top_windows - 1)
        odds = math.exp(missing * self.single_window_logit)
        return mean * odds / (1 - mean + mean * odds)


def pooled_hot_logit(logits: Tensor, calibrate_pouring: Callable[[Tensor], Tensor]) -> Tensor:
    """Averages hot logits [windows, 2], each weighted by its probability of a pour."""
    weight = calibrate_pouring(logits[:, POURING])
    return (weight * logits[:, HOT]).sum() / weight.sum()
