"""Draws the figures of the experiments and the model card.

    python -m model.evaluate.plots

It writes four SVGs into model/plots/, from the recordings and the exported held-out models. The
same inputs give the same bytes.
"""

from __future__ import annotations

import argparse
import math
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import matplotlib
import torch
from matplotlib.axes import Axes
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.ticker import FixedLocator, FuncFormatter, NullLocator
from torch import Tensor

from ..data.clips import (
    MODEL_FOLDER,
    V2,
    VESSEL_FAMILIES,
    Clip,
    data_digest,
    data_dir,
    read_clips,
    read_pcm,
)
from ..data.features import SIDECAR, FrontEnd, front_end, mel_power, to_db, windows
from .held_out import (
    CONFIDENCE_BINS,
    HeldOutScore,
    MeanProbability,
    average_seeds,
    confidence_bins,
    mean,
    score_held_out,
)
from .leakage_check import LeakageCheck, check_leakage
from .metrics import calibration_error, vessel_family

OUTPUT = MODEL_FOLDER / "plots"

# Inches. 8.33 in are 800 px in a browser, where 10 pt then stay 10 pt.
WIDTH = 8.33
STYLE = {
    "svg.fonttype": "none",
    "svg.hashsalt": "hot-or-cold",
    "font.size": 10.5,
    "axes.titlesize": 11.5,
    "axes.titlelocation": "left",
    "axes.titlepad": 10,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": "#666666",
    "xtick.color": "#444444",
    "ytick.color": "#444444",
}
# Colours of Okabe and Ito (2008), distinct for all common colour blindness.
SESSION_COLOURS = {"A": "#CC79A7", "B": "#000000", "C": "#D55E00", "D": "#0072B2", "E": "#009E73"}
HOT_COLOUR, COLD_COLOUR, PLAIN_COLOUR = "#D55E00", "#0072B2", "#999999"
FAMILY_MARKERS = dict(zip(VESSEL_FAMILIES, ("o", "s", "^"), strict=True))
NOTE, LINE = "#444444", "#BBBBBB"
PROBABILITY_TICKS = (0.0001, 0.001, 0.01, 0.1, 0.5, 0.9, 0.99, 0.999, 0.9999, 0.99999)


def draw(
    painter: Callable[[Figure], None], size: tuple[float, float], path: Path, title: str
) -> None:
    """Draws with matplotlib's defaults and `STYLE`, ignoring any matplotlibrc."""
    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(STYLE)
        figure = Figure(size, layout="constrained")
        FigureCanvasSVG(figure)
        painter(figure)
        path.parent.mkdir(parents=True, exist_ok=True)
        figure.savefig(path, format="svg", metadata={"Date": None, "Title": title})


def percent_axis(axis: matplotlib.axis.Axis, ticks: Iterable[float]) -> None:
    axis.set_major_locator(FixedLocator(list(ticks)))
    axis.set_minor_locator(NullLocator())
    axis.set_major_formatter(FuncFormatter(lambda share, _: f"{100 * share:g}%"))


def scatter_marks(colour: str, filled: bool = True) -> dict:
    """Returns the style of a mark: hollow marks are cold, and a thin rim separates neighbours."""
    if filled:
        return {"color": colour, "edgecolors": "white", "linewidths": 0.5}
    return {"facecolors": "white", "edgecolors": colour, "linewidths": 1.3}


def paint_leakage(figure: Figure, leakage: LeakageCheck) -> None:
    left, right = figure.subplots(1, 2, width_ratios=(1.1, 1))
    paint_sessions(left, leakage)
    paint_scores(right, leakage.scores)


def paint_sessions(axes: Axes, leakage: LeakageCheck) -> None:
    axes.set_title("Mean spectra of the v2 pours:\neach session keeps mostly to itself")
    for session in V2:
        colour = SESSION_COLOURS[session]
        for hot in (False, True):
            members = [
                k for k, c in enumerate(leakage.clips) if c.session == session and c.hot == hot
            ]
            marks = scatter_marks(colour, hot)
            axes.scatter(
                *leakage.components[members].T.numpy(), s=34, zorder=2 + (not hot), **marks
            )
        label_session(axes, leakage, session)
    axes.set_xlabel(
        "Second principal component, dB\n"
        "(filled: hot, hollow: cold; the first component\ndiffers little between sessions)"
    )
    axes.set_ylabel("Third principal component, dB")
    axes.margins(0.08, 0.22)


