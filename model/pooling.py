"""From the windows' chances of a pour to the clip's, as src/sidecar.rs does it."""

from __future__ import annotations

import math
from dataclasses import dataclass

from torch import Tensor


@dataclass(frozen=True)
class Pooling:
    """A clip is a pour as far as its `top_windows` likeliest are. Of a single window, with none to choose
    from, `single_window_logit` is added to the logit of that, and in proportion less of more."""

    top_windows: int
    single_window_logit: float

    def probability_pouring(self, each: Tensor) -> Tensor:
        """From each window's chance. Calibration asks recordings that all have windows enough."""
        count = min(self.top_windows, len(each))
        mean = each.topk(count).values.mean()
        missing = (self.top_windows - count) / max(1, self.top_windows - 1)
        odds = math.exp(missing * self.single_window_logit)
        return mean * odds / (1 - mean + mean * odds)