def label_session(axes: Axes, leakage: LeakageCheck, session: str) -> None:
    members = [k for k, c in enumerate(leakage.clips) if c.session == session]
    if not members:
        return
    hot = sum(leakage.clips[k].hot for k in members)
    counts = ", ".join(
        f"{n} {name}" for n, name in ((hot, "hot"), (len(members) - hot, "cold")) if n
    )
    x, y = leakage.components[members].mean(0).tolist()
    above = y > leakage.components.mean(0)[1].item()
    edge = leakage.components[members, 1].max() if above else leakage.components[members, 1].min()
    axes.annotate(
        f"Session {session}\n{counts}",
        (x, edge.item()),
        xytext=(0, 7 if above else -7),
        textcoords="offset points",
        ha="center",
        va="bottom" if above else "top",
        color=SESSION_COLOURS[session],
        weight="bold",
    )


def paint_scores(axes: Axes, scores: list[tuple[str, float, float]]) -> None:
    axes.set_title("A plain classifier, split at random\nand by set of recordings")
    for row, (way, *shares) in enumerate(scores):
        axes.text(0, row - 0.42, way, va="bottom")
        names = ("mean spectra", "variation over time")
        for bar, (share, colour) in enumerate(
            zip(shares, (PLAIN_COLOUR, COLD_COLOUR), strict=True)
        ):
            y = row - 0.24 + 0.29 * bar
            axes.barh(y, share, 0.28, color=colour)
            axes.text(share + 0.015, y, f"{share:.0%}", va="center")
            if row == 0:
                axes.text(0.02, y, names[bar], va="center", color=("black", "white")[bar])
        axes.vlines(0.5, row - 0.38, row + 0.22, color="black", linewidth=1, linestyle=(0, (2, 2)))
    axes.text(0.5, len(scores) - 0.76, "a coin", ha="center", va="top")
    axes.set_ylim(len(scores) - 0.55, -0.62)
    axes.set_xlim(0, 1.12)
    axes.yaxis.set_visible(False)
    axes.spines["left"].set_visible(False)
    percent_axis(axes.xaxis, (0, 0.25, 0.5, 0.75, 1))
    axes.set_xlabel("Pours classified right by ridge logistic regression")


def spread(count: int, width: float) -> list[float]:
    """Returns even horizontal offsets for marks that would overlap, without randomness."""
    golden = (math.sqrt(5) - 1) / 2
    return [width * ((k * golden + 0.5) % 1 - 0.5) for k in range(count)]


def temperature_columns(probabilities: list[MeanProbability]) -> list[tuple[float, int, str]]:
    """Returns (position, °F, session) of a column for each session at each temperature.

    The axis is not to scale: 73 and 75 °F would overlap, and nothing lies between cold and hot.
    """
    columns, position, before = [], 0.0, None
    for now in sorted({(c.clip.temperature_f, c.clip.session) for c in probabilities}):
        if before is not None:
            position += 1.0 if now[0] == before[0] else 1.7
            position += 1.0 * (before[0] <= 75 < now[0])
        columns.append((position, *now))
        before = now
    return columns


def paint_temperature(figure: Figure, probabilities: list[MeanProbability]) -> None:
    axes = figure.subplots()
    axes.set_title("Probability of hot, by models not trained on the pour's session")
    axes.set_yscale("logit")
    axes.axhline(0.5, color=LINE, linewidth=1, zorder=0)
    axes.text(
        1,
        0.52,
        "hot",
        transform=axes.get_yaxis_transform(),
        color=NOTE,
        ha="right",
        va="bottom",
    )
    axes.text(
        1,
        0.48,
        "cold",
        transform=axes.get_yaxis_transform(),
        color=NOTE,
        ha="right",
        va="top",
    )
    columns = temperature_columns(probabilities)
    for position, temperature, session in columns:
        members = [
            c
            for c in probabilities
            if (c.clip.temperature_f, c.clip.session) == (temperature, session)
        ]
        for probability, offset in zip(members, spread(len(members), 0.7), strict=True):
            marker = FAMILY_MARKERS.get(vessel_family(probability.clip.vessel), "x")
            marks = scatter_marks(SESSION_COLOURS[session])
            axes.scatter(position + offset, probability.alone, s=38, marker=marker, **marks)
        axes.annotate(
            session,
            (position, 0),
            xycoords=("data", "axes fraction"),
            xytext=(0, -4),
            textcoords="offset points",
            ha="center",
            va="top",
            color=SESSION_COLOURS[session],
            weight="bold",
        )
    temperatures = sorted({t for _, t, _ in columns})
    axes.set_xticks(
        [mean(p for p, t, _ in columns if t == one) for one in temperatures],
        [f"{one} °F\n{(one - 32) / 1.8:.0f} °C" for one in temperatures],
    )
    axes.tick_params("x", length=0, pad=18)
    percent_axis(axes.yaxis, PROBABILITY_TICKS)
    axes.set_xlabel("Session (letter) and temperature of the water")
    axes.set_ylabel("Calibrated probability of hot, mean of the seeds")
    for name, marker in FAMILY_MARKERS.items():
        axes.scatter([], [], s=38, marker=marker, color="#555555", label=name)
    axes.legend(
        loc="upper left",
        frameon=False,
        handletextpad=0.2,
        borderpad=0,
        title="Cup",
        alignment="left",
    )


def paint_reliability(figure: Figure, by_seed: list[list[HeldOutScore]]) -> None:
    bins = confidence_bins(by_seed)
    error = calibration_error([v.scored for one in by_seed for v in one], CONFIDENCE_BINS)
    upper, lower = figure.subplots(2, 1, sharex=True, height_ratios=(4, 1))
    upper.set_title(f"Accuracy by confidence. Expected calibration error {error:.3f}")
    upper.plot([0.5, 1], [0.5, 1], color=LINE, linewidth=1, zorder=0)
    upper.text(0.495, 0.5, "perfectly\ncalibrated", color=NOTE, ha="right", va="center")
    upper.set_xlim(0.43, 1.02)
    for one in bins:
        upper.vlines(one.confidence, *one.interval, color=COLD_COLOUR, linewidth=1.2)
    upper.scatter(
        [b.confidence for b in bins], [b.right for b in bins], s=44, color=COLD_COLOUR, zorder=3
    )
    upper.set_ylabel("Verdicts that are right")
    percent_axis(upper.yaxis, [k / 5 for k in range(6)])
    lower.bar([b.confidence for b in bins], [b.verdicts for b in bins], 0.03, color=PLAIN_COLOUR)
    for one in bins:
        lower.annotate(
            str(one.verdicts),
            (one.confidence, one.verdicts),
            xytext=(0, 2),
            textcoords="offset points",
            ha="center",
        )
    lower.margins(y=0.3)
    lower.set_ylabel("Verdicts")
    lower.yaxis.set_major_locator(NullLocator())
    percent_axis(lower.xaxis, [k / 10 for k in range(5, 11)])
    pours = len(by_seed[0])
    lower.set_xlabel(
        f"Confidence, mean of the bin\n({pours} pours, each classified by {len(by_seed)} models "
        "not trained on its session;\n95% intervals count pours, not verdicts)"
    )


def paint_reference(figure: Figure, probabilities: list[MeanProbability]) -> None:
    axes = figure.subplots()
    paired = [c for c in probabilities if c.with_reference is not None]
    axes.set_title("What one or two cold pours of the same session change")
    axes.set_xscale("logit")
    axes.set_yscale("logit")
    for hot, colour in ((True, HOT_COLOUR), (False, COLD_COLOUR)):
        pours = [c for c in paired if c.clip.hot == hot]
        axes.scatter(
            [c.alone for c in pours],
            [c.with_reference for c in pours],
            s=38,
            zorder=3,
            **scatter_marks(colour, hot),
        )
    low, high = common_limits(paired)
    axes.plot([low, high], [low, high], color=LINE, linewidth=1, linestyle=(0, (4, 3)), zorder=0)
    axes.axhline(0.5, color=LINE, linewidth=1, zorder=0)
    axes.axvline(0.5, color=LINE, linewidth=1, zorder=0)
    axes.set(xlim=(low, high), ylim=(low, high))
    label_quadrants(axes, paired)
    percent_axis(axes.xaxis, [c for c in PROBABILITY_TICKS if low <= c <= high])
    percent_axis(axes.yaxis, [c for c in PROBABILITY_TICKS if low <= c <= high])
    axes.set_xlabel(
        "Calibrated probability of hot, alone\n"
        "(filled: hot, hollow: cold; mean of the seeds; dashed: no change)"
    )
    axes.set_ylabel("Calibrated probability of hot, with cold references")


def common_limits(paired: list[MeanProbability]) -> tuple[float, float]:
    """Returns limits for both axes with a margin, so that "no change" is the diagonal."""
    values = [p for c in paired for p in (c.alone, c.with_reference)]
    low, high = (math.log(p / (1 - p)) for p in (min(values), max(values)))
    return 1 / (1 + math.exp(0.5 - low)), 1 / (1 + math.exp(-0.5 - high))


def label_quadrants(axes: Axes, paired: list[MeanProbability]) -> None:
    """Labels the quadrants with the counts of pours where the two verdicts agree or differ."""
    whole, across, along = axes.transAxes, axes.get_yaxis_transform(), axes.get_xaxis_transform()
    for verdicts, name, position, transform, ha, va in (
        ((True, True), "Hot both times", (0.98, 0.52), across, "right", "bottom"),
        ((False, False), "Cold both times", (0.45, 0.02), along, "right", "bottom"),
        ((False, True), "Cold alone, hot with references", (0.02, 0.98), whole, "left", "top"),
        ((True, False), "Hot alone, cold with references", (0.98, 0.02), whole, "right", "bottom"),
    ):
        labels = [
            c.clip.hot for c in paired if (c.alone >= 0.5, c.with_reference >= 0.5) == verdicts
        ]
        text = f"{name}:\n{sum(labels)} hot pours, {len(labels) - sum(labels)} cold"
        axes.text(*position, text, transform=transform, ha=ha, va=va, color=NOTE)


# ── the command ──────────────────────────────────────────────────────────────────────────────


def read_log_mels(clips: list[Clip], folder: Path, fe: FrontEnd) -> list[Tensor]:
    """Computes log-mels in single precision, as training does."""
    powers = (mel_power(read_pcm(clip, folder, fe.sample_rate), fe).float() for clip in clips)
    return [to_db(power, fe).float() for power in powers]


def draw_leakage(leakage: LeakageCheck, path: Path) -> None:
    draw(lambda figure: paint_leakage(figure, leakage), (WIDTH, 4.3), path, "Session leakage")


def draw_temperature(by_seed: list[list[HeldOutScore]], path: Path) -> None:
    probabilities = average_seeds(by_seed)
    draw(
        lambda figure: paint_temperature(figure, probabilities),
        (WIDTH, 5),
        path,
        "Probability of hot by temperature",
    )


def draw_reliability(by_seed: list[list[HeldOutScore]], path: Path) -> None:
    draw(
        lambda figure: paint_reliability(figure, by_seed),
        (WIDTH, 5.4),
        path,
        "Reliability of confidences",
    )


def draw_reference(by_seed: list[list[HeldOutScore]], path: Path) -> None:
    probabilities = average_seeds(by_seed)
    draw(
        lambda figure: paint_reference(figure, probabilities),
        (WIDTH, 5.6),
        path,
        "Alone and with cold references",
    )


def print_metrics(leakage: LeakageCheck, by_seed: list[list[HeldOutScore]]) -> None:
    for way, means, variations in leakage.scores:
        print(f"{way}: mean spectra {means:.1%}, variation over time {variations:.1%}")
    scored = [v.scored for one in by_seed for v in one]
    print(f"alone: {sum(s.right for s in scored)}/{len(scored)} right, by {len(by_seed)} seeds")
    print(f"expected calibration error {calibration_error(scored, CONFIDENCE_BINS):.3f}")
    paired = [v for one in by_seed for v in one if v.with_reference is not None]
    alone = sum(v.scored.right for v in paired)
    with_reference = sum((v.with_reference >= 0.5) == v.clip.hot for v in paired)
    print(
        f"with cold references: {with_reference}/{len(paired)} right, "
        f"the same alone {alone}/{len(paired)}"
    )


def draw_all(model: Path, output: Path) -> None:
    folder = data_dir()
    sidecar = model / SIDECAR.name
    fe, spec = front_end(sidecar), windows(sidecar)
    pours = [c for c in read_clips(folder) if c.pouring]
    log_mels = read_log_mels(pours, folder, fe)
    by_seed = score_held_out(model, data_digest(folder), pours, log_mels, spec)
    leakage = check_leakage(pours, log_mels)
    print_metrics(leakage, by_seed)
    draw_leakage(leakage, output / "trap.svg")
    draw_temperature(by_seed, output / "temperature.svg")
    draw_reliability(by_seed, output / "reliability.svg")
    draw_reference(by_seed, output / "reference.svg")


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m model.evaluate.plots", description=__doc__)
    parser.add_argument(
        "--model", type=Path, default=SIDECAR.parent, help="the model's folder (model/)"
    )
    parser.add_argument(
        "--output", type=Path, default=OUTPUT, help="where to put the pictures (model/plots/)"
    )
    return parser.parse_args()


def main() -> int:
    options, start = arguments(), time.monotonic()
    # One thread gives one order of summation, and so the same figures everywhere.
    torch.set_num_threads(1)
    try:
        draw_all(options.model, options.output)
    except (FileNotFoundError, RuntimeError) as problem:
        print(f"Cannot draw: {problem}", file=sys.stderr)
        return 1
    print(f"Wrote four pictures into {options.output}: {time.monotonic() - start:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
